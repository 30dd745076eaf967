/** The cursor of the next part of a list, from `Link: <...>; rel="next"` (RFC 8288); undefined at the end. */
export function nextCursor(headers: Headers): string | undefined {
  for (const [, target, parameters] of (headers.get("Link") ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[^,;"]+(?:"[^"]*")?)*)/g)) {
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(parameters ?? "")) {
      // Of the address only the cursor is taken: a token goes to no other host than the client's own.
      return new URL(target ?? "", "https://any.invalid").searchParams.get("cursor") ?? undefined;
    }
  }
  return undefined;
}
