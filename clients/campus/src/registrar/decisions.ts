import type { Schemas } from "@testamur/client";
import type { Reason } from "./timeline.js";

/** The decisions of a registrar, each with the reasons that the API takes for it. */
export const DECISIONS = {
  revoke: ["issued-in-error", "result-withdrawn", "result-corrected", "misconduct", "holder-request", "other"],
  suspend: ["under-review", "appeal", "other"],
  reinstate: ["review-closed", "appeal-upheld", "other"],
  release: ["review-closed", "appeal-upheld", "issued-in-error", "other"],
  refuse: ["misconduct", "under-review", "appeal", "holder-request", "other"],
} as const satisfies Record<string, readonly Reason[]>;

export type Decision = keyof typeof DECISIONS;

/** What is possible in the present state. */
export function decisions(
  award: Pick<Schemas.Award, "state" | "waitingFor"> | undefined,
  credential: Pick<Schemas.Credential, "state"> | undefined,
): Decision[] {
  const waits = award?.waitingFor?.includes("registrar") === true;
  return [
    ...(waits ? (["release", "refuse"] as const) : []),
    ...(credential?.state === "issued" ? (["suspend", "revoke"] as const) : []),
    ...(credential?.state === "suspended" ? (["reinstate", "revoke"] as const) : []),
  ];
}
