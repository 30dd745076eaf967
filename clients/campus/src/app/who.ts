import type { Session } from "@testamur/client";

export const STAFF_ROLES = ["author", "assessor", "registrar"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = "learner" | StaffRole | "employer" | "operator";

/** Who is logged in and what they may do, as their token says it. */
export interface Who {
  readonly name: string;
  readonly subject: string;
  readonly learner: boolean;
  readonly operator: boolean;
  /** For each role the slugs of the institutions that gave it. */
  readonly staff: Readonly<Record<StaffRole, readonly string[]>>;
  /** The slugs of the employers that they work for. */
  readonly employers: readonly string[];
}

/** Reads the groups and realm roles of an access token's payload. */
export function who(claims: Readonly<Record<string, unknown>>, payload: Readonly<Record<string, unknown>>): Who {
  const groups = strings(claims["groups"] ?? payload["groups"]);
  const roles = strings((payload["realm_access"] as { roles?: unknown } | undefined)?.roles);
  const slugs = (pattern: RegExp) => groups.flatMap((group) => pattern.exec(group)?.[1] ?? []);
  return {
    name: String(claims["name"] ?? claims["preferred_username"] ?? ""),
    subject: String(claims["sub"] ?? ""),
    learner: roles.includes("learner"),
    operator: roles.includes("operator"),
    staff: {
      author: slugs(/^\/institutions\/([^/]+)\/author$/),
      assessor: slugs(/^\/institutions\/([^/]+)\/assessor$/),
      registrar: slugs(/^\/institutions\/([^/]+)\/registrar$/),
    },
    employers: slugs(/^\/employers\/([^/]+)$/),
  };
}

export async function whoIs(session: Session): Promise<Who> {
  return who(session.claims, payload((await session.accessToken()) ?? ""));
}

/** Where somebody has a role: slugs of institutions or employers, and one empty one where the role stands alone. */
export function placesOf(person: Who, role: Role): readonly string[] {
  switch (role) {
    case "learner":
      return person.learner ? [""] : [];
    case "operator":
      return person.operator ? [""] : [];
    case "employer":
      return person.employers;
    default:
      return person.staff[role];
  }
}

function payload(token: string): Record<string, unknown> {
  try {
    const text = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
  } catch {
    return {};
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
