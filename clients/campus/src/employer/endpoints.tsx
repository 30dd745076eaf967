import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { gathered } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { Copy } from "../app/copy.js";
import { moment } from "../app/format.js";
import { Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head, Icon, useArrival } from "../app/parts.js";
import { t } from "../app/texts.js";
import { EndpointCard } from "./endpoint.js";
import { EndpointFields, host, wanted } from "./endpoint-fields.js";
import { SetUp } from "./set-up.js";

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
      {secretOf?.secret !== undefined && <Secret key={secretOf.secret} of={secretOf} secret={secretOf.secret} />}
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
                    <EndpointCard key={endpoint.id} of={endpoint} told={told} again={endpoints.again} />
                  ))}
                </ul>
              )
            }
          </Show>
          <SetUp />
        </section>
        <section class="flow" aria-labelledby="add">
          <h2 id="add">{t("endpoints.add")}</h2>
          <Add key={endpoints.value?.length} told={told} />
        </section>
      </div>
    </div>
  );
}

/** A secret, shown once. */
function Secret({ of, secret }: { of: Schemas.EndpointView; secret: string }) {
  const alert = useArrival<HTMLDivElement>();
  return (
    <div class="alert is-info gap" role="status" ref={alert} tabIndex={-1}>
      <Icon name="info" />
      <div class="flow-2">
        <p>
          <b class="strong">{t("endpoints.secret", { address: host(of.url) })}</b>
        </p>
        <pre class="block" tabIndex={0} role="group" aria-label={t("endpoints.secret.name")}>
          <code>{secret}</code>
        </pre>
        <Copy text={secret} label={t("endpoints.secret.copy")} />
        {of.previousSecretUntil !== undefined && <p class="small">{t("endpoints.both", { time: moment(of.previousSecretUntil) })}</p>}
      </div>
    </div>
  );
}

function Add({ told }: { told: (endpoint: Schemas.EndpointView) => void }) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => told((await testamur.post("/webhooks/endpoints", { body: wanted(values) })).data);
  return (
    <div class="card">
      <Form act={act} send={send} button={t("endpoints.add")}>
        <EndpointFields />
      </Form>
    </div>
  );
}
