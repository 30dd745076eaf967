import type { Schemas } from "@testamur/client";
import { allInstitutions, versionOf, workloadOf } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { joined, languageName, money } from "../app/format.js";
import { More, Show, useLoaded, usePages } from "../app/load.js";
import { Badge, Empty, Icon, onThisHost, State, Title } from "../app/parts.js";
import { BASE, refine, usePlace } from "../app/router.js";
import { t } from "../app/texts.js";
import { Search } from "../home.js";

interface Query {
  readonly q?: string;
  readonly institution?: string;
  readonly language?: string;
}

/** Finds micro-credentials of all institutions. */
export function Find() {
  const { query } = usePlace();
  const wanted: Query = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  return (
    <>
      <div class="award slim">
        <div class="wrap wide flow tight">
          <Title>{t("find.title")}</Title>
          <Search key={wanted.q} words={wanted.q ?? ""} />
        </div>
      </div>
      <div class="wrap wide split start lift">
        <Narrow wanted={wanted} />
        <div>
          <h2 class="sr">{t("find.results")}</h2>
          <Offers query={wanted} limit={20} />
        </div>
      </div>
    </>
  );
}

/** Filters; each choice shows its results at once. */
function Narrow({ wanted }: { wanted: Query }) {
  const testamur = useApi();
  const institutions = useLoaded(() => allInstitutions(testamur), []);
  const choose = (name: keyof Query, value: string) => {
    const query = new URLSearchParams({ ...wanted, [name]: value });
    refine(`/find?${query}`);
  };
  return (
    <details class="facets">
      <summary class="btn full">
        {t("find.narrow")}
        <Icon name="down" />
      </summary>
      <form class="flow near" aria-label={t("find.narrow")}>
        <Choice name="institution" wanted={wanted.institution} choose={choose}>
          {[...(institutions.value?.values() ?? [])].map(({ slug, name }) => [slug, name])}
        </Choice>
        <Choice name="language" wanted={wanted.language} choose={choose}>
          {["en", "et", "nb", "de", "es", "ar"].map((tag) => [tag, languageName(tag)])}
        </Choice>
      </form>
    </details>
  );
}

interface ChoiceProps {
  readonly name: "institution" | "language";
  readonly wanted: string | undefined;
  readonly choose: (name: keyof Query, value: string) => void;
  readonly children: readonly (readonly string[])[];
}

function Choice({ name, wanted = "", choose, children }: ChoiceProps) {
  return (
    <div class="field">
      <label for={name}>{t(`find.${name}`)}</label>
      <select id={name} class="input" value={wanted} onChange={(event) => choose(name, event.currentTarget.value)}>
        <option value="">{t("find.all")}</option>
        {children.map(([value, text]) => (
          <option key={value} value={value} selected={value === wanted}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Micro-credentials, newest first; the first few side by side where there is room, or all of them. */
export function Offers({ query, limit, wide = false }: { query: Query; limit: number; wide?: boolean }) {
  const testamur = useApi();
  const institutions = useLoaded(() => allInstitutions(testamur), []);
  const offers = usePages(
    (signal) => testamur.pages("/catalog/micro-credentials", { query: { ...query, limit }, signal }),
    [query, limit],
  );
  return (
    <Show of={offers}>
      {(items) =>
        items.length === 0 ? (
          <Empty title="find.empty" why="find.empty.why" />
        ) : (
          <>
            <ol class={wide ? "cards two" : "cards"}>
              {items.map((each) => (
                <Offer key={each.id} of={each} institution={institutions.value?.get(each.institutionId)} />
              ))}
            </ol>
            {!wide && <More of={offers} />}
          </>
        )
      }
    </Show>
  );
}

interface OfferProps {
  readonly of: Schemas.MicroCredentialView;
  readonly institution: Schemas.InstitutionView | undefined;
}

function Offer({ of, institution }: OfferProps) {
  const version = versionOf(of);
  if (version === undefined) {
    return null;
  }
  return (
    <li class="card offer">
      <Badge url={version.image?.url} size={96} />
      <div>
        <h3>
          <a href={`${BASE}/find/${of.id}`} lang={version.language}>
            {version.title}
          </a>
        </h3>
        <Crest institution={institution} />
      </div>
      <p class="rest" lang={version.language} dir="auto">
        {version.description}
      </p>
      <ul class="rest meta">
        <li>
          <b>{version.price === undefined ? t("offer.free") : money(version.price)}</b>
        </li>
        <li>{workloadOf(version.workload)}</li>
        <li>
          {version.level.framework} {version.level.value}
        </li>
        <li>{languageName(version.language)}</li>
        {of.state === "closed" && (
          <li>
            <State look="none">{t("offer.closed")}</State>
          </li>
        )}
      </ul>
    </li>
  );
}

/** An institution's logo and name. */
export function Crest({ institution, after }: { institution: Schemas.InstitutionView | undefined; after?: string }) {
  return (
    <p class="small soft crest">
      {institution?.logoUrl !== undefined && <img src={onThisHost(institution.logoUrl)} alt="" width={20} height={20} />}
      <span>
        <bdi>{joined(institution?.name ?? " ", after)}</bdi>
      </span>
    </p>
  );
}
