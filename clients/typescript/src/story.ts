import { ProblemError } from "./problem.js";
import type { Testamur } from "./testamur.js";
import type { Award, Credential, CredentialChange, EnrolmentView, Result, ResultRevision, VerificationView, WaitingPass } from "./generated/api.js";

/** What the services know of one enrolment. A part is undefined where its service has nothing, or does not show it to the reader. */
export interface EnrolmentStory {
  readonly enrolment: EnrolmentView;
  /** The present result. */
  readonly result: Result | undefined;
  /** Every revision of the result, oldest first; for staff only. */
  readonly revisions: readonly ResultRevision[];
  readonly award: Award | undefined;
  /** The newest credential; for registrars only. */
  readonly credential: Credential | undefined;
  /** Changes of the newest credential's status, newest first; for registrars only. */
  readonly changes: readonly CredentialChange[];
  /** Passes that waited for a registrar, newest first; for registrars only. */
  readonly passes: readonly WaitingPass[];
  /** What anybody sees of the newest credential. */
  readonly record: VerificationView | undefined;
}

/** Who can bring the badge about, or `nobody` where it comes by itself or not at all. */
export type Actor = "learner" | "assessor" | "registrar" | "operator" | "nobody";

/** The reasons for which an enrolment has no valid badge. */
export type DelayReason =
  | "enrolment-withdrawn"
  | "not-assessed"
  | "not-passed"
  | "result-withdrawn"
  | "result-in-transit"
  | "reference-in-transit"
  | "issuer-key-missing"
  | "waits-for-registrar"
  | "award-refused"
  | "record-in-transit"
  | "credential-suspended"
  | "credential-revoked";

/** Why an enrolment has no valid badge, where it waits and who can act. */
export interface BadgeDelay {
  readonly reason: DelayReason;
  /** The service that has to act or to be told next. */
  readonly service: "enrolment" | "assessment" | "issuance" | "verification";
  readonly actor: Actor;
  /** Since when, as far as it is known. */
  readonly since: string | undefined;
  /** What exactly is missing or was given as the reason, in the words or codes of the service. */
  readonly details: readonly string[];
}

export interface DelaySettings {
  /** The present time in milliseconds. */
  readonly now?: number;
  /** How long facts may take between services before an operator has to look, in milliseconds; a minute without it. */
  readonly patience?: number;
}

/**
 * Finds why an enrolment has no valid badge; undefined when it has one that anybody can check. What travels between
 * services is nobody's to mend for a minute, and an operator's after that.
 */
export function findBadgeDelay(story: EnrolmentStory, settings: DelaySettings = {}): BadgeDelay | undefined {
  const now = settings.now ?? Date.now();
  const patience = settings.patience ?? 60_000;
  const { enrolment, result, award, record } = story;
  const inTransit = (since: string | undefined): Actor =>
    since !== undefined && now - Date.parse(since) > patience ? "operator" : "nobody";
  const delay = (
    reason: DelayReason,
    service: BadgeDelay["service"],
    actor: Actor,
    since?: string,
    details: readonly (string | undefined)[] = [],
  ): BadgeDelay => ({ reason, service, actor, since, details: details.filter((each) => each !== undefined) });

  switch (award?.state) {
    case "suspended":
      return delay("credential-suspended", "issuance", "registrar", lastChange(story, "suspension"), [award.reason]);
    case "revoked":
      return isWithoutPass(result)
        ? withoutPass(delay, enrolment, result)
        : delay("credential-revoked", "issuance", "registrar", lastChange(story, "revocation"), [award.reason]);
    case "refused":
      return delay("award-refused", "issuance", "registrar", award.updatedAt, [award.reason]);
    case "waiting":
      return waiting(delay, award, inTransit);
    case "issued":
      return record === undefined
        ? delay("record-in-transit", "verification", inTransit(award.updatedAt), award.updatedAt)
        : undefined;
    default:
      // No award, or one that a newer credential replaced and that is not known yet.
      return isWithoutPass(result)
        ? withoutPass(delay, enrolment, result)
        : delay("result-in-transit", "issuance", inTransit(result.recordedAt), result.recordedAt);
  }
}

type MakeDelay = (
  reason: DelayReason,
  service: BadgeDelay["service"],
  actor: Actor,
  since?: string,
  details?: readonly (string | undefined)[],
) => BadgeDelay;

function isWithoutPass(result: Result | undefined): result is undefined | (Result & { outcome: "failed" | "withdrawn" }) {
  return result?.outcome !== "passed";
}

