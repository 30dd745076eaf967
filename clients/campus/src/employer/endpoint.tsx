import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { useApi } from "../app/context.js";
import { Form, useAct } from "../app/form.js";
import { State, type Look } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { Challenge } from "./challenge.js";
import { EndpointFields, eventName, host, wanted } from "./endpoint-fields.js";

const LOOKS = {
  unverified: "soon",
  active: "good",
  "verification-failed": "bad",
  disabled: "bad",
} as const satisfies Record<Schemas.EndpointView["state"], Look>;

interface Props {
  readonly of: Schemas.EndpointView;
  /** Takes an endpoint with its new secret. */
  readonly told: (endpoint: Schemas.EndpointView) => void;
  readonly again: () => void;
}

/** One endpoint: what it is told, what it waits for, and all that can be done with it. */
export function EndpointCard({ of, told, again }: Props) {
  const testamur = useApi();
  const act = useAct();
  const [changing, setChanging] = useState(false);
  const path = { id: of.id };
  const rotate = async () => told((await testamur.post("/webhooks/endpoints/{id}/secret-rotation", { path })).data);
  const remove = async () => {
    if (confirm(t("endpoints.remove.sure", { address: host(of.url) }))) {
      await testamur.delete("/webhooks/endpoints/{id}", { path });
      again();
    }
  };
  return (
    <li class="card flow">
      <div class="row between top">
        <h3 class="code" dir="ltr">
          {of.url}
        </h3>
        <State look={LOOKS[of.state]}>{t(`endpoint.${of.state}`)}</State>
      </div>
      {changing ? (
        <Change of={of} done={() => (setChanging(false), again())} cancel={() => setChanging(false)} />
      ) : (
        <>
          <dl class="facts list pairs small">
            <div>
              <dt>{t("endpoints.sends")}</dt>
              <dd>{of.eventTypes.map(eventName).join(", ")}</dd>
            </div>
          </dl>
          {of.disabledBecause !== undefined && (
            <p class="small" lang="en" dir="auto">
              {of.disabledBecause}
            </p>
          )}
          {of.state !== "active" && <Challenge of={of} again={again} />}
          {act.problem !== undefined && <Problem of={act.problem} />}
          <div class="row">
            <a class="btn sm" href={`${BASE}/employer/deliveries?endpoint=${of.id}`}>
              {t("deliveries.title")}
              <span class="sr"> {of.url}</span>
            </a>
            <button type="button" class="btn sm" onClick={() => setChanging(true)}>
              {t("endpoints.change")}
              <span class="sr"> {of.url}</span>
            </button>
            <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(rotate)}>
              {t("endpoints.rotate")}
              <span class="sr"> {of.url}</span>
            </button>
            <button type="button" class="btn sm quiet" onClick={() => act.run(remove)}>
              {t("endpoints.remove")}
              <span class="sr"> {of.url}</span>
            </button>
          </div>
        </>
      )}
    </li>
  );
}

function Change({ of, done, cancel }: { of: Schemas.EndpointView; done: () => void; cancel: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    await testamur.put("/webhooks/endpoints/{id}", { path: { id: of.id }, body: wanted(values), ifMatch: of });
    done();
  };
  const beside = (
    <button type="button" class="btn quiet" onClick={cancel}>
      {t("form.cancel")}
    </button>
  );
  return (
    <Form act={act} send={send} button={t("form.save")} beside={beside} scope={of.id}>
      <p class="small soft">{t("endpoints.change.means")}</p>
      <EndpointFields of={of} />
    </Form>
  );
}
