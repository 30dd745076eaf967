import { findBadgeDelay, type BadgeDelay, type Schemas } from "@testamur/client";
import type { Look } from "../app/parts.js";

/** How an enrolment stands, as its learner sees it, and how each looks. */
export const STANDINGS = {
  withdrawn: "none",
  learning: "going",
  failed: "bad",
  "result-withdrawn": "none",
  waiting: "soon",
  issued: "good",
  suspended: "paused",
  revoked: "bad",
  superseded: "past",
  refused: "bad",
} as const satisfies Record<string, Look>;

export type Standing = keyof typeof STANDINGS;

/** What counts most: a credential's state, then the result, then the enrolment. */
export function standing(
  enrolment: Pick<Schemas.EnrolmentView, "state">,
  result: Pick<Schemas.Result, "outcome"> | undefined,
  award: Pick<Schemas.Award, "state"> | undefined,
): Standing {
  if (award !== undefined && award.state !== "none") {
    return award.state;
  }
  switch (result?.outcome) {
    case "passed":
      return "waiting";
    case "failed":
      return "failed";
    case "withdrawn":
      return "result-withdrawn";
    default:
      return enrolment.state === "withdrawn" ? "withdrawn" : "learning";
  }
}

/** Why there is no valid badge, as far as the learner's own lists say: one that was issued is there. */
export function delayOf(
  enrolment: Schemas.EnrolmentView,
  result: Schemas.Result | undefined,
  award: Schemas.Award | undefined,
): BadgeDelay | undefined {
  return award?.state === "issued"
    ? undefined
    : findBadgeDelay({ enrolment, result, award, revisions: [], credential: undefined, changes: [], passes: [], record: undefined });
}
