import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { gathered } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Done, Head, State } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { t } from "../app/texts.js";
import { registered } from "./micro-credential.js";

const SHOWN = ["name", "result", "evidence", "identifier"] as const;

/** Who sees what of somebody's credentials. */
export function Consents() {
  const testamur = useApi();
  const loaded = useLoaded(async (signal) => {
    const learner = await registered(testamur);
    const employers = await gathered(testamur.list("/catalog/employers", { query: { limit: 200 }, signal }));
    return { learner, employers };
  }, []);
  return (
    <div class="wrap">
      <Head title={t("consents.title")} lead={t("consents.lead")} />
      <Show of={loaded}>
        {({ learner, employers }) => (
          <>
            <section class="entry" aria-labelledby="shown">
              <h2 id="shown">{t("consents.shown")}</h2>
              <Shown learner={learner} />
            </section>
            <section class="entry" aria-labelledby="employers">
              <h2 id="employers">{t("consents.employers")}</h2>
              <div class="flow">
                <p class="soft">{t("consents.employers.why")}</p>
                <ul class="items">
                  {employers.map((employer) => (
                    <EmployerConsent key={employer.id} employer={employer} learner={learner} />
                  ))}
                </ul>
              </div>
            </section>
            <section class="entry" aria-labelledby="name">
              <h2 id="name">{t("consents.name-held")}</h2>
              <NameHeld learner={learner} />
            </section>
          </>
        )}
      </Show>
    </div>
  );
}

function Shown({ learner: first }: { learner: Schemas.LearnerView }) {
  const testamur = useApi();
  const act = useAct();
  const [learner, setLearner] = useState(first);
  const [saved, setSaved] = useState(false);
  const send = async (values: FormData) => {
    setSaved(false);
    const said = (name: string) => values.get(name) === "on";
    const body = { name: said("name"), result: said("result"), evidence: said("evidence"), identifier: said("identifier") };
    setLearner((await testamur.put("/enrolment/learners/me/consents", { body })).data);
    setSaved(true);
  };
  return (
    <div>
      <Form act={act} send={send} button={t("form.save")}>
        <fieldset>
          <legend class="sr">{t("consents.shown")}</legend>
          {SHOWN.map((name) => (
            <label class="tick" key={name}>
              <input type="checkbox" name={name} defaultChecked={learner.consents[name]} />
              <span>
                {t(`consents.${name}`)}
                <br />
                <span class="hint">{t(`consents.${name}.means`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </Form>
      {saved && <Done>{t("consents.saved")}</Done>}
    </div>
  );
}

function EmployerConsent({ employer, learner }: { employer: Schemas.EmployerView; learner: Schemas.LearnerView }) {
  const testamur = useApi();
  const act = useAct();
  const [given, setGiven] = useState(learner.consents.employers.includes(employer.id));
  const change = async () => {
    const call = { path: { employerId: employer.id } };
    await (given
      ? testamur.delete("/enrolment/learners/me/consents/employers/{employerId}", call)
      : testamur.put("/enrolment/learners/me/consents/employers/{employerId}", call));
    setGiven(!given);
  };
  return (
    <li class="row between">
      <span>
        <b class="strong">
          <bdi>{employer.name}</bdi>
        </b>
        <br />
        <State look={given ? "good" : "none"}>{t(given ? "consents.given" : "consents.not-given")}</State>
      </span>
      <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(change)}>
        {t(given ? "consents.withdraw" : "consents.give")}
        <span class="sr"> {employer.name}</span>
      </button>
      {act.problem !== undefined && <Problem of={act.problem} />}
    </li>
  );
}

function NameHeld({ learner }: { learner: Schemas.LearnerView }) {
  const confirmed = learner.nameConfirmation;
  return (
    <dl class="facts list">
      <div>
        <dt>{t("consents.name")}</dt>
        <dd>
          <bdi>{learner.name}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t("consents.confirmed")}</dt>
        <dd>{confirmed === undefined ? t("consents.unconfirmed") : t(`consents.confirmed.${confirmed.method}`)}</dd>
      </div>
    </dl>
  );
}
