export { Testamur, type Settings } from "./testamur.js";
export { LogIn, LogInError, Session, machine } from "./login.js";
export type { Claims, LogInSettings, LogInWishes, MachineSettings } from "./login.js";
export { ProblemError, NoAnswerError, type Fault } from "./problem.js";
export { Facts } from "./facts.js";
export { MemoryStore, type Store } from "./store.js";
export { RenewedToken, token, type Token, type TokenSource } from "./tokens.js";
export { findBadgeDelay, readEnrolmentStory } from "./story.js";
export type { Actor, BadgeDelay, DelayReason, DelaySettings, EnrolmentStory } from "./story.js";
export type { RetryPolicy, Surroundings } from "./retry.js";
export type {
  Answer,
  Arguments,
  BodyOf,
  CallOptions,
  DataOf,
  ItemOf,
  ListPath,
  MediaType,
  Method,
  Operation,
  PathOf,
  StreamPath,
  Version,
} from "./types.js";
export type { paths, components, operations } from "./generated/api.js";
/** Everything that the API sends and takes, by name. */
export type * as Schemas from "./generated/api.js";
export { readWebhook, WebhookError, type WebhookHeaders } from "./webhook.js";
export type * from "./generated/webhooks.js";
