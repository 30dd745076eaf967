// Types of what a webhook's receiver is sent, from the contract's JSON schema.
import { readFile } from "node:fs/promises";

const SCHEMA = new URL("../../../contracts/webhooks/schema.v1.json", import.meta.url);

export async function webhooks() {
  const schema = JSON.parse(await readFile(SCHEMA, "utf8"));
  const shared = Object.entries(schema.$defs).map(([name, type]) => `export interface ${named(name)} ${typed(type)}\n`);
  const messages = schema.oneOf.map((message) => {
    const common = Object.fromEntries(Object.entries(schema.properties).filter(([name]) => !(name in message.properties)));
    const whole = { type: "object", required: schema.required, properties: { ...message.properties, ...common } };
    return {
      name: named(message.properties.type.const),
      text: `/** ${message.title}. */\nexport interface ${named(message.properties.type.const)} ${typed(whole)}\n`,
    };
  });
  return [
    ...shared,
    ...messages.map(({ text }) => text),
    "/** What a webhook's receiver is sent. More types and members may come: answer 2xx to a type that you do not know. */",
    `export type WebhookMessage = ${messages.map(({ name }) => name).join(" | ")};`,
    "",
  ].join("\n");
}

/** `credential.status_changed` is `WebhookCredentialStatusChanged`. */
function named(name) {
  return `Webhook${name.replace(/(?:^|[._])([a-z])/g, (_, letter) => letter.toUpperCase())}`;
}

function typed(schema) {
  const { $ref, const: one, type, properties, required = [] } = schema;
  if (one !== undefined) {
    return JSON.stringify(one);
  }
  const members = Object.entries(properties ?? {}).map(
    ([name, member]) =>
      `${member.description === undefined ? "" : `/** ${member.description} */\n`}readonly ${name}${
        required.includes(name) || $ref !== undefined ? "" : "?"
      }: ${typed(member)};`,
  );
  const own = `{\n${members.map((member) => `${member.replace(/^/gm, "  ")}\n`).join("")}}`;
  if ($ref !== undefined) {
    const shared = named($ref.slice("#/$defs/".length));
    return members.length === 0 ? shared : `${shared} & ${own}`;
  }
  if (members.length > 0) {
    return own;
  }
  if (type !== "string") {
    throw new Error(`No type is known for ${JSON.stringify(schema)}.`);
  }
  return "string";
}
