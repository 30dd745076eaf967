import type { Schemas } from "@testamur/client";
import { gathered, named, type Named } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { day, joined, number } from "../app/format.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head, State } from "../app/parts.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";

interface Row {
  readonly enrolment: Schemas.EnrolmentView;
  readonly result: Schemas.Result | undefined;
  readonly about: Named | undefined;
}

/** Enrolments of the institution: first those that wait for a result. */
export function ToAssess() {
  const testamur = useApi();
  const loaded = useLoaded(async (signal) => {
    // The API has no filter for enrolments without a result: both lists are read, and joined here.
    const query = { limit: 200 };
    const [enrolments, results] = await Promise.all([
      gathered(testamur.list("/enrolment/enrolments", { query: { ...query, state: "active" }, signal })),
      gathered(testamur.list("/assessment/results", { query, signal })),
    ]);
    const about = await named(testamur, enrolments.map((each) => each.microCredentialId));
    const byEnrolment = new Map(results.map((result) => [result.enrolmentId, result]));
    const rows = enrolments.map<Row>((enrolment) => ({
      enrolment,
      result: byEnrolment.get(enrolment.id),
      about: about.get(enrolment.microCredentialId),
    }));
    return { open: rows.filter((row) => row.result === undefined), done: rows.filter((row) => row.result !== undefined) };
  }, []);
  return (
    <div class="wrap wide">
      <Head title={t("assess.title")} lead={t("assess.lead")} />
      <Show of={loaded}>
        {({ open, done }) => (
          <>
            <section class="flow" aria-labelledby="open">
              <h2 id="open">{t("assess.open", { count: number(open.length) })}</h2>
              {open.length === 0 ? <Empty title="assess.empty" why="assess.empty.why" /> : <Rows rows={open} />}
            </section>
            {done.length > 0 && (
              <section class="flow far" aria-labelledby="done">
                <h2 id="done">{t("assess.done", { count: number(done.length) })}</h2>
                <Rows rows={done} />
              </section>
            )}
          </>
        )}
      </Show>
    </div>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
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
          {rows.map(({ enrolment, result, about }) => (
            <tr key={enrolment.id}>
              <th scope="row" data-label={t("table.learner")}>
                <bdi>{enrolment.learnerName ?? t("learner.erased")}</bdi>
              </th>
              <td data-label={t("table.micro-credential")}>{about?.title}</td>
              <td data-label={t("table.enrolled")}>{day(enrolment.enrolledAt, about?.institution?.timeZone)}</td>
              <td data-label={t("table.result")}>
                <Outcome of={result} />
              </td>
              <td class="end">
                <a class="btn sm" href={`${BASE}/assessor/${enrolment.id}`}>
                  {t(result === undefined ? "assess.record" : "assess.correct")}
                  <span class="sr"> {enrolment.learnerName}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A result in a row: the outcome and the points. */
export function Outcome({ of }: { of: Schemas.Result | undefined }) {
  if (of === undefined) {
    return <State look="none">{t("outcome.none")}</State>;
  }
  const look = { passed: "good", failed: "bad", withdrawn: "none" } as const;
  return (
    <State look={look[of.outcome]}>
      {joined(
        t(`outcome.${of.outcome}`),
        of.outcome === "withdrawn" ? undefined : t("score.of", { score: number(of.score), maximum: number(of.maximumScore) }),
      )}
    </State>
  );
}
