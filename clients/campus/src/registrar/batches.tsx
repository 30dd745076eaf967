import type { Schemas } from "@testamur/client";
import { useApi, useScope } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { More, Show, usePages } from "../app/load.js";
import { Empty, Head, State, type Look } from "../app/parts.js";
import { BASE, go } from "../app/router.js";
import { t } from "../app/texts.js";

const LOOKS = { accepted: "going", running: "going", finished: "good", cancelled: "none" } as const satisfies Record<
  Schemas.ResultBatch["state"],
  Look
>;

/** Results by the hundred: a file is sent, and each batch shows how far it is; auditors read alone. */
export function Batches() {
  const { testamur, role } = useScope();
  const reads = role === "auditor";
  const batches = usePages((signal) => testamur.pages("/assessment/result-batches", { query: { limit: 20 }, signal }), []);
  return (
    <div class="wrap wide">
      <Head title={t("batches.title")} lead={t(reads ? "batches.lead.auditor" : "batches.lead")} />
      <div class={reads ? "" : "split half"}>
        <section class="flow" aria-labelledby="sent">
          <h2 id="sent">{t("batches.sent")}</h2>
          <Show of={batches}>
            {(items) =>
              items.length === 0 ? (
                <Empty title="batches.empty" why={reads ? "batches.empty.why.auditor" : "batches.empty.why"} />
              ) : (
                <>
                  <ul class="cards">
                    {items.map((batch) => (
                      <Card key={batch.id} of={batch} />
                    ))}
                  </ul>
                  <More of={batches} />
                </>
              )
            }
          </Show>
        </section>
        {!reads && (
          <section class="flow" aria-labelledby="upload">
            <h2 id="upload">{t("batches.upload")}</h2>
            <Upload />
          </section>
        )}
      </div>
    </div>
  );
}

function Card({ of }: { of: Schemas.ResultBatch }) {
  const { role } = useScope();
  return (
    <li class="card flow-2">
      <div class="row between">
        <h3>
          <a href={`${BASE}/${role}/batches/${of.id}`}>{moment(of.submittedAt)}</a>
        </h3>
        <BatchState of={of} />
      </div>
      <ul class="meta">
        <li>{t("batch.rows", { count: number(of.rows) })}</li>
        <li>{t("batch.recorded", { count: number(of.recorded + of.unchanged) })}</li>
        {of.failed > 0 && <li>{t("batch.failed", { count: number(of.failed) })}</li>}
      </ul>
    </li>
  );
}

export function BatchState({ of }: { of: Schemas.ResultBatch }) {
  return <State look={LOOKS[of.state]}>{t(`batch.${of.state}`)}</State>;
}

function Upload() {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    const file = values.get("file") as File;
    // A text that was pasted counts where no file was chosen.
    const rows = file.size > 0 ? file : new Blob([String(values.get("rows"))]);
    const { data } = await testamur.post("/assessment/result-batches", {
      body: rows.slice(0, rows.size, "text/csv") as never,
      contentType: "text/csv",
    });
    go(`/registrar/batches/${data.id}`);
  };
  return (
    <div class="card">
      <Form act={act} send={send} button={t("batches.send")}>
        <Field at="file" label={t("batches.file")} hint={t("batches.file.how")}>
          {(attributes) => <input {...attributes} class="" type="file" accept=".csv,text/csv" />}
        </Field>
        <Field at="rows" label={t("batches.paste")}>
          {(attributes) => (
            <textarea {...attributes} class="input code" dir="ltr" spellcheck={false} placeholder="enrolmentId,score,assessedOn" />
          )}
        </Field>
      </Form>
    </div>
  );
}
