import type { ComponentType } from "preact";
import type { Parameters } from "./app/router.js";
import type { Key } from "./app/texts.js";
import type { Role } from "./app/who.js";
import { History } from "./administrator/history.js";
import { Invite } from "./administrator/invite.js";
import { Member } from "./administrator/member.js";
import { People } from "./administrator/people.js";
import { Profile } from "./administrator/profile.js";
import { Record } from "./assessor/record.js";
import { ToAssess } from "./assessor/to-assess.js";
import { Draft } from "./author/draft.js";
import { Drafts } from "./author/drafts.js";
import { Deliveries } from "./employer/deliveries.js";
import { Endpoints } from "./employer/endpoints.js";
import { Granted } from "./employer/granted.js";
import { Home } from "./home.js";
import { Join } from "./join.js";
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
import { Entrusted } from "./staff/entrusted.js";

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
  { path: "/join", page: Join },
  { path: "/learning", page: Learning, role: "learner", name: "learning.title" },
  { path: "/credentials", page: Credentials, role: "learner", name: "credentials.title" },
  { path: "/consents", page: Consents, role: "learner", name: "consents.title" },
  { path: "/administrator", page: People, role: "administrator", name: "people.title" },
  { path: "/administrator/invite", page: Invite, role: "administrator" },
  { path: "/administrator/members/:id", page: Member, role: "administrator" },
  { path: "/administrator/micro-credentials", page: Drafts, role: "administrator", name: "drafts.title" },
  { path: "/administrator/history", page: History, role: "administrator", name: "history.title" },
  { path: "/administrator/profile", page: Profile, role: "administrator", name: "profile.title" },
  { path: "/author", page: Drafts, role: "author", name: "drafts.title" },
  { path: "/author/new", page: Draft, role: "author" },
  { path: "/author/:id", page: Draft, role: "author" },
  { path: "/approver", page: Drafts, role: "approver", name: "drafts.title" },
  { path: "/assessor", page: ToAssess, role: "assessor", name: "assess.title" },
  { path: "/assessor/:id", page: Record, role: "assessor" },
  { path: "/moderator", page: Entrusted, role: "moderator", name: "entrusted.title" },
  { path: "/registrar", page: Enrolments, role: "registrar", name: "enrolments.title" },
  { path: "/registrar/enrolments/:id", page: Story, role: "registrar" },
  { path: "/registrar/batches", page: Batches, role: "registrar", name: "batches.title" },
  { path: "/registrar/batches/:id", page: Batch, role: "registrar" },
  { path: "/registrar/grants", page: Grants, role: "registrar", name: "grants.title" },
  { path: "/auditor", page: Enrolments, role: "auditor", name: "enrolments.title" },
  { path: "/auditor/enrolments/:id", page: Story, role: "auditor" },
  { path: "/auditor/batches", page: Batches, role: "auditor", name: "batches.title" },
  { path: "/auditor/batches/:id", page: Batch, role: "auditor" },
  { path: "/auditor/grants", page: Grants, role: "auditor", name: "grants.title" },
  { path: "/auditor/micro-credentials", page: Drafts, role: "auditor", name: "drafts.title" },
  { path: "/auditor/people", page: People, role: "auditor", name: "people.title" },
  { path: "/auditor/history", page: History, role: "auditor", name: "history.title" },
  { path: "/sponsor", page: Entrusted, role: "sponsor", name: "entrusted.title" },
  { path: "/endorser", page: Entrusted, role: "endorser", name: "entrusted.title" },
  { path: "/employer", page: Granted, role: "employer", name: "granted.title" },
  { path: "/employer/endpoints", page: Endpoints, role: "employer", name: "endpoints.title" },
  { path: "/employer/deliveries", page: Deliveries, role: "employer", name: "deliveries.title" },
  { path: "/operator", page: Institutions, role: "operator", name: "institutions.title" },
  { path: "/operator/institutions/:institution", page: People, role: "operator" },
  { path: "/operator/institutions/:institution/invite", page: Invite, role: "operator" },
  { path: "/operator/institutions/:institution/members/:id", page: Member, role: "operator" },
  { path: "/operator/health", page: Health, role: "operator", name: "health.title" },
];

/** Where each role begins. */
export const ENTRANCES: Readonly<{ [R in Role]: string }> = {
  learner: "/learning",
  administrator: "/administrator",
  author: "/author",
  approver: "/approver",
  assessor: "/assessor",
  moderator: "/moderator",
  registrar: "/registrar",
  auditor: "/auditor",
  sponsor: "/sponsor",
  endorser: "/endorser",
  employer: "/employer",
  operator: "/operator",
};
