import type { Schemas } from "@testamur/client";
import { useScope } from "../app/context.js";
import { day, moment, number } from "../app/format.js";
import { t } from "../app/texts.js";

/** What happened to one enrolment, from the services that know of it. */
export interface Told {
  readonly enrolment: Schemas.EnrolmentView;
  /** Where the institution is: its civil days are in it. */
  readonly timeZone: string | undefined;
  readonly revisions: readonly Schemas.ResultRevision[];
  readonly credential: Schemas.Credential | undefined;
  readonly changes: readonly Schemas.CredentialChange[];
  readonly passes: readonly Schemas.WaitingPass[];
}

interface Happened {
  readonly at: string;
  /** The day, where the API knows no time. */
  readonly on?: string;
  readonly what: string;
  readonly style?: string;
  /** What somebody wrote about it, and who did it. */
  readonly note?: string | undefined;
  readonly by?: string | undefined;
}

/** What happened, newest first. */
export function Timeline({ told }: { told: Told }) {
  const login = useScope().person?.login;
  return (
    <ol class="timeline">
      {happened(told).map(({ at, on, what, style, note, by }) => (
        <li key={at + what} {...(style === undefined ? {} : { class: style })}>
          <time dateTime={on ?? at}>{on === undefined ? moment(at) : day(on, told.timeZone)}</time>
          <b class="strong">{what}</b>
          {note !== undefined && <p dir="auto">{note}</p>}
          {by !== undefined && (
            <p class="small soft">
              {by === login ? t("story.by-you") : t("story.by", { who: by.replace(/^.*#/, "").slice(0, 8) })}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

export function happened({ enrolment, revisions, credential, changes, passes }: Told): Happened[] {
  const styles = { suspension: "is-suspended", reinstatement: "is-valid", revocation: "is-revoked", supersession: "is-superseded", hiding: "is-none" };
  const events: Happened[] = [
    { at: enrolment.enrolledAt, what: t("story.enrolled") },
    ...revisions.map((each) => ({
      at: each.recordedAt,
      what: t(`story.result.${each.change}`, { score: each.score === undefined ? "–" : number(each.score) }),
      note: each.withdrawalReason,
      by: each.recordedBy,
    })),
    ...(credential?.awardedAt === undefined
      ? []
      : [{ at: revisions.map((each) => each.recordedAt).sort().at(-1) ?? credential.awardedAt, on: credential.awardedAt, what: t("story.issued"), style: "is-valid" }]),
    ...changes.map((each) => ({
      at: each.changedAt,
      what: t(`story.${each.kind}`),
      style: styles[each.kind],
      note: each.note ?? reason(each.reasonCode),
      by: each.changedBy,
    })),
    ...passes.map((each) => ({ at: each.since, what: t("story.pass-waits") })),
    ...passes.flatMap((each) =>
      each.decidedAt === undefined || each.outcome === undefined
        ? []
        : [{ at: each.decidedAt, what: t(`story.pass.${each.outcome}`), note: each.note, by: each.decidedBy }],
    ),
  ];
  return events.reverse().sort((one, other) => other.at.localeCompare(one.at)); // of one moment, what followed first
}

const REASONS = [
  "issued-in-error",
  "result-withdrawn",
  "result-corrected",
  "misconduct",
  "holder-request",
  "key-compromised",
  "under-review",
  "appeal",
  "review-closed",
  "appeal-upheld",
  "other",
] as const;

export type Reason = (typeof REASONS)[number];

/** A reason in the reader's words; the code itself when it is a new one. */
export function reason(code: string): string {
  return (REASONS as readonly string[]).includes(code) ? t(`reason.${code as Reason}`) : code;
}
