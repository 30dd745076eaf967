import type { Schemas } from "@testamur/client";

export const STAFF_ROLES = ["author", "assessor", "registrar"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = "learner" | StaffRole | "employer" | "operator";

/** Who is logged in, and what they may do. */
export interface Who {
  readonly name: string;
  /** How the API names the log-in where it says who did something. */
  readonly login: string;
  /** For each role the slugs of the institutions or employers that gave it; one empty slug where it counts everywhere. */
  readonly places: Readonly<Record<Role, readonly string[]>>;
  /** What those are called, by slug. */
  readonly names: ReadonlyMap<string, string>;
}

/** What `GET /me` says, by role. */
export function who({ issuer, subject, name = "", roles, institutions, employers }: Schemas.MeView): Who {
  const everywhere = (role: Role) => (roles.includes(role) ? [""] : []);
  const at = (role: StaffRole) => institutions.filter((each) => each.roles.includes(role)).map(({ slug }) => slug);
  return {
    name,
    login: `${issuer}#${subject}`,
    places: {
      learner: everywhere("learner"),
      author: at("author"),
      assessor: at("assessor"),
      registrar: at("registrar"),
      employer: employers.map(({ slug }) => slug),
      operator: everywhere("operator"),
    },
    names: new Map([...institutions, ...employers].map((each) => [each.slug, each.name ?? each.slug])),
  };
}

/** Where somebody has a role: nowhere without it. */
export function placesOf(person: Who, role: Role): readonly string[] {
  return person.places[role];
}
