import type { Schemas } from "@testamur/client";
import { useApi } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { useAct } from "../app/form.js";
import { More, Show, useLoaded, usePages } from "../app/load.js";
import { Empty, Head, Icon, State, type Look } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE, go, usePlace } from "../app/router.js";
import { t } from "../app/texts.js";
import { gathered } from "../app/catalog.js";
import { eventName, host } from "./endpoint-fields.js";

type State_ = Schemas.DeliveryView["state"];

const LOOKS = { pending: "going", delivered: "good", failed: "bad", cancelled: "none" } as const satisfies Record<State_, Look>;

/** What was sent to the employer's endpoints, with each try. */
export function Deliveries() {
  const testamur = useApi();
  const { query } = usePlace();
  const state = (query.get("state") ?? "") as State_ | "";
  const endpointId = query.get("endpoint") ?? "";
  const deliveries = usePages(
    (signal) =>
      testamur.pages("/webhooks/deliveries", {
        query: { limit: 20, ...(state === "" ? {} : { state }), ...(endpointId === "" ? {} : { endpointId }) },
        signal,
      }),
    [state, endpointId],
  );
  const endpoints = useLoaded((signal) => gathered(testamur.list("/webhooks/endpoints", { query: { limit: 200 }, signal })), []);
  const addresses = new Map(endpoints.value?.map((each) => [each.id, each.url]));
  return (
    <div class="wrap">
      <Head title={t("deliveries.title")} lead={t("deliveries.lead")} />
      <nav class="tabs" aria-label={t("table.state")}>
        <ul>
          {(["", ...Object.keys(LOOKS)] as (State_ | "")[]).map((each) => (
            <li key={each}>
              <a
                href={`${BASE}/employer/deliveries?${new URLSearchParams({ state: each, endpoint: endpointId })}`}
                {...(each === state ? { "aria-current": "true" } : {})}
              >
                {each === "" ? t("find.all") : t(`delivery.${each}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {endpointId !== "" && (
        <p class="row near">
          <span class="chip code">{host(addresses.get(endpointId) ?? endpointId)}</span>
          <button type="button" class="btn sm quiet" onClick={() => go("/employer/deliveries")}>
            {t("deliveries.all-endpoints")}
          </button>
        </p>
      )}
      <div class="near">
        <Show of={deliveries}>
          {(items) =>
            items.length === 0 ? (
              <Empty title="deliveries.empty" why="deliveries.empty.why" />
            ) : (
              <>
                <ul class="cards">
                  {items.map((delivery) => (
                    <Card key={delivery.id} of={delivery} address={addresses.get(delivery.endpointId)} again={deliveries.again} />
                  ))}
                </ul>
                <More of={deliveries} />
              </>
            )
          }
        </Show>
      </div>
    </div>
  );
}

interface CardProps {
  readonly of: Schemas.DeliveryView;
  readonly address: string | undefined;
  readonly again: () => void;
}

function Card({ of, address, again }: CardProps) {
  const testamur = useApi();
  const act = useAct();
  const send = async () => {
    await testamur.post("/webhooks/deliveries/{id}/redelivery", { path: { id: of.id } });
    again();
  };
  return (
    <li class="card flow-2">
      <div class="row between">
        <h2 class="h-sm">{eventName(of.eventType)}</h2>
        <State look={LOOKS[of.state]}>{t(`delivery.${of.state}`)}</State>
      </div>
      <ul class="meta">
        <li>{moment(of.createdAt)}</li>
        {address !== undefined && <li class="code">{host(address)}</li>}
        {of.dueAt !== undefined && <li>{t("deliveries.next", { time: moment(of.dueAt) })}</li>}
      </ul>
      {of.attempts.length > 0 && (
        <details class="fold">
          <summary>
            {t("deliveries.tries", { count: number(of.attempts.length) })}
            <Icon name="down" />
          </summary>
          <div>
            <ol class="timeline">
              {of.attempts.map((attempt) => (
                <li key={attempt.number} class={(attempt.httpStatus ?? 0) >= 200 && (attempt.httpStatus ?? 0) < 300 ? "is-valid" : "is-revoked"}>
                  <time dateTime={attempt.attemptedAt}>{moment(attempt.attemptedAt)}</time>
                  <b class="strong">{attempt.httpStatus ?? t("deliveries.no-answer")}</b>
                  <p class="small soft" lang="en" dir="auto">
                    {attempt.detail}, {number(attempt.durationMillis)} ms
                  </p>
                </li>
              ))}
            </ol>
          </div>
        </details>
      )}
      {act.problem !== undefined && <Problem of={act.problem} />}
      {of.state !== "pending" && (
        <p>
          <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(send)}>
            <Icon name="again" />
            {t("deliveries.again")}
          </button>
        </p>
      )}
    </li>
  );
}
