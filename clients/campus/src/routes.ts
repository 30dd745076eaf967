import type { ComponentType } from "preact";
import type { Parameters } from "./app/router.js";
import type { Key } from "./app/texts.js";
import type { Role } from "./app/who.js";
import { Record } from "./assessor/record.js";
import { ToAssess } from "./assessor/to-assess.js";
import { Draft } from "./author/draft.js";
import { Drafts } from "./author/drafts.js";
import { Deliveries } from "./employer/deliveries.js";
import { Endpoints } from "./employer/endpoints.js";
import { Granted } from "./employer/granted.js";
import { Home } from "./home.js";
import { Consents } from "./learner/consents.js";
import { Credentials } from "./learner/credentials.js";
import { Find } from "./learner/find.js";
import { Learning } from "./learner/learning.js";
import { MicroCredential } from "./learner/micro-credential.js";
import { Health } from "./operator/health.js";
import { Institutions } from "./operator/institutions.js";
import { Batch } from "./registrar/batch.js";
import { Batches } from "./registrar/batches.js";
import { Enrolments } from "./registrar/enrolments.js";
import { Grants } from "./registrar/grants.js";
import { Story } from "./registrar/story.js";

export interface Route {
  readonly path: string;
  readonly page: ComponentType<{ parameters: Parameters }>;
  /** Who may see it; everybody without it. */
  readonly role?: Role;
  /** Its name in the navigation; it is not there without one. */
  readonly name?: Key;
}

/** Every page with its address, in the order of the navigation. */
export const ROUTES: readonly Route[] = [
  { path: "/", page: Home },
  { path: "/find", page: Find, name: "find.nav" },
  { path: "/find/:id", page: MicroCredential },
  { path: "/learning", page: Learning, role: "learner", name: "learning.title" },
  { path: "/credentials", page: Credentials, role: "learner", name: "credentials.title" },
  { path: "/consents", page: Consents, role: "learner", name: "consents.title" },
  { path: "/author", page: Drafts, role: "author", name: "drafts.title" },
  { path: "/author/new", page: Draft, role: "author" },
  { path: "/author/:id", page: Draft, role: "author" },
  { path: "/assessor", page: ToAssess, role: "assessor", name: "assess.title" },
  { path: "/assessor/:id", page: Record, role: "assessor" },
  { path: "/registrar", page: Enrolments, role: "registrar", name: "enrolments.title" },
  { path: "/registrar/enrolments/:id", page: Story, role: "registrar" },
  { path: "/registrar/batches", page: Batches, role: "registrar", name: "batches.title" },
  { path: "/registrar/batches/:id", page: Batch, role: "registrar" },
  { path: "/registrar/grants", page: Grants, role: "registrar", name: "grants.title" },
  { path: "/employer", page: Granted, role: "employer", name: "granted.title" },
  { path: "/employer/endpoints", page: Endpoints, role: "employer", name: "endpoints.title" },
  { path: "/employer/deliveries", page: Deliveries, role: "employer", name: "deliveries.title" },
  { path: "/operator", page: Institutions, role: "operator", name: "institutions.title" },
  { path: "/operator/health", page: Health, role: "operator", name: "health.title" },
];

/** Where each role begins. */
export const ENTRANCES: Readonly<{ [R in Role]: string }> = {
  learner: "/learning",
  author: "/author",
  assessor: "/assessor",
  registrar: "/registrar",
  employer: "/employer",
  operator: "/operator",
};
