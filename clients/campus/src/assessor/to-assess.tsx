import type { Schemas } from "@testamur/client";
import { useApi } from "../app/context.js";
import { day, joined, number } from "../app/format.js";
import { More, Show, usePages } from "../app/load.js";
import { Empty, Head, State } from "../app/parts.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";

/** Enrolments of the institution: first those that wait for a result. */
export function ToAssess() {
  return (
    <div class="wrap wide">
      <Head title={t("assess.title")} lead={t("assess.lead")} />
      <Enrolments result="none" />
      <Enrolments result="recorded" />
    </div>
  );
}

/** Those without a result, or those with one; the API tells them apart and knows what each is called. */
function Enrolments({ result }: { result: "none" | "recorded" }) {
  const testamur = useApi();
  const enrolments = usePages((signal) => testamur.pages("/assessment/enrolments", { query: { result, limit: 50, count: true }, signal }), []);
  const open = result === "none";
  return (
    <Show of={enrolments}>
      {(items) =>
        items.length === 0 && !open ? null : (
          <section class={open ? "flow" : "flow far"} aria-labelledby={result}>
            <h2 id={result}>{t(open ? "assess.open" : "assess.done", { count: number(enrolments.total ?? items.length) })}</h2>
            {items.length === 0 ? <Empty title="assess.empty" why="assess.empty.why" /> : <Rows rows={items} />}
            <More of={enrolments} />
          </section>
        )
      }
    </Show>
  );
}

function Rows({ rows }: { rows: readonly Schemas.AssessedEnrolment[] }) {
  return (
    <div class="sheet pad">
      <table class="table stackable">
        <thead>
          <tr>
            <th scope="col">{t("table.learner")}</th>
            <th scope="col">{t("table.micro-credential")}</th>
            <th scope="col">{t("table.enrolled")}</th>
            <th scope="col">{t("table.result")}</th>
            <th scope="col">
              <span class="sr">{t("table.action")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.enrolmentId}>
              <th scope="row" data-label={t("table.learner")}>
                <bdi>{each.learnerName ?? t("people.nameless")}</bdi>
              </th>
              <td data-label={t("table.micro-credential")}>
                <bdi>{each.microCredential?.title ?? each.microCredentialId}</bdi>
              </td>
              <td data-label={t("table.enrolled")}>{day(each.enrolledAt)}</td>
              <td data-label={t("table.result")}>
                <div>
                  <Outcome of={each} />
                  {each.assessedOn !== undefined && <span class="small soft under">{day(each.assessedOn)}</span>}
                </div>
              </td>
              <td class="end">
                <a class="btn sm" href={`${BASE}/assessor/${each.enrolmentId}`}>
                  {t(each.outcome === undefined ? "assess.record" : "assess.correct")}
                  <span class="sr"> {each.learnerName}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const OUTCOMES = { none: "none", passed: "good", failed: "bad", withdrawn: "none" } as const;

/** A result: the outcome and the points. */
export function Outcome({ of }: { of: Pick<Schemas.AssessedEnrolment, "outcome" | "score" | "maximumScore"> | undefined }) {
  const outcome = of?.outcome ?? "none";
  return (
    <State look={OUTCOMES[outcome]}>
      {joined(
        t(`outcome.${outcome}`),
        of?.score === undefined || of.maximumScore === undefined || outcome === "withdrawn"
          ? undefined
          : t("score.of", { score: number(of.score), maximum: number(of.maximumScore) }),
      )}
    </State>
  );
}
