import type { Schemas } from "@testamur/client";
import { useScope } from "../app/context.js";
import { number } from "../app/format.js";
import { More, Show, usePages } from "../app/load.js";
import { Badge, Empty, Head, Icon, State, type Look } from "../app/parts.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { useDraftImage } from "./image.js";

const LOOKS = { draft: "soon", published: "good", closed: "none", retired: "past" } as const satisfies Record<
  Schemas.MicroCredentialView["state"],
  Look
>;

/** The institution's micro-credentials in every state; authors write, the others read. */
export function Drafts() {
  const { testamur, role } = useScope();
  const all = usePages((signal) => testamur.pages("/catalog/staff/micro-credentials", { query: { limit: 50 }, signal }), []);
  return (
    <div class="wrap">
      <Head
        title={t("drafts.title")}
        lead={t("drafts.lead")}
        beside={
          role === "author" && (
            <a class="btn main" href={`${BASE}/author/new`}>
              <Icon name="plus" />
              {t("drafts.new")}
            </a>
          )
        }
      />
      <Show of={all}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="drafts.empty" why={role === "author" ? "drafts.empty.why" : "drafts.empty.why.auditor"} />
          ) : (
            <>
              <h2 class="sr">{t("drafts.list")}</h2>
              <ul class="cards">
                {items.map((each) => (
                  <Card key={each.id} of={each} />
                ))}
              </ul>
              <More of={all} />
            </>
          )
        }
      </Show>
    </div>
  );
}

function Card({ of }: { of: Schemas.MicroCredentialView }) {
  const { role } = useScope();
  const published = of.publishedVersions.at(-1);
  const text = of.draft ?? published;
  const drawn = useDraftImage(of.draft?.image === undefined ? undefined : of.id);
  return (
    <li class="card offer rec">
      <Badge url={drawn ?? published?.image?.url} size={96} />
      <div>
        <h3>
          {role === "author" || published !== undefined ? (
            <a href={`${BASE}/${role === "author" ? "author" : "find"}/${of.id}`} lang={text?.language}>
              {text?.title}
            </a>
          ) : (
            <span lang={text?.language}>{text?.title}</span>
          )}
        </h3>
        <p class="small soft">
          {published === undefined ? t("drafts.never") : t("drafts.version", { number: number(published.number) })}
        </p>
      </div>
      <ul class="rest meta">
        <li>
          <State look={LOOKS[of.state]}>{t(`micro-credential.${of.state}`)}</State>
        </li>
        {of.draft !== undefined && of.state !== "draft" && <li>{t("drafts.next-version")}</li>}
      </ul>
    </li>
  );
}
