import { ProblemError, type Schemas, type Testamur } from "@testamur/client";
import { useEffect, useState } from "preact/hooks";
import { gathered, named, type Named } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { Delay } from "../app/delay.js";
import { day, number } from "../app/format.js";
import { useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Badge, Bar, Empty, Head, Icon, State } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { delayOf, standing, STANDINGS } from "./standing.js";
import { Crest } from "./find.js";

interface Course {
  readonly enrolment: Schemas.EnrolmentView;
  readonly result: Schemas.Result | undefined;
  readonly award: Schemas.Award | undefined;
  readonly about: Named | undefined;
}

/** What somebody learns or has learned, newest first, with the state of each. */
export function Learning() {
  const testamur = useApi();
  const courses = useLoaded((signal) => coursesOf(testamur, signal), []);
  return (
    <div class="wrap">
      <Head
        title={t("learning.title")}
        lead={t("learning.lead")}
        beside={
          <a class="btn main" href={`${BASE}/find`}>
            {t("find.title")}
          </a>
        }
      />
      <Show of={courses}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="learning.empty" why="learning.empty.why" />
          ) : (
            <>
              <h2 class="sr">{t("learning.list")}</h2>
              <ul class="cards">
                {items.map((course) => (
                  <Card key={course.enrolment.id} of={course} again={courses.again} />
                ))}
              </ul>
            </>
          )
        }
      </Show>
    </div>
  );
}

/** Three services know a part each: enrolments, results and awards are joined by the enrolment's id. */
async function coursesOf(testamur: Testamur, signal: AbortSignal): Promise<Course[]> {
  const query = { limit: 200 };
  const [enrolments, results, awards] = await Promise.all([
    gathered(testamur.list("/enrolment/learners/me/enrolments", { query, signal })).catch(noneYet<Schemas.EnrolmentView>),
    gathered(testamur.list("/assessment/learners/me/results", { query, signal })).catch(noneYet<Schemas.Result>),
    gathered(testamur.list("/issuance/learners/me/awards", { query, signal })).catch(noneYet<Schemas.Award>),
  ]);
  const about = await named(testamur, enrolments.map((each) => each.microCredentialId));
  return enrolments.map((enrolment) => ({
    enrolment,
    result: results.find((each) => each.enrolmentId === enrolment.id),
    award: awards.find((each) => each.enrolmentId === enrolment.id),
    about: about.get(enrolment.microCredentialId),
  }));
}

/** Somebody who never enrolled is no learner yet, and has no lists. */
export function noneYet<T>(problem: unknown): T[] {
  if (problem instanceof ProblemError && problem.code === "not-registered") {
    return [];
  }
  throw problem;
}

function Card({ of: { enrolment, result, award: first, about }, again }: { of: Course; again: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const award = useAward(testamur, enrolment.id, first, result?.outcome === "passed");
  const stands = standing(enrolment, result, award);
  const delay = delayOf(enrolment, result, award);
  const withdraw = async () => {
    if (confirm(t("learning.withdraw.sure"))) {
      await testamur.post("/enrolment/learners/me/enrolments/{id}/withdrawal", { path: { id: enrolment.id }, ifMatch: enrolment });
      again();
    }
  };
  return (
    <li class="card offer rec">
      <Badge url={about?.image} size={96} />
      <div>
        <h3>
          <a href={`${BASE}/find/${enrolment.microCredentialId}`} {...(about?.language === undefined ? {} : { lang: about.language })}>
            {about?.title}
          </a>
        </h3>
        <Crest institution={about?.institution} />
      </div>
      <div class="rest flow-2">
        <ul class="meta">
          <li>
            <State look={STANDINGS[stands]}>{t(`standing.${stands}`)}</State>
          </li>
          <li>{t("learning.since", { day: day(enrolment.enrolledAt) })}</li>
        </ul>
        {result !== undefined && result.outcome !== "withdrawn" && <Score of={result} />}
        {delay !== undefined && (
          <details class="fold where">
            <summary>
              {t("delay.mine")}
              <span class="sr"> {about?.title}</span>
              <Icon name="down" />
            </summary>
            <div>
              <Delay of={delay} own />
            </div>
          </details>
        )}
        {act.problem !== undefined && <Problem of={act.problem} />}
        <div class="row">
          {award?.credentialId !== undefined && (
            <a class="btn sm" href={`/verify/${award.credentialId}`}>
              {t("credentials.open")}
            </a>
          )}
          {stands === "learning" && (
            <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(withdraw)}>
              {t("learning.withdraw")}
              <span class="sr"> {about?.title}</span>
            </button>
          )}
        </div>
      </div>
    </li>
  );
}

/** Points with the limit, in words and as a bar. */
export function Score({ of: { score, maximumScore, passMark } }: { of: Pick<Schemas.Result, "score" | "maximumScore" | "passMark"> }) {
  return (
    <figure class="score">
      <figcaption class="row between small">
        <b>{t("score.of", { score: number(score), maximum: number(maximumScore) })}</b>
        <span class="soft">{t("score.needed", { pass: number(passMark) })}</span>
      </figcaption>
      <Bar part={score} whole={maximumScore} limit={passMark} />
    </figure>
  );
}

/** An award as it stands now: one that is on its way is followed until it has arrived. */
function useAward(
  testamur: Testamur,
  enrolmentId: string,
  first: Schemas.Award | undefined,
  passed: boolean,
): Schemas.Award | undefined {
  const [award, setAward] = useState(first);
  useEffect(() => {
    setAward(first);
    const stop = new AbortController();
    const follow = async () => {
      const events = testamur.follow("/issuance/learners/me/awards/{enrolmentId}", { path: { enrolmentId }, signal: stop.signal });
      for await (const now of events) {
        setAward(now);
        if (!onItsWay(now)) {
          return;
        }
      }
    };
    if (passed && onItsWay(first)) {
      follow().catch(() => undefined); // what was read first stays
    }
    return () => stop.abort();
  }, [first, passed]);
  return award;
}

function onItsWay(award: Schemas.Award | undefined): boolean {
  return award === undefined || award.state === "none" || (award.state === "waiting" && award.waitingFor?.includes("registrar") !== true);
}
