import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { Field, Form, useAct } from "../app/form.js";
import { t } from "../app/texts.js";
import { definition } from "./definition.js";

const AWARD_TYPES: readonly Schemas.AwardType[] = ["MicroCredential", "Badge", "Certificate", "Course", "Competency", "License", "Achievement"];

interface Props {
  /** What the fields hold at first: the draft, or the last version. */
  readonly of: Schemas.Draft | Schemas.VersionView | undefined;
  readonly send: (body: Schemas.Definition) => Promise<void>;
}

/** Every field of a micro-credential. What is wrong is said by the API, at each field. */
export function DefinitionForm({ of, send }: Props) {
  const act = useAct();
  const [outcomes, setOutcomes] = useState<readonly Schemas.LearningOutcome[]>(of?.outcomes ?? [{ text: "" }]);
  const line = (at: string, label: string, value: string | number | undefined, hint?: string) => (
    <Field at={at} label={label} {...(hint === undefined ? {} : { hint })}>
      {(attributes) => <input {...attributes} dir="auto" autocomplete="off" defaultValue={String(value ?? "")} />}
    </Field>
  );
  const block = (at: string, label: string, value: string | undefined) => (
    <Field at={at} label={label}>
      {(attributes) => <textarea {...attributes} dir="auto" defaultValue={value ?? ""} />}
    </Field>
  );
  return (
    <div class="card">
      <Form act={act} send={(values) => send(definition(values, outcomes))} button={t("draft.save")}>
        {line("/title", t("draft.title"), of?.title)}
        {block("/description", t("draft.description"), of?.description)}
        <fieldset class="flow-2" id="f-outcomes" tabIndex={-1}>
          <legend class="label">{t("offer.outcomes")}</legend>
          {outcomes.map((outcome, at) => (
            <Field key={at} at={`/outcomes/${at}/text`} label={t("draft.outcome", { number: at + 1 })}>
              {(attributes) => <textarea {...attributes} class="input short" dir="auto" defaultValue={outcome.text} />}
            </Field>
          ))}
          <p class="row">
            <button type="button" class="btn sm" onClick={() => setOutcomes([...outcomes, { text: "" }])}>
              {t("draft.outcome.add")}
            </button>
            {outcomes.length > 1 && (
              <button type="button" class="btn sm quiet" onClick={() => setOutcomes(outcomes.slice(0, -1))}>
                {t("draft.outcome.remove")}
              </button>
            )}
          </p>
        </fieldset>
        {block("/criteria", t("draft.criteria"), of?.criteria)}
        {line("/assessmentType", t("offer.assessment"), of?.assessmentType)}
        <div class="two-up">
          {line("/passMark", t("draft.pass-mark"), of?.passMark)}
          {line("/maximumScore", t("draft.maximum"), of?.maximumScore ?? 100)}
          {line("/workload/hours", t("draft.hours"), of?.workload.hours)}
          {line("/workload/ects", t("draft.ects"), of?.workload.ects)}
          {line("/level/framework", t("draft.framework"), of?.level.framework ?? "EQF")}
          {line("/level/value", t("offer.level"), of?.level.value)}
          {line("/language", t("offer.language"), of?.language ?? "en", t("draft.language.how"))}
          <Field at="/awardType" label={t("offer.award-type")}>
            {(attributes) => (
              <select {...attributes}>
                {[...new Set([of?.awardType ?? "MicroCredential", ...AWARD_TYPES])].map((type) => (
                  <option key={type}>{type}</option>
                ))}
              </select>
            )}
          </Field>
          {line("/price/amount", t("draft.price"), of?.price?.amount, t("draft.price.how"))}
          {line("/price/currency", t("draft.currency"), of?.price?.currency)}
          {line("/validity", t("offer.validity"), of?.validity, t("draft.validity.how"))}
          {line("/imageAlternativeText", t("draft.alt"), imageText(of))}
        </div>
      </Form>
    </div>
  );
}

function imageText(of: Props["of"]): string | undefined {
  return of === undefined ? undefined : "imageAlternativeText" in of ? of.imageAlternativeText : of.image?.alternativeText;
}
