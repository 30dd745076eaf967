import type { Schemas } from "@testamur/client";
import type { Scope } from "../app/context.js";
import type { Parameters } from "../app/router.js";

/** Somebody has a role at an institution that the operator has not set up. */
export class NotSetUpError extends Error {}

/** Where the pages of an institution's people stand: administrators, auditors and operators see the same ones. */
export function baseOf({ role }: Scope, { institution = "" }: Parameters): string {
  return role === "operator" ? `/operator/institutions/${institution}` : role === "auditor" ? "/auditor/people" : "/administrator";
}

/** Whether the reader may change people, or reads alone. */
export function mayChange({ role }: Scope): boolean {
  return role !== "auditor";
}

/** The institution whose people a page shows: the reader's own, or the one that an operator has chosen. */
export async function institutionOf({ testamur, workplace }: Scope, { institution }: Parameters): Promise<Schemas.InstitutionView> {
  if (institution !== undefined) {
    return (await testamur.get("/catalog/institutions/{id}", { path: { id: institution } })).data;
  }
  const { items } = (await testamur.get("/catalog/institutions", { query: { slug: workplace } })).data;
  if (items[0] === undefined) {
    throw new NotSetUpError(workplace);
  }
  return items[0];
}
