const LIMITS = ["RateLimit", "RateLimit-Policy"];

export default function answers(operation, _, { path }) {
  const found = [];
  const say = (message, ...at) => found.push({ message, path: [...path, "responses", ...at] });
  const responses = operation.responses ?? {};
  if (responses["429"] === undefined) {
    say("429 is missing.");
  }
  for (const [status, response] of Object.entries(responses)) {
    const content = response.content ?? {};
    if (/^2/.test(status)) {
      if (Object.keys(content).length === 0 && !["202", "204"].includes(status)) {
        say(`${status} has no body.`, status);
      }
      for (const [type, { schema }] of Object.entries(content)) {
        if (schema === undefined || Object.keys(schema).length === 0) {
          say(`${status} has no schema as ${type}.`, status);
        }
      }
      LIMITS.filter((name) => response.headers?.[name] === undefined).forEach((name) => say(`${status} has no header ${name}.`, status));
    } else if (/^[45]/.test(status) && !("application/problem+json" in content) && !("text/html" in content)) {
      say(`${status} is no problem document.`, status);
    }
  }
  return found;
}
