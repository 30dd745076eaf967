import type { Schemas } from "@testamur/client";
import { t } from "../app/texts.js";
import { figure, text } from "../app/values.js";
import { STAFF_ROLES, type StaffRole } from "../app/who.js";

/** Whether a role is one that this front end has words for. */
export function isKnown(role: string): role is StaffRole {
  return (STAFF_ROLES as readonly string[]).includes(role);
}

/** A role in the reader's words; the API's where it is a new one. */
export function roleName(role: string): string {
  return isKnown(role) ? t(`role.${role}`) : role;
}

/** Whether the last day of a membership is over. */
export function isOver({ endsAt }: Pick<Schemas.MemberView, "endsAt">, now: number = Date.now()): boolean {
  return endsAt !== undefined && Date.parse(endsAt) <= now;
}

/** What the fields of roles, limit and last day hold, as the API takes it. */
export function rights(values: FormData): Schemas.MemberChange {
  const endsOn = text(values, "/endsOn");
  return {
    // A role of a later release is kept as it came.
    roles: values.getAll("/roles").map(String) as Schemas.StaffRole[],
    ...(values.get("limit") === "named" ? { microCredentials: values.getAll("/microCredentials").map(String) } : {}),
    ...(endsOn === undefined ? {} : { endsOn }),
  };
}

/** What the fields of an invitation hold. */
export function invitation(values: FormData): Schemas.StaffInvitation {
  const email = text(values, "/email");
  const validDays = figure(values, "/validDays");
  return {
    ...rights(values),
    ...(email === undefined ? {} : { email }),
    ...(validDays === undefined ? {} : { validDays }),
  };
}

/** What the fields of an institution's profile hold. */
export function profile(values: FormData): Schemas.InstitutionProfile {
  const brandColour = values.get("own-colour") === null ? undefined : text(values, "/brandColour");
  const contacts = ["email", "telephone", "url"].flatMap((name) => {
    const value = text(values, `/contacts/${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    languages: text(values, "/languages")?.split(/[\s,]+/) ?? [],
    ...(brandColour === undefined ? {} : { brandColour }),
    ...(contacts.length === 0 ? {} : { contacts: Object.fromEntries(contacts) }),
  };
}
