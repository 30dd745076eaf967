import type { Schemas, Testamur } from "@testamur/client";
import { gathered, named, type Named } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { day } from "../app/format.js";
import { useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Badge, Empty, Head, Icon, State } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { Crest } from "./find.js";
import { noneYet } from "./learning.js";
import { STANDINGS } from "./standing.js";

interface Held {
  readonly award: Schemas.Award;
  readonly credentialId: string;
  readonly about: Named | undefined;
}

/** The credentials that somebody holds: each with its public page and its file. */
export function Credentials() {
  const testamur = useApi();
  const held = useLoaded((signal) => heldBy(testamur, signal), []);
  return (
    <div class="wrap">
      <Head title={t("credentials.title")} lead={t("credentials.lead")} />
      <div class="split">
        <Show of={held}>
          {(items) =>
            items.length === 0 ? (
              <Empty title="credentials.empty" why="credentials.empty.why">
                <p>
                  <a class="btn" href={`${BASE}/learning`}>
                    {t("learning.title")}
                  </a>
                </p>
              </Empty>
            ) : (
              <div>
                <h2 class="sr">{t("credentials.list")}</h2>
                <ul class="cards">
                  {items.map((each) => (
                    <Card key={each.credentialId} of={each} />
                  ))}
                </ul>
              </div>
            )
          }
        </Show>
        <aside class="flow">
          <div class="card flow-2">
            <h2 class="h-sm">{t("credentials.sharing")}</h2>
            <p class="small soft">{t("credentials.sharing.how")}</p>
            <a class="btn full" href={`${BASE}/consents`}>
              {t("consents.title")}
            </a>
          </div>
        </aside>
      </div>
    </div>
  );
}

async function heldBy(testamur: Testamur, signal: AbortSignal): Promise<Held[]> {
  const awards = await gathered(
    testamur.list("/issuance/learners/me/awards", { query: { limit: 200 }, signal }),
  ).catch(noneYet<Schemas.Award>);
  const about = await named(testamur, awards.map((each) => each.microCredentialId));
  return awards.flatMap((award) =>
    award.credentialId === undefined
      ? []
      : [{ award, credentialId: award.credentialId, about: about.get(award.microCredentialId) }],
  );
}

function Card({ of: { award, credentialId, about } }: { of: Held }) {
  const testamur = useApi();
  const act = useAct();
  const stands = award.state === "none" ? "result-withdrawn" : award.state;
  const download = async () => {
    const { data } = await testamur.get("/credentials/{id}", { path: { id: credentialId }, accept: "application/vc" });
    save(JSON.stringify(data), `${about?.title ?? "credential"}.json`);
  };
  return (
    <li class="card offer rec">
      <Badge url={about?.image} size={96} />
      <div>
        <h3>
          <a href={`/verify/${credentialId}`} {...(about?.language === undefined ? {} : { lang: about.language })}>
            {about?.title}
          </a>
        </h3>
        <Crest institution={about?.institution} after={day(award.updatedAt, about?.institution?.timeZone)} />
      </div>
      <div class="rest flow-2">
        <ul class="meta">
          <li>
            <State look={STANDINGS[stands]}>{t(`credential.${stands}`)}</State>
          </li>
        </ul>
        {award.reason !== undefined && (
          <p class="small" lang="en" dir="auto">
            {award.reason}
          </p>
        )}
        {act.problem !== undefined && <Problem of={act.problem} />}
        <div class="row">
          <a class="btn sm" href={`/verify/${credentialId}`}>
            <Icon name="link" />
            {t("credentials.open")}
            <span class="sr"> {about?.title}</span>
          </a>
          <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(download)}>
            <Icon name="download" />
            {t("credentials.download")}
            <span class="sr"> {about?.title}</span>
          </button>
        </div>
      </div>
    </li>
  );
}

/** Gives the reader a file to keep. */
function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/vc" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
