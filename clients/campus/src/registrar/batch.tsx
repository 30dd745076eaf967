import type { Schemas } from "@testamur/client";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApi, useScope } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { useAct } from "../app/form.js";
import { More, Show, usePages, Waiting } from "../app/load.js";
import { Bar, Head } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { BatchState } from "./batches.js";

/** How far a batch is: recorded results, then the credentials that follow from them. */
export function Batch({ parameters: { id = "" } }: { parameters: Parameters }) {
  const { testamur, role } = useScope();
  const act = useAct();
  const results = useFollowed<Schemas.ResultBatch>(
    (signal) => testamur.follow("/assessment/result-batches/{id}", { path: { id }, signal }),
    (batch) => batch.pending === 0,
  );
  const awards = useFollowed<Schemas.BatchOfAwards>(
    (signal) => testamur.follow("/issuance/batches/{id}", { path: { id }, signal }),
    (batch) => results.value?.pending === 0 && batch.arrived >= batch.rows - results.value.failed && batch.waiting === 0,
  );
  const batch = results.value;
  return (
    <div class="wrap">
      <Head
        title={batch === undefined ? t("batch.title") : t("batch.of", { time: moment(batch.submittedAt) })}
        above={[[`${BASE}/${role}/batches`, t("batches.title")]]}
        beside={batch !== undefined && <BatchState of={batch} />}
      />
      {results.problem !== undefined && <Problem of={results.problem} />}
      {act.problem !== undefined && <Problem of={act.problem} />}
      {batch === undefined ? (
        results.problem === undefined && <Waiting />
      ) : (
        <>
          <div class="pair">
            <Progress
              title={t("batch.results")}
              done={batch.rows - batch.pending}
              whole={batch.rows}
              figures={[
                [t("batch.new"), batch.recorded],
                [t("batch.unchanged"), batch.unchanged],
                [t("batch.refused"), batch.failed],
                [t("batch.pending"), batch.pending],
              ]}
            />
            {awards.value !== undefined && (
              <Progress
                title={t("batch.awards")}
                done={awards.value.arrived - awards.value.waiting}
                whole={batch.rows - batch.failed}
                figures={[
                  [t("standing.issued"), awards.value.issued],
                  [t("standing.waiting"), awards.value.waiting],
                  [t("standing.refused"), awards.value.refused],
                  [t("standing.failed"), awards.value.none],
                ]}
              />
            )}
          </div>
          {batch.pending > 0 && role === "registrar" && (
            <p class="near">
              <button
                type="button"
                class="btn"
                aria-busy={act.busy}
                onClick={() => act.run(() => testamur.post("/assessment/result-batches/{id}/cancellation", { path: { id } }))}
              >
                {t("batch.cancel")}
              </button>
            </p>
          )}
          {batch.failed > 0 && <FailedRows key={batch.failed} id={id} />}
        </>
      )}
    </div>
  );
}

interface ProgressProps {
  readonly title: string;
  readonly done: number;
  readonly whole: number;
  readonly figures: readonly (readonly [string, number])[];
}

function Progress({ title, done, whole, figures }: ProgressProps) {
  return (
    <section class="card flow" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        <p role="status">{t("batch.progress", { done: number(done), whole: number(whole) })}</p>
      </div>
      <Bar part={done} whole={whole} />
      <dl class="facts list">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(figure)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function FailedRows({ id }: { id: string }) {
  const testamur = useApi();
  const rows = usePages(
    (signal) => testamur.pages("/assessment/result-batches/{id}/rows", { path: { id }, query: { state: "failed", limit: 50 }, signal }),
    [id],
  );
  return (
    <section class="flow far" aria-labelledby="failed">
      <h2 id="failed">{t("batch.failed-rows")}</h2>
      <Show of={rows}>
        {(items) => (
          <>
            <div class="sheet pad">
              <table class="table stackable">
                <thead>
                  <tr>
                    <th scope="col">{t("batch.row")}</th>
                    <th scope="col">{t("batch.enrolment")}</th>
                    <th scope="col">{t("batch.why")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.row}>
                      <th scope="row" data-label={t("batch.row")}>
                        {number(row.row)}
                      </th>
                      <td data-label={t("batch.enrolment")} class="code">
                        {row.enrolmentId}
                      </td>
                      <td data-label={t("batch.why")} lang="en" dir="auto">
                        {row.reason ?? row.reasonCode}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <More of={rows} />
          </>
        )}
      </Show>
    </section>
  );
}

/** How something stands, by server-sent events, until it is done or the page is left. */
function useFollowed<T>(events: (signal: AbortSignal) => AsyncIterable<T>, isDone: (value: T) => boolean) {
  const [state, setState] = useState<{ value?: T; problem?: unknown }>({});
  const done = useRef(isDone);
  done.current = isDone;
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for await (const value of events(stop.signal)) {
        setState({ value });
        if (done.current(value)) {
          return;
        }
      }
    };
    follow().catch((problem: unknown) => stop.signal.aborted || setState((now) => ({ ...now, problem })));
    return () => stop.abort();
  }, []);
  return state;
}
