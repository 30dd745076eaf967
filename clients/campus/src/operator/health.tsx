import type { Schemas, Testamur } from "@testamur/client";
import { useApi } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { Show, useLoaded } from "../app/load.js";
import { Head, Icon, State } from "../app/parts.js";
import { t } from "../app/texts.js";

const SERVICES = ["catalog", "enrolment", "assessment", "issuance", "verification"] as const;
type Service = (typeof SERVICES)[number];

interface Seen {
  readonly health: Schemas.Health;
  readonly consumers: readonly Schemas.ConsumerState[];
}

/** How each service is, and how far behind its consumers are. */
export function Health() {
  return (
    <div class="wrap wide">
      <Head title={t("health.title")} lead={t("health.lead")} />
      <ul class="cards two">
        {SERVICES.map((service) => (
          <Card key={service} service={service} />
        ))}
      </ul>
    </div>
  );
}

async function look(testamur: Testamur, service: Service, signal: AbortSignal): Promise<Seen> {
  const [health, consumers] = await Promise.all([
    testamur.get(`/${service}/operations/health`, { signal }),
    testamur.get(`/${service}/operations/consumers`, { signal }),
  ]);
  return { health: health.data, consumers: consumers.data };
}

function Card({ service }: { service: Service }) {
  const testamur = useApi();
  const seen = useLoaded((signal) => look(testamur, service, signal), [service]);
  return (
    <li class="card flow">
      <div class="row between">
        <h2>{t(`service.${service}`)}</h2>
        <button type="button" class="btn sm quiet" onClick={seen.again}>
          <Icon name="again" />
          {t("health.again")}
          <span class="sr"> {t(`service.${service}`)}</span>
        </button>
      </div>
      <Show of={seen}>
        {({ health, consumers }) => (
          <>
            <p>
              <Verdict of={health} />
            </p>
            {health.degraded.map((each) => (
              <p class="small" key={each.code} lang="en" dir="auto">
                {each.detail} <span class="soft">{moment(each.since)}</span>
              </p>
            ))}
            <dl class="facts list small">
              <div>
                <dt>{t("health.late")}</dt>
                <dd>{t("health.of", { count: number(health.loops.filter((loop) => loop.late).length), all: number(health.loops.length) })}</dd>
              </div>
              <div>
                <dt>{t("health.stopped")}</dt>
                <dd>
                  {t("health.of", {
                    count: number(consumers.filter(stopped).length),
                    all: number(consumers.length),
                  })}
                </dd>
              </div>
              <div>
                <dt>{t("health.behind")}</dt>
                <dd>{number(consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0))}</dd>
              </div>
            </dl>
            {consumers
              .filter(stopped)
              .map((each) => (
                <p class="small" key={each.name} lang="en" dir="auto">
                  <b class="code">{each.name}</b> {each.stoppedBecause}
                </p>
              ))}
          </>
        )}
      </Show>
    </li>
  );
}

/** The API sends null for one that runs, where its document says that the member is absent. */
function stopped({ stoppedBecause }: Schemas.ConsumerState): boolean {
  return stoppedBecause != null;
}

function Verdict({ of: { live, ready, degraded, loops } }: { of: Schemas.Health }) {
  if (!live || !ready) {
    return <State look="bad">{t("health.down")}</State>;
  }
  return degraded.length > 0 || loops.some((loop) => loop.late) ? (
    <State look="paused">{t("health.degraded")}</State>
  ) : (
    <State look="good">{t("health.well")}</State>
  );
}
