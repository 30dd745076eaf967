import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { useApi } from "../app/context.js";
import { Field, Form, useAct } from "../app/form.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";
import { DECISIONS, decisions, type Decision } from "./decisions.js";
import { reason } from "./timeline.js";

interface Props {
  readonly enrolmentId: string;
  readonly award: Schemas.Award | undefined;
  readonly credential: Schemas.Credential | undefined;
  readonly again: () => void;
}

/** What a registrar can do about an award in its present state. */
export function Decide({ enrolmentId, award, credential, again }: Props) {
  const possible = decisions(award, credential);
  const [chosen, choose] = useState<Decision>();
  return (
    <div class="card flow">
      <h2 class="h-sm">{t("decide.title")}</h2>
      {possible.length === 0 && <p class="small soft">{t("decide.nothing")}</p>}
      {chosen !== undefined && possible.includes(chosen) ? (
        <DecisionForm
          key={chosen}
          decision={chosen}
          enrolmentId={enrolmentId}
          credential={credential}
          done={() => {
            choose(undefined);
            again();
          }}
          cancel={() => choose(undefined)}
        />
      ) : (
        possible.map((decision) => (
          <button key={decision} type="button" class="btn full" onClick={() => choose(decision)}>
            {t(`decide.${decision}`)}
          </button>
        ))
      )}
    </div>
  );
}

interface DecisionFormProps {
  readonly decision: Decision;
  readonly enrolmentId: string;
  readonly credential: Schemas.Credential | undefined;
  readonly done: () => void;
  readonly cancel: () => void;
}

function DecisionForm({ decision, enrolmentId, credential, done, cancel }: DecisionFormProps) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    const note = text(values, "/note");
    const body = { reasonCode: text(values, "/reasonCode") as never, ...(note === undefined ? {} : { note }) };
    const ofCredential = { path: { id: credential?.credentialId ?? "" }, body, ifMatch: credential ?? {} };
    const ofAward = { path: { enrolmentId }, body };
    switch (decision) {
      case "revoke":
        await testamur.post("/issuance/credentials/{id}/revocation", ofCredential);
        break;
      case "suspend":
        await testamur.post("/issuance/credentials/{id}/suspension", ofCredential);
        break;
      case "reinstate":
        await testamur.post("/issuance/credentials/{id}/reinstatement", ofCredential);
        break;
      case "release":
        await testamur.post("/issuance/awards/{enrolmentId}/release", ofAward);
        break;
      case "refuse":
        await testamur.post("/issuance/awards/{enrolmentId}/refusal", ofAward);
        break;
    }
    done();
  };
  return (
    <Form
      act={act}
      send={send}
      button={t(`decide.${decision}`)}
      beside={
        <button type="button" class="btn quiet" onClick={cancel}>
          {t("form.cancel")}
        </button>
      }
    >
      <p class="small">{t(`decide.${decision}.means`)}</p>
      <Field at="/reasonCode" label={t("decide.reason")} hint={t("decide.reason.public")}>
        {(attributes) => (
          <select {...attributes}>
            {DECISIONS[decision].map((code) => (
              <option key={code} value={code}>
                {reason(code)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field at="/note" label={t("decide.note")} hint={t("decide.note.private")}>
        {(attributes) => <textarea {...attributes} class="input short" maxLength={1000} />}
      </Field>
    </Form>
  );
}
