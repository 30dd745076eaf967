import type { Answer, Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { forgetInstitutions } from "../app/catalog.js";
import { useApi, useScope } from "../app/context.js";
import { Field, Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Done, Head, onThisHost } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { t } from "../app/texts.js";
import { ColourField } from "./colour.js";
import { institutionOf } from "./place.js";
import { profile } from "./staff.js";

type View = Answer<Schemas.InstitutionView>;

/** How the institution presents itself: languages, contacts, colour and logo. */
export function Profile() {
  const scope = useScope();
  const loaded = useLoaded(async (signal) => {
    const { id } = await institutionOf(scope, {});
    return scope.testamur.get("/catalog/institutions/{id}", { path: { id }, signal });
  }, []);
  return (
    <div class="wrap">
      <Head title={t("profile.title")} lead={t("profile.lead")} />
      <Show of={loaded}>{(view) => <Page view={view} again={loaded.again} />}</Show>
    </div>
  );
}

function Page({ view, again }: { view: View; again: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const [saved, setSaved] = useState<Schemas.InstitutionView>();
  const { id, name, languages, contacts, brandColour } = view.data;
  const save = async (values: FormData) => {
    setSaved(undefined);
    const { data } = await testamur.put("/catalog/institutions/{id}/profile", { path: { id }, body: profile(values), ifMatch: view });
    forgetInstitutions();
    setSaved(data);
    again();
  };
  return (
    <>
      {saved !== undefined && (
        <Done>
          <p>{t("profile.saved")}</p>
          {saved.warnings?.some(({ code }) => code === "brand-colour-contrast") === true && <p>{t("profile.contrast.low")}</p>}
        </Done>
      )}
      <div class="split near">
        <div class="card">
          <Form act={act} send={save} button={t("form.save")}>
            <Field at="/languages" label={t("institutions.languages")} hint={t("profile.languages.how")}>
              {(attributes) => <input {...attributes} dir="ltr" autocomplete="off" defaultValue={languages.join(", ")} />}
            </Field>
            <fieldset class="flow-2">
              <legend class="label">{t("profile.contacts")}</legend>
              <p class="hint">{t("profile.contacts.how")}</p>
              <div class="two-up">
                <Field at="/contacts/email" label={t("profile.email")}>
                  {(attributes) => <input {...attributes} type="email" dir="ltr" defaultValue={contacts?.email ?? ""} />}
                </Field>
                <Field at="/contacts/telephone" label={t("profile.telephone")}>
                  {(attributes) => <input {...attributes} type="tel" dir="ltr" defaultValue={contacts?.telephone ?? ""} />}
                </Field>
                <Field at="/contacts/url" label={t("profile.page")}>
                  {(attributes) => <input {...attributes} type="url" dir="ltr" defaultValue={contacts?.url ?? ""} />}
                </Field>
              </div>
            </fieldset>
            <ColourField of={brandColour} name={name} />
          </Form>
        </div>
        <aside>
          <Logo of={view} again={again} />
        </aside>
      </div>
    </>
  );
}

function Logo({ of: view, again }: { of: View; again: () => void }) {
  const { id, logoUrl, name, version } = view.data;
  const testamur = useApi();
  const act = useAct();
  const set = async (file: File) => {
    await testamur.put("/catalog/institutions/{id}/logo", { path: { id }, body: file, ifMatch: view });
    forgetInstitutions();
    again();
  };
  return (
    <section class="card flow" aria-labelledby="logo">
      <h2 class="h-sm" id="logo">
        {t("profile.logo")}
      </h2>
      {logoUrl === undefined ? (
        <p class="small soft">{t("profile.logo.none")}</p>
      ) : (
        // The same address shows another picture after a change.
        <img src={`${onThisHost(logoUrl)}?${version}`} alt={t("profile.logo.of", { name })} width={96} height={96} />
      )}
      {act.problem !== undefined && <Problem of={act.problem} />}
      <div class="field">
        <label for="logo-file">{t("profile.logo.choose")}</label>
        <input
          id="logo-file"
          type="file"
          accept="image/svg+xml,image/png,image/jpeg"
          aria-busy={act.busy}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) {
              act.run(() => set(file));
            }
          }}
        />
        <p class="hint">{t("profile.logo.how")}</p>
      </div>
    </section>
  );
}
