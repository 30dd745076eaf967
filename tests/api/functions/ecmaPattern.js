export default function ecmaPattern(text) {
  if (typeof text !== "string") {
    return [];
  }
  try {
    new RegExp(text, "u");
    return [];
  } catch (cause) {
    return [{ message: `${text}: ${cause.message}` }];
  }
}
