import type { Answer, Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { useApi } from "../app/context.js";
import { useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Badge, Done, Head } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE, go, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { DefinitionForm } from "./definition-form.js";
import { useDraftImage } from "./image.js";

type View = Answer<Schemas.MicroCredentialView>;

/** Writes a micro-credential: a new one, or the draft of the next version; and publishes it. */
export function Draft({ parameters: { id } }: { parameters: Parameters }) {
  return id === undefined ? <New /> : <Existing id={id} />;
}

function New() {
  const testamur = useApi();
  const [key] = useState(() => crypto.randomUUID());
  const create = async (body: Schemas.Definition) => {
    const { data } = await testamur.post("/catalog/micro-credentials", { body, idempotencyKey: key });
    go(`/author/${data.id}`);
  };
  return (
    <div class="wrap">
      <Head title={t("drafts.new")} above={[[`${BASE}/author`, t("drafts.title")]]} />
      <DefinitionForm of={undefined} send={create} />
    </div>
  );
}

function Existing({ id }: { id: string }) {
  const testamur = useApi();
  const loaded = useLoaded((signal) => testamur.get("/catalog/staff/micro-credentials/{id}", { path: { id }, signal }), [id]);
  return (
    <Show of={loaded} title={t("drafts.title")}>
      {(view) => <Page first={view} />}
    </Show>
  );
}

function Page({ first }: { first: View }) {
  const testamur = useApi();
  const [view, setView] = useState(first);
  const [saved, setSaved] = useState<"saved" | "published" | "closed">();
  const { id, draft, publishedVersions, state } = view.data;
  const text = draft ?? publishedVersions.at(-1);
  const save = async (body: Schemas.Definition) => {
    setSaved(undefined);
    setView(await testamur.put("/catalog/micro-credentials/{id}", { path: { id }, body, ifMatch: view }));
    setSaved("saved");
  };
  const publish = async () => {
    setSaved(undefined);
    await testamur.post("/catalog/micro-credentials/{id}/publication", { path: { id }, ifMatch: view });
    setView(await testamur.get("/catalog/staff/micro-credentials/{id}", { path: { id } }));
    setSaved("published");
  };
  const close = async () => {
    if (confirm(t("draft.close.sure"))) {
      setView(await testamur.post("/catalog/micro-credentials/{id}/closure", { path: { id }, ifMatch: view }));
      setSaved("closed");
    }
  };
  return (
    <div class="wrap">
      <Head
        title={text?.title ?? id}
        lead={t(`draft.lead.${state}`)}
        above={[[`${BASE}/author`, t("drafts.title")]]}
      />
      {saved !== undefined && (
        <Done>
          <p>{t(`draft.${saved}`)}</p>
        </Done>
      )}
      <div class="split near">
        <DefinitionForm key={view.etag} of={text} send={save} />
        <aside class="flow">
          <Publishing view={view} publish={publish} close={close} />
          <Image view={view} told={setView} />
          {publishedVersions.length > 0 && (
            <a class="btn full" href={`${BASE}/find/${id}`}>
              {t("draft.see")}
            </a>
          )}
        </aside>
      </div>
    </div>
  );
}

interface PublishingProps {
  readonly view: View;
  readonly publish: () => Promise<void>;
  readonly close: () => Promise<void>;
}

function Publishing({ view: { data }, publish, close }: PublishingProps) {
  const act = useAct();
  return (
    <div class="card flow">
      <h2 class="h-sm">{t("draft.publish")}</h2>
      <p class="small soft">{t(data.draft === undefined ? "draft.nothing-to-publish" : "draft.publish.means")}</p>
      {act.problem !== undefined && <Problem of={act.problem} />}
      <button type="button" class="btn main full" disabled={data.draft === undefined} aria-busy={act.busy} onClick={() => act.run(publish)}>
        {t("draft.publish.now")}
      </button>
      {data.state === "published" && (
        <button type="button" class="btn full" aria-busy={act.busy} onClick={() => act.run(close)}>
          {t("draft.close")}
        </button>
      )}
    </div>
  );
}

function Image({ view, told }: { view: View; told: (view: View) => void }) {
  const testamur = useApi();
  const act = useAct();
  const { id, draft, publishedVersions } = view.data;
  const drawn = useDraftImage(draft?.image === undefined ? undefined : id, view.etag);
  const set = async (file: File) => {
    const alternativeText = draft?.imageAlternativeText ?? draft?.title ?? "";
    told(
      await testamur.put("/catalog/micro-credentials/{id}/image", {
        path: { id },
        query: { alternativeText },
        body: file,
        ifMatch: view,
      }),
    );
  };
  return (
    <div class="card flow">
      <h2 class="h-sm">{t("draft.image")}</h2>
      <Badge url={drawn ?? publishedVersions.at(-1)?.image?.url} size={136} alt={draft?.imageAlternativeText ?? ""} />
      {act.problem !== undefined && <Problem of={act.problem} />}
      <div class="field">
        <label for="image">{t("draft.image.choose")}</label>
        <input
          id="image"
          type="file"
          accept="image/svg+xml,image/png"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) {
              act.run(() => set(file));
            }
          }}
        />
        <p class="hint">{t("draft.image.how")}</p>
      </div>
    </div>
  );
}
