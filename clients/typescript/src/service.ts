import { services } from "./generated/operations.js";

/**
 * The service that a path belongs to, given as the document of the API has it or as it is sent. Of a path that is in no
 * document it is the first segment.
 */
export function serviceOf(path: string): string {
  const given = path.split("/");
  const found = services.find(([pattern]) =>
    pattern.split("/").every((part, at) => part === given[at] || (part.startsWith("{") && (given[at] ?? "") !== "")),
  );
  return found?.[1] ?? given[1] ?? "";
}
