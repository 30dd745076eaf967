import { ProblemError, type Schemas, type Testamur } from "@testamur/client";
import { allInstitutions, versionOf, workloadOf } from "../app/catalog.js";
import { useApi, useScope } from "../app/context.js";
import { languageName, money, number, period } from "../app/format.js";
import { useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { LogInButton } from "../app/log-in.js";
import { Badge, Title } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE, go, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { placesOf } from "../app/who.js";

/** One micro-credential: what it is, what it asks for, and the way in. */
export function MicroCredential({ parameters: { id = "" } }: { parameters: Parameters }) {
  const testamur = useApi();
  const loaded = useLoaded(
    async (signal) => {
      const { data } = await testamur.get("/catalog/micro-credentials/{id}", { path: { id }, signal });
      return { view: data, institution: (await allInstitutions(testamur)).get(data.institutionId) };
    },
    [id],
  );
  return (
    <Show of={loaded} title={t("find.nav")}>
      {({ view, institution }) => {
        const version = versionOf(view);
        return version === undefined ? null : <Page view={view} version={version} institution={institution} />;
      }}
    </Show>
  );
}

interface Props {
  readonly view: Schemas.MicroCredentialView;
  readonly version: Schemas.VersionView;
  readonly institution: Schemas.InstitutionView | undefined;
}

function Page({ view, version, institution }: Props) {
  return (
    <>
      <section class="award" aria-labelledby="title">
        <div class="wrap">
          <nav class="crumbs" aria-label={t("page.where")}>
            <ol>
              <li>
                <a href={`${BASE}/find`}>{t("find.nav")}</a>
              </li>
              {institution !== undefined && (
                <li>
                  <a href={`${BASE}/find?institution=${institution.slug}`}>{institution.name}</a>
                </li>
              )}
            </ol>
          </nav>
          <div class="award-top">
            <Badge url={version.image?.url} size={208} alt={version.image?.alternativeText} />
            <div lang={version.language}>
              <Title id="title">{version.title}</Title>
              <p class="lede" dir="auto">
                {version.description}
              </p>
            </div>
          </div>
        </div>
      </section>
      <div class="wrap">
        <div class="split half first gap">
          <aside class="flow" aria-labelledby="enrol">
            <EnrolBox view={view} version={version} />
          </aside>
          <div>
            <Facts version={version} />
            <section class="entry stack" aria-labelledby="can">
              <h2 id="can">{t("offer.outcomes")}</h2>
              <Outcomes version={version} />
            </section>
            <section class="entry stack" aria-labelledby="how">
              <h2 id="how">{t("offer.assessed")}</h2>
              <p lang={version.language} dir="auto">{version.criteria}</p>
              <p class="small soft">
                {t("offer.pass-mark", { pass: number(version.passMark), maximum: number(version.maximumScore) })}
              </p>
            </section>
          </div>
        </div>
      </div>
    </>
  );
}

function Facts({ version }: { version: Schemas.VersionView }) {
  const facts = [
    [t("offer.workload"), workloadOf(version.workload)],
    [t("offer.level"), `${version.level.framework} ${version.level.value}`],
    [t("offer.language"), languageName(version.language)],
    [t("offer.assessment"), <bdi lang={version.language}>{version.assessmentType}</bdi>],
    [t("offer.validity"), version.validity === undefined ? t("offer.for-ever") : period(version.validity)],
    [t("offer.award-type"), version.awardType],
  ] as const;
  return (
    <dl class="facts three">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Outcomes({ version }: { version: Schemas.VersionView }) {
  const targets = version.outcomes.filter((outcome) => outcome.targetName !== undefined);
  return (
    <>
      <ul class="lines" lang={version.language}>
        {version.outcomes.map(({ text }) => (
          <li key={text}>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
      {targets.length > 0 && (
        <ul class="chips">
          {targets.map(({ targetName, targetFramework }) => (
            <li key={targetName}>
              <span class="chip">
                {targetName} <small>{targetFramework}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function EnrolBox({ view, version }: { view: Schemas.MicroCredentialView; version: Schemas.VersionView }) {
  const { testamur, person } = useScope();
  const act = useAct();
  const enrol = async () => {
    await registered(testamur);
    await testamur.post("/enrolment/enrolments", { body: { microCredentialId: view.id } });
    go("/learning");
  };
  return (
    <div class="card flow">
      <h2 id="enrol" class="sr">
        {t("offer.enrol")}
      </h2>
      <p class="price">{version.price === undefined ? t("offer.free") : money(version.price)}</p>
      {act.problem !== undefined && <Problem of={act.problem} />}
      {view.state !== "published" ? (
        <p>{t("offer.closed.why")}</p>
      ) : person === undefined ? (
        <>
          <LogInButton text="offer.log-in" look="full" />
          <p class="small soft">{t("offer.log-in.why")}</p>
        </>
      ) : placesOf(person, "learner").length > 0 ? (
        <button type="button" class="btn main full" aria-busy={act.busy} onClick={() => act.run(enrol)}>
          {act.busy ? t("form.sending") : t("offer.enrol")}
        </button>
      ) : (
        <p class="soft">{t("offer.not-a-learner")}</p>
      )}
    </div>
  );
}

/** Makes the log-in a learner's when it is none yet. */
export async function registered(testamur: Testamur): Promise<Schemas.LearnerView> {
  try {
    return (await testamur.get("/enrolment/learners/me")).data;
  } catch (problem) {
    if (problem instanceof ProblemError && problem.code === "not-registered") {
      return (await testamur.put("/enrolment/learners/me", { body: {} })).data;
    }
    throw problem;
  }
}
