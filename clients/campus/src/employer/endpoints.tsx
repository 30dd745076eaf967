import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { gathered } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head, Icon, State, type Look } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";

const EVENT_TYPES = ["credential.issued", "credential.status_changed"] as const;

const LOOKS = {
  unverified: "soon",
  active: "good",
  "verification-failed": "bad",
  disabled: "bad",
} as const satisfies Record<Schemas.EndpointView["state"], Look>;

/** Where the employer is told of credentials. */
export function Endpoints() {
  const testamur = useApi();
  const endpoints = useLoaded((signal) => gathered(testamur.list("/webhooks/endpoints", { query: { limit: 200 }, signal })), []);
  const [secretOf, setSecretOf] = useState<Schemas.EndpointView>();
  const told = (endpoint: Schemas.EndpointView) => {
    setSecretOf(endpoint);
    endpoints.again();
  };
  return (
    <div class="wrap wide">
      <Head title={t("endpoints.title")} lead={t("endpoints.lead")} />
      {secretOf?.secret !== undefined && <Secret of={secretOf} />}
      <div class="split half">
        <section aria-labelledby="list">
          <h2 class="sr" id="list">
            {t("endpoints.list")}
          </h2>
          <Show of={endpoints}>
            {(items) =>
              items.length === 0 ? (
                <Empty title="endpoints.empty" why="endpoints.empty.why" />
              ) : (
                <ul class="cards">
                  {items.map((endpoint) => (
                    <Card key={endpoint.id} of={endpoint} told={told} again={endpoints.again} />
                  ))}
                </ul>
              )
            }
          </Show>
        </section>
        <section class="flow" aria-labelledby="add">
          <h2 id="add">{t("endpoints.add")}</h2>
          <Add told={told} />
        </section>
      </div>
    </div>
  );
}

/** A secret, shown once. */
function Secret({ of }: { of: Schemas.EndpointView }) {
  return (
    <div class="alert is-info gap" role="status">
      <Icon name="info" />
      <div class="flow-2">
        <p>
          <b class="strong">{t("endpoints.secret", { address: host(of.url) })}</b>
        </p>
        <pre class="block" tabIndex={0} role="group" aria-label={t("endpoints.secret.name")}>
          <code>{of.secret}</code>
        </pre>
        {of.previousSecretUntil !== undefined && <p class="small">{t("endpoints.both", { time: moment(of.previousSecretUntil) })}</p>}
      </div>
    </div>
  );
}

interface CardProps {
  readonly of: Schemas.EndpointView;
  readonly told: (endpoint: Schemas.EndpointView) => void;
  readonly again: () => void;
}

function Card({ of, told, again }: CardProps) {
  const testamur = useApi();
  const act = useAct();
  const path = { id: of.id };
  const rotate = async () => told((await testamur.post("/webhooks/endpoints/{id}/secret-rotation", { path })).data);
  const renew = async () => {
    await testamur.post("/webhooks/endpoints/{id}/verification/renewal", { path });
    again();
  };
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
      <dl class="facts list pairs small">
        <div>
          <dt>{t("endpoints.sends")}</dt>
          <dd class="code">{of.eventTypes.join(", ")}</dd>
        </div>
        {of.verification?.lastDetail !== undefined && (
          <div>
            <dt>{t("endpoints.last-try", { count: number(of.verification.tries) })}</dt>
            <dd lang="en" dir="auto">{of.verification.lastDetail}</dd>
          </div>
        )}
      </dl>
      {of.disabledBecause !== undefined && (
        <p class="small" lang="en" dir="auto">
          {of.disabledBecause}
        </p>
      )}
      {act.problem !== undefined && <Problem of={act.problem} />}
      <div class="row">
        <a class="btn sm" href={`${BASE}/employer/deliveries?endpoint=${of.id}`}>
          {t("deliveries.title")}
        </a>
        {of.state !== "active" && (
          <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(renew)}>
            <Icon name="again" />
            {t("endpoints.renew")}
          </button>
        )}
        <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(rotate)}>
          {t("endpoints.rotate")}
        </button>
        <button type="button" class="btn sm quiet" onClick={() => act.run(remove)}>
          {t("endpoints.remove")}
          <span class="sr"> {of.url}</span>
        </button>
      </div>
    </li>
  );
}

function Add({ told }: { told: (endpoint: Schemas.EndpointView) => void }) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    const body = { url: text(values, "/url") ?? "", eventTypes: values.getAll("/eventTypes").map(String) };
    told((await testamur.post("/webhooks/endpoints", { body: body as never })).data);
  };
  return (
    <div class="card">
      <Form act={act} send={send} button={t("endpoints.add")}>
        <Field at="/url" label={t("endpoints.address")} hint={t("endpoints.address.how")}>
          {(attributes) => <input {...attributes} class="input code" type="url" inputMode="url" dir="ltr" autocomplete="off" />}
        </Field>
        <fieldset id="f-eventTypes" tabIndex={-1}>
          <legend class="label">{t("endpoints.sends")}</legend>
          {EVENT_TYPES.map((type) => (
            <label class="tick" key={type}>
              <input type="checkbox" name="/eventTypes" value={type} defaultChecked />
              <span>
                {t(`event.${type}`)} <span class="code soft">{type}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </Form>
    </div>
  );
}

export function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
