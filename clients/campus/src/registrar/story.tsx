import { findBadgeDelay, readEnrolmentStory, type EnrolmentStory, type Schemas, type Testamur } from "@testamur/client";
import { Outcome } from "../assessor/to-assess.js";
import { allInstitutions, versionOf } from "../app/catalog.js";
import { useScope } from "../app/context.js";
import { Delay } from "../app/delay.js";
import { day, moment } from "../app/format.js";
import { Show, useLoaded } from "../app/load.js";
import { Head, State } from "../app/parts.js";
import { BASE, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { STANDINGS, standing } from "../learner/standing.js";
import { Decide } from "./decide.js";
import { Timeline } from "./timeline.js";

interface WholeStory {
  readonly story: EnrolmentStory;
  readonly version: Schemas.VersionView | undefined;
  readonly timeZone: string | undefined;
}

/** All that the platform knows of one enrolment, where its badge is, and what a registrar can do about it. */
export function Story({ parameters: { id = "" } }: { parameters: Parameters }) {
  const { testamur } = useScope();
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

async function storyOf(testamur: Testamur, id: string, signal: AbortSignal): Promise<WholeStory> {
  const [story, institutions] = await Promise.all([readEnrolmentStory(testamur, id, "staff"), allInstitutions(testamur)]);
  const { microCredentialId, microCredentialVersion, institutionId } = story.enrolment;
  const { data: view } = await testamur.get("/catalog/micro-credentials/{id}", { path: { id: microCredentialId }, signal });
  return { story, version: versionOf(view, microCredentialVersion), timeZone: institutions.get(institutionId)?.timeZone };
}

function Page({ told: { story, version, timeZone }, again }: { told: WholeStory; again: () => void }) {
  const { role } = useScope();
  const { enrolment, result, award, credential } = story;
  const stands = standing(enrolment, result, award);
  const delay = findBadgeDelay(story);
  return (
    <>
      <Head
        title={enrolment.learnerName ?? t("learner.erased")}
        lead={<bdi {...(version === undefined ? {} : { lang: version.language })}>{version?.title}</bdi>}
        above={[[`${BASE}/${role}`, t("enrolments.title")]]}
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
                <a href={`/verify/${credential.credentialId}`}>{t("credentials.open")}</a>
                {credential.validUntil !== undefined && <small>{t("story.until", { day: day(credential.validUntil) })}</small>}
              </>
            )}
          </dd>
        </div>
      </dl>
      <div class={role === "registrar" ? "split far" : "far"}>
        <div>
          {delay !== undefined && (
            <section class="flow" aria-labelledby="badge">
              <h2 id="badge">{t("delay.title")}</h2>
              <Delay of={delay} />
            </section>
          )}
          <section class={delay === undefined ? "flow" : "flow far"} aria-labelledby="history">
            <h2 id="history">{t("story.history")}</h2>
            <Timeline told={{ ...story, timeZone }} />
            <p class="small soft">{t("story.as-of", { time: moment(award?.updatedAt ?? enrolment.enrolledAt) })}</p>
          </section>
        </div>
        {role === "registrar" && (
          <aside class="flow">
            <Decide enrolmentId={enrolment.id} award={award} credential={credential} again={again} />
          </aside>
        )}
      </div>
    </>
  );
}
