/** The id of the control that holds the value at a pointer, in the form of this scope. */
export function idOf(pointer: string, scope = ""): string {
  return `f${scope}${pointer.replace(/\W+/g, "-")}`;
}

/** What a text field holds, without the blanks around it; undefined when that is nothing. */
export function text(values: FormData, at: string): string | undefined {
  const value = values.get(at);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** What a field for figures holds; as it was typed where it is no figure, so that the API says what is wrong. */
export function figure(values: FormData, at: string): number | undefined {
  const typed = text(values, at);
  return typed === undefined ? undefined : Number.isNaN(Number(typed)) ? (typed as unknown as number) : Number(typed);
}
