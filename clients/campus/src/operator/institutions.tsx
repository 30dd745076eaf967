import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { forgetInstitutions, gathered } from "../app/catalog.js";
import { useApi } from "../app/context.js";
import { languageName } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head, onThisHost } from "../app/parts.js";
import { BASE } from "../app/router.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";

/** The institutions of the platform, and the form that sets up another. */
export function Institutions() {
  const testamur = useApi();
  const institutions = useLoaded((signal) => gathered(testamur.list("/catalog/institutions", { query: { limit: 200 }, signal })), []);
  const added = () => {
    forgetInstitutions();
    institutions.again();
  };
  return (
    <div class="wrap wide">
      <Head title={t("institutions.title")} lead={t("institutions.lead")} />
      <div class="split half">
        <section aria-labelledby="list">
          <h2 class="sr" id="list">
            {t("institutions.list")}
          </h2>
          <Show of={institutions}>
            {(items) =>
              items.length === 0 ? (
                <Empty title="institutions.empty" why="institutions.empty.why" />
              ) : (
                <ul class="cards">
                  {items.map((institution) => (
                    <Card key={institution.id} of={institution} />
                  ))}
                </ul>
              )
            }
          </Show>
        </section>
        <section class="flow" aria-labelledby="add">
          <h2 id="add">{t("institutions.add")}</h2>
          <Add added={added} />
        </section>
      </div>
    </div>
  );
}

function Card({ of }: { of: Schemas.InstitutionView }) {
  const facts = [
    [t("institutions.slug"), <span class="code">{of.slug}</span>],
    [t("institutions.issuer"), <span class="code">{of.issuerId}</span>],
    [t("institutions.zone"), of.timeZone],
    [t("institutions.languages"), of.languages.map(languageName).join(", ")],
  ] as const;
  return (
    <li class="card flow-2">
      <div class="row">
        {of.logoUrl !== undefined && <img src={onThisHost(of.logoUrl)} alt="" width={40} height={40} />}
        <div>
          <h3>
            <bdi>{of.name}</bdi>
          </h3>
          <a class="small" href={of.url} dir="ltr">
            {of.url}
          </a>
        </div>
      </div>
      <dl class="facts list pairs small">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a class="btn sm" href={`${BASE}/operator/institutions/${of.id}`}>
          {t("people.title")}
          <span class="sr"> {of.name}</span>
        </a>
      </p>
    </li>
  );
}

function Add({ added }: { added: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const [turn, setTurn] = useState(0);
  const send = async (values: FormData) => {
    const host = text(values, "/host");
    const body = {
      slug: text(values, "/slug"),
      name: text(values, "/name"),
      url: text(values, "/url"),
      country: text(values, "/country"),
      timeZone: text(values, "/timeZone"),
      languages: text(values, "/languages")?.split(/[\s,]+/),
      ...(host === undefined ? {} : { host }),
    };
    await testamur.post("/catalog/institutions", { body: body as Schemas.InstitutionSetUp });
    setTurn(turn + 1); // an empty form
    added();
  };
  const fields = [
    ["/name", t("institutions.name")],
    ["/slug", t("institutions.slug"), t("institutions.slug.how")],
    ["/url", t("institutions.url")],
    ["/country", t("institutions.country"), t("institutions.country.how")],
    ["/timeZone", t("institutions.zone"), "Europe/Tallinn"],
    ["/languages", t("institutions.languages"), "en, et"],
    ["/host", t("institutions.host"), t("institutions.host.how")],
  ] as const;
  return (
    <div class="card" key={turn}>
      <Form act={act} send={send} button={t("institutions.add")}>
        {fields.map(([at, label, hint]) => (
          <Field key={at} at={at} label={label} {...(hint === undefined ? {} : { hint })}>
            {(attributes) => <input {...attributes} autocomplete="off" />}
          </Field>
        ))}
      </Form>
    </div>
  );
}
