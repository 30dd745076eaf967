import type { Schemas } from "@testamur/client";
import { gathered } from "../app/catalog.js";
import { useApi, useScope } from "../app/context.js";
import { day } from "../app/format.js";
import { Field, Form, Group, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";

interface Known {
  readonly grants: readonly Schemas.GrantView[];
  readonly employers: readonly Schemas.EmployerView[];
  readonly titles: ReadonlyMap<string, string>;
}

/** Which employers hear of which of the institution's credentials, and until when; auditors read alone. */
export function Grants() {
  const { testamur, role } = useScope();
  const reads = role === "auditor";
  const query = { limit: 200 };
  const known = useLoaded<Known>(async (signal) => {
    const [grants, employers, offers] = await Promise.all([
      gathered(testamur.list("/verification/grants", { query, signal })),
      gathered(testamur.list("/catalog/employers", { query, signal })),
      gathered(testamur.list("/catalog/staff/micro-credentials", { query, signal })),
    ]);
    const titles = offers.flatMap((each) => {
      const version = each.publishedVersions.at(-1);
      return version === undefined ? [] : [[each.id, version.title] as const];
    });
    return { grants, employers, titles: new Map(titles) };
  }, []);
  return (
    <div class="wrap wide">
      <Head title={t("grants.title")} lead={t("grants.lead")} />
      <Show of={known}>
        {(value) => (
          <div class={reads ? "" : "split half"}>
            <section aria-labelledby="given">
              <h2 class="sr" id="given">
                {t("grants.given")}
              </h2>
              {value.grants.length === 0 ? (
                <Empty title="grants.empty" why={reads ? "grants.empty.why.auditor" : "grants.empty.why"} />
              ) : (
                <ul class="cards">
                  {value.grants.map((grant) => (
                    <Card key={grant.employerId} grant={grant} titles={value.titles} {...(reads ? {} : { again: known.again })} />
                  ))}
                </ul>
              )}
            </section>
            {!reads && (
              <section class="flow" aria-labelledby="give">
                <h2 id="give">{t("grants.give")}</h2>
                <Give known={value} again={known.again} />
              </section>
            )}
          </div>
        )}
      </Show>
    </div>
  );
}

/** A grant; who may withdraw it reads the list again afterwards. */
function Card({ grant, titles, again }: { grant: Schemas.GrantView; titles: Known["titles"]; again?: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const withdraw = async () => {
    await testamur.delete("/verification/grants/{employerId}", { path: { employerId: grant.employerId } });
    again?.();
  };
  return (
    <li class="card flow-2">
      <div class="row between">
        <h3>
          <bdi>{grant.employerName ?? grant.employerId}</bdi>
        </h3>
        {again !== undefined && (
          <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(withdraw)}>
            {t("grants.withdraw")}
            <span class="sr"> {grant.employerName}</span>
          </button>
        )}
      </div>
      <p class="small soft">{t("grants.until", { day: grant.endsOn === undefined ? day(grant.endsAt) : day(grant.endsOn) })}</p>
      <ul class="lines small">
        {grant.scope === "all" ? (
          <li>{t("grants.all")}</li>
        ) : (
          grant.microCredentialIds?.map((id) => <li key={id}>{titles.get(id) ?? id}</li>)
        )}
      </ul>
      {act.problem !== undefined && <Problem of={act.problem} />}
    </li>
  );
}

function Give({ known: { grants, employers, titles }, again }: { known: Known; again: () => void }) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    const employerId = text(values, "employer") ?? "";
    const replaced = grants.find((grant) => grant.employerId === employerId);
    await testamur.put("/verification/grants/{employerId}", {
      path: { employerId },
      ...(replaced === undefined ? {} : { ifMatch: replaced }),
      body: { microCredentialIds: values.getAll("/microCredentialIds").map(String), endsOn: text(values, "/endsOn") ?? "" },
    });
    again();
  };
  return (
    <div class="card">
      <Form act={act} send={send} button={t("grants.give")}>
        <Field at="employer" label={t("grants.employer")}>
          {(attributes) => (
            <select {...attributes}>
              {employers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Group at="/microCredentialIds" legend={t("grants.of")}>
          {[...titles].map(([id, title]) => (
            <label class="tick" key={id}>
              <input type="checkbox" name="/microCredentialIds" value={id} />
              <span>{title}</span>
            </label>
          ))}
        </Group>
        <Field at="/endsOn" label={t("grants.last-day")}>
          {(attributes) => <input {...attributes} class="input narrow" type="date" />}
        </Field>
      </Form>
    </div>
  );
}
