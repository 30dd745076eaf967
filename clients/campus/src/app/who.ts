import type { Schemas } from "@testamur/client";

/** What an institution gives its staff, in the order of the pages. */
export const STAFF_ROLES = [
  "administrator",
  "author",
  "approver",
  "assessor",
  "moderator",
  "registrar",
  "auditor",
  "sponsor",
  "endorser",
] as const satisfies readonly Schemas.StaffRole[];
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = "learner" | StaffRole | "employer" | "operator";

/** Who is logged in, and what they may do. */
export interface Who {
  readonly name: string;
  /** How the API names the log-in where it says who did something. */
  readonly login: string;
  /** How lists of people and their history name it. */
  readonly loginHash: string;
  /** For each role the slugs of the institutions or employers that gave it; one empty slug where it counts everywhere. */
  readonly places: Readonly<Record<Role, readonly string[]>>;
  /** What those are called, by slug. */
  readonly names: ReadonlyMap<string, string>;
  /** The institutions that the person works for, by slug. */
  readonly institutions: ReadonlyMap<string, Schemas.MyInstitution>;
}

/** What `GET /me` says, by role. */
export function who({ issuer, subject, loginHash, name = "", roles, institutions, employers }: Schemas.MeView): Who {
  const everywhere = (role: Schemas.GeneralRole) => (roles.includes(role) ? [""] : []);
  const at = (role: StaffRole) => institutions.filter((each) => each.roles.includes(role)).map(({ slug }) => slug);
  return {
    name,
    login: `${issuer}#${subject}`,
    loginHash,
    places: {
      learner: everywhere("learner"),
      administrator: at("administrator"),
      author: at("author"),
      approver: at("approver"),
      assessor: at("assessor"),
      moderator: at("moderator"),
      registrar: at("registrar"),
      auditor: at("auditor"),
      sponsor: at("sponsor"),
      endorser: at("endorser"),
      employer: employers.map(({ slug }) => slug),
      operator: everywhere("operator"),
    },
    names: new Map([...institutions, ...employers].map((each) => [each.slug, each.name ?? each.slug])),
    institutions: new Map(institutions.map((each) => [each.slug, each])),
  };
}

/** Where somebody has a role: nowhere without it. */
export function placesOf(person: Who, role: Role): readonly string[] {
  return person.places[role];
}
