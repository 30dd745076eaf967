import type { Schemas } from "@testamur/client";
import { useEffect, useState } from "preact/hooks";
import { isKnown, roleName } from "./administrator/staff.js";
import { useScope, type Scope } from "./app/context.js";
import { day, joined } from "./app/format.js";
import { Field, Form, useAct } from "./app/form.js";
import { LogInButton } from "./app/log-in.js";
import { Done, Head } from "./app/parts.js";
import { BASE } from "./app/router.js";
import { t } from "./app/texts.js";
import { text } from "./app/values.js";
import { placesOf } from "./app/who.js";
import { ENTRANCES } from "./routes.js";

/** Roles count everywhere within two seconds; after so many looks, in milliseconds, the page goes on without them. */
const LOOKS = 10;
const BETWEEN = 500;

/** Takes the code of an invitation, for anybody who is logged in. */
export function Join() {
  const scope = useScope();
  const [code] = useState(() => new URLSearchParams(location.hash.slice(1)).get("code") ?? "");
  const [membership, setMembership] = useState<Schemas.MemberView>();
  useEffect(() => {
    if (scope.person !== undefined) {
      history.replaceState(null, "", location.pathname); // the code is in the field
    }
  }, []);
  return (
    <div class="wrap">
      <Head title={t("join.title")} lead={t("join.lead")} />
      {scope.person === undefined ? (
        <div class="flow">
          <p>{t("join.log-in")}</p>
          <p>
            <LogInButton />
          </p>
        </div>
      ) : membership === undefined ? (
        <CodeForm code={code} joined={setMembership} />
      ) : (
        <Welcome of={membership} />
      )}
    </div>
  );
}

function CodeForm({ code, joined: told }: { code: string; joined: (membership: Schemas.MemberView) => void }) {
  const scope = useScope();
  const act = useAct();
  const send = async (values: FormData) => {
    const { data } = await scope.testamur.post("/catalog/memberships", { body: { code: text(values, "/code") ?? "" } });
    await known(scope, data);
    told(data);
  };
  return (
    <div class="card column">
      <Form act={act} send={send} button={t("join.send")} missing="join.unknown">
        <Field at="/code" label={t("join.code")} hint={t("join.code.means")}>
          {(attributes) => <input {...attributes} class="input code" dir="ltr" autocomplete="off" spellcheck={false} defaultValue={code} />}
        </Field>
        <p class="small soft">{t("join.as", { name: scope.person?.name ?? "" })}</p>
      </Form>
    </div>
  );
}

/** Waits until `/me` says what was given, so that the pages are there. */
async function known({ renew }: Scope, { institution, roles }: Schemas.MemberView): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const now = await renew();
    if (roles.every((role) => now?.institutions.get(institution)?.roles.includes(role) === true)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
}

function Welcome({ of }: { of: Schemas.MemberView }) {
  const { person } = useScope();
  const institution = person?.names.get(of.institution) ?? of.institution;
  const roles = of.roles.filter(isKnown).filter((role) => person !== undefined && placesOf(person, role).includes(of.institution));
  return (
    <div class="flow">
      <Done>
        <p>
          <b class="strong">{t("join.done", { institution, roles: joined(...of.roles.map(roleName)) })}</b>
        </p>
        {of.endsOn !== undefined && <p>{t("invitations.last-day", { day: day(of.endsOn) })}</p>}
      </Done>
      <ul class="cards two">
        {roles.map((role) => (
          <li class="card flow-2" key={role}>
            <h2 class="h-sm">
              <a href={BASE + ENTRANCES[role]}>{t(`role.${role}`)}</a>
            </h2>
            <p class="small soft">{t(`role.${role}.does`)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