function withoutPass(delay: MakeDelay, enrolment: EnrolmentView, result: Result | undefined): BadgeDelay {
  switch (result?.outcome) {
    case "failed":
      return delay("not-passed", "assessment", "learner", result.recordedAt);
    case "withdrawn":
      return delay("result-withdrawn", "assessment", "assessor", result.recordedAt, [result.withdrawalReason]);
    default:
      return enrolment.state === "withdrawn"
        ? delay("enrolment-withdrawn", "enrolment", "learner")
        : delay("not-assessed", "assessment", "assessor", enrolment.enrolledAt);
  }
}

function waiting(delay: MakeDelay, award: Award, inTransit: (since: string | undefined) => Actor): BadgeDelay {
  const missing = award.waitingFor ?? [];
  if (missing.includes("registrar")) {
    return delay("waits-for-registrar", "issuance", "registrar", award.waitingSince, [award.reason]);
  }
  if (missing.includes("issuer key")) {
    return delay("issuer-key-missing", "issuance", inTransit(award.waitingSince), award.waitingSince, missing);
  }
  return delay("reference-in-transit", "issuance", inTransit(award.waitingSince), award.waitingSince, missing);
}

function lastChange(story: EnrolmentStory, kind: CredentialChange["kind"]): string | undefined {
  return story.changes.find((change) => change.kind === kind)?.changedAt ?? story.award?.updatedAt;
}

/**
 * Reads the parts of one enrolment's story from the services. Staff read an enrolment of their institution, learners
 * their own. Rejects with a {@link ProblemError} when the enrolment itself is not shown to the reader (404).
 */
export async function readEnrolmentStory(testamur: Testamur, enrolmentId: string, reader: "staff" | "learner"): Promise<EnrolmentStory> {
  return reader === "learner" ? readOwnStory(testamur, enrolmentId) : readStaffStory(testamur, enrolmentId);
}

async function readOwnStory(testamur: Testamur, enrolmentId: string): Promise<EnrolmentStory> {
  const path = { enrolmentId };
  const [enrolment, result, award] = await Promise.all([
    testamur.get("/enrolment/learners/me/enrolments/{id}", { path: { id: enrolmentId } }),
    shown(testamur.get("/assessment/learners/me/results/{enrolmentId}", { path })),
    shown(testamur.get("/issuance/learners/me/awards/{enrolmentId}", { path })),
  ]);
  const record = await readRecord(testamur, award?.credentialId);
  return { enrolment: enrolment.data, result, revisions: [], award, credential: undefined, changes: [], passes: [], record };
}

async function readStaffStory(testamur: Testamur, enrolmentId: string): Promise<EnrolmentStory> {
  const path = { enrolmentId };
  const [enrolment, result, revisions, award, passes] = await Promise.all([
    testamur.get("/enrolment/enrolments/{id}", { path: { id: enrolmentId } }),
    shown(testamur.get("/assessment/results/{enrolmentId}", { path })),
    shown(testamur.get("/assessment/results/{enrolmentId}/revisions", { path })),
    shown(testamur.get("/issuance/awards/{enrolmentId}", { path })),
    shown(items(testamur.list("/issuance/awards/{enrolmentId}/waiting-passes", { path }))),
  ]);
  const id = award?.credentialId;
  const [credential, changes, record] = await Promise.all([
    id === undefined ? undefined : shown(testamur.get("/issuance/credentials/{id}", { path: { id } })),
    id === undefined ? undefined : shown(items(testamur.list("/issuance/credentials/{id}/changes", { path: { id } }))),
    readRecord(testamur, id),
  ]);
  return {
    enrolment: enrolment.data,
    result,
    revisions: revisions ?? [],
    award,
    credential,
    changes: changes ?? [],
    passes: passes ?? [],
    record,
  };
}

function readRecord(testamur: Testamur, id: string | undefined): Promise<VerificationView | undefined> {
  return id === undefined
    ? Promise.resolve(undefined)
    : shown(testamur.get("/verification/credentials/{id}", { path: { id } }));
}

async function items<T>(list: AsyncIterable<T>): Promise<{ data: T[] }> {
  const data: T[] = [];
  for await (const item of list) {
    data.push(item);
  }
  return { data };
}

/** The data; undefined where the service has none or does not show it to this reader. */
async function shown<T>(answer: Promise<{ readonly data: T }>): Promise<T | undefined> {
  try {
    return (await answer).data;
  } catch (error) {
    if (error instanceof ProblemError && [403, 404, 410].includes(error.status)) {
      return undefined;
    }
    throw error;
  }
}
