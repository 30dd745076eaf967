import { ProblemError, type Answer, type Schemas, type Testamur } from "@testamur/client";
import { useState } from "preact/hooks";
import { allInstitutions, versionOf } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { day, number, today } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Done, Head } from "../app/parts.js";
import { BASE, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { figure, text } from "../app/values.js";
import { Outcome } from "./to-assess.js";

interface Work {
  readonly enrolment: Schemas.EnrolmentView;
  readonly version: Schemas.VersionView;
  readonly timeZone: string | undefined;
  /** What is recorded already, with its version: a correction names what it corrects. */
  readonly recorded: Answer<Schemas.Result> | undefined;
}

/** Records one learner's result, or corrects it. */
export function Record({ parameters: { id = "" } }: { parameters: Parameters }) {
  const testamur = useApi();
  const work = useLoaded((signal) => workOn(testamur, id, signal), [id]);
  return (
    <Show of={work} title={t("assess.title")}>
      {(loaded) => (
        <div class="wrap">
          <Sheet work={loaded} again={work.again} />
        </div>
      )}
    </Show>
  );
}

async function workOn(testamur: Testamur, id: string, signal: AbortSignal): Promise<Work> {
  const { data: enrolment } = await testamur.get("/enrolment/enrolments/{id}", { path: { id }, signal });
  const [{ data: view }, recorded, institutions] = await Promise.all([
    testamur.get("/catalog/micro-credentials/{id}", { path: { id: enrolment.microCredentialId }, signal }),
    testamur.get("/assessment/results/{enrolmentId}", { path: { enrolmentId: id }, signal }).catch(nothingThere),
    allInstitutions(testamur),
  ]);
  const version = versionOf(view, enrolment.microCredentialVersion)!;
  return { enrolment, version, recorded, timeZone: institutions.get(enrolment.institutionId)?.timeZone };
}

function Sheet({ work: { enrolment, version, timeZone, recorded }, again }: { work: Work; again: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const [saved, setSaved] = useState(false);
  const result = recorded?.data;
  const send = async (values: FormData) => {
    const url = text(values, "/evidence/0/url");
    const name = text(values, "/evidence/0/name");
    setSaved(false);
    await testamur.put("/assessment/results/{enrolmentId}", {
      path: { enrolmentId: enrolment.id },
      body: {
        score: figure(values, "/score")!,
        assessedOn: text(values, "/assessedOn")!,
        ...(url === undefined ? {} : { evidence: [{ url, ...(name === undefined ? {} : { name }) }] }),
      },
      ...(recorded === undefined ? {} : { ifMatch: recorded }),
    });
    setSaved(true);
    again();
  };
  return (
    <>
      <Head
        title={enrolment.learnerName ?? t("learner.erased")}
        lead={<bdi lang={version.language}>{version.title}</bdi>}
        above={[[`${BASE}/assessor`, t("assess.title")]]}
      />
      {saved && (
        <Done>
          <p>{t("record.saved")}</p>
        </Done>
      )}
      <div class="split near">
        <div class="card" key={result?.revision}>
          <Form act={act} send={send} button={t(result === undefined ? "assess.record" : "assess.correct")}>
            <Field
              at="/score"
              label={t("record.score")}
              hint={t("offer.pass-mark", { pass: number(version.passMark), maximum: number(version.maximumScore) })}
            >
              {(attributes) => (
                <input {...attributes} class="input narrow" inputMode="decimal" autocomplete="off" defaultValue={String(result?.score ?? "")} />
              )}
            </Field>
            <Field at="/assessedOn" label={t("record.day")}>
              {(attributes) => <input {...attributes} class="input narrow" type="date" defaultValue={result?.assessedOn ?? today(timeZone)} />}
            </Field>
            <div class="two-up">
              <Field at="/evidence/0/url" label={t("record.evidence")} hint={t("record.evidence.why")}>
                {(attributes) => <input {...attributes} type="url" inputMode="url" dir="ltr" defaultValue={result?.evidence[0]?.url ?? ""} />}
              </Field>
              <Field at="/evidence/0/name" label={t("record.evidence.name")}>
                {(attributes) => <input {...attributes} defaultValue={result?.evidence[0]?.name ?? ""} />}
              </Field>
            </div>
          </Form>
        </div>
        <aside class="flow">
          <div class="card flow-2">
            <h2 class="h-sm">{t("record.so-far")}</h2>
            <p>
              <Outcome of={result} />
            </p>
            {result !== undefined && <p class="small soft">{t("record.on", { day: day(result.assessedOn) })}</p>}
            <h2 class="h-sm">{t("offer.assessed")}</h2>
            <p class="small" lang={version.language} dir="auto">
              {version.criteria}
            </p>
          </div>
        </aside>
      </div>
    </>
  );
}

/** There is no result yet. */
export function nothingThere(problem: unknown): undefined {
  if (problem instanceof ProblemError && problem.status === 404) {
    return undefined;
  }
  throw problem;
}
