import type { Answer, Schemas, Testamur } from "@testamur/client";
import { nothingThere } from "../assessor/record.js";
import { Outcome } from "../assessor/to-assess.js";
import { allInstitutions, gathered, versionOf } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { day, moment } from "../app/format.js";
import { Show, useLoaded } from "../app/load.js";
import { Head, State } from "../app/parts.js";
import { BASE, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { STANDINGS, standing } from "../learner/standing.js";
import { Decide } from "./decide.js";
import { Timeline, type Told } from "./timeline.js";

interface WholeStory {
  readonly enrolment: Schemas.EnrolmentView;
  readonly version: Schemas.VersionView | undefined;
  readonly result: Schemas.Result | undefined;
  readonly award: Answer<Schemas.Award> | undefined;
  readonly credential: Answer<Schemas.Credential> | undefined;
  readonly events: Told;
}

/** All that the platform knows of one enrolment, and what a registrar can do about it. */
export function Story({ parameters: { id = "" } }: { parameters: Parameters }) {
  const testamur = useApi();
  const story = useLoaded((signal) => storyOf(testamur, id, signal), [id]);
  return (
    <Show of={story} title={t("enrolments.title")}>
      {(told) => (
        <div class="wrap">
          <Page told={told} again={story.again} />
        </div>
      )}
    </Show>
  );
}

/** Four services tell a part each. */
async function storyOf(testamur: Testamur, id: string, signal: AbortSignal): Promise<WholeStory> {
  const path = { enrolmentId: id };
  const [{ data: enrolment }, result, award] = await Promise.all([
    testamur.get("/enrolment/enrolments/{id}", { path: { id }, signal }),
    testamur.get("/assessment/results/{enrolmentId}", { path, signal }).catch(nothingThere),
    testamur.get("/issuance/awards/{enrolmentId}", { path, signal }).catch(nothingThere),
  ]);
  const credentialId = award?.data.credentialId;
  const [institutions, { data: view }, revisions, credential, changes, passes] = await Promise.all([
    allInstitutions(testamur),
    testamur.get("/catalog/micro-credentials/{id}", { path: { id: enrolment.microCredentialId }, signal }),
    result === undefined ? [] : testamur.get("/assessment/results/{enrolmentId}/revisions", { path, signal }).then((answer) => answer.data),
    credentialId === undefined ? undefined : testamur.get("/issuance/credentials/{id}", { path: { id: credentialId }, signal }),
    credentialId === undefined
      ? []
      : gathered(testamur.list("/issuance/credentials/{id}/changes", { path: { id: credentialId }, query: { limit: 200 }, signal })),
    award === undefined
      ? []
      : gathered(testamur.list("/issuance/awards/{enrolmentId}/waiting-passes", { path, query: { limit: 200 }, signal })),
  ]);
  return {
    enrolment,
    version: versionOf(view, enrolment.microCredentialVersion),
    result: result?.data,
    award,
    credential,
    events: { enrolment, timeZone: institutions.get(enrolment.institutionId)?.timeZone, revisions, credential: credential?.data, changes, passes },
  };
}

function Page({ told, again }: { told: WholeStory; again: () => void }) {
  const { enrolment, version, result, award, credential, events } = told;
  const stands = standing(enrolment, result, award?.data);
  return (
    <>
      <Head
        title={enrolment.learnerName ?? t("learner.erased")}
        lead={<bdi {...(version === undefined ? {} : { lang: version.language })}>{version?.title}</bdi>}
        above={[[`${BASE}/registrar`, t("enrolments.title")]]}
      />
      <dl class="facts four">
        <div>
          <dt>{t("table.state")}</dt>
          <dd>
            <State look={STANDINGS[stands]}>{t(`standing.${stands}`)}</State>
          </dd>
        </div>
        <div>
          <dt>{t("table.result")}</dt>
          <dd>
            <Outcome of={result} />
          </dd>
        </div>
        <div>
          <dt>{t("table.enrolled")}</dt>
          <dd>{day(enrolment.enrolledAt)}</dd>
        </div>
        <div>
          <dt>{t("story.credential")}</dt>
          <dd>
            {credential === undefined ? (
              t("story.no-credential")
            ) : (
              <>
                <a href={`/verify/${credential.data.credentialId}`}>{t("credentials.open")}</a>
                {credential.data.validUntil !== undefined && (
                  <small>{t("story.until", { day: day(credential.data.validUntil) })}</small>
                )}
              </>
            )}
          </dd>
        </div>
      </dl>
      <div class="split far">
        <section class="flow" aria-labelledby="history">
          <h2 id="history">{t("story.history")}</h2>
          <Timeline told={events} />
          <p class="small soft">{t("story.as-of", { time: moment(award?.data.updatedAt ?? enrolment.enrolledAt) })}</p>
        </section>
        <aside class="flow">
          <Decide enrolmentId={enrolment.id} award={award} credential={credential} again={again} />
        </aside>
      </div>
    </>
  );
}
