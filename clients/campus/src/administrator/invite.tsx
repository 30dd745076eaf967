import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { useApi, useScope } from "../app/context.js";
import { Copy } from "../app/copy.js";
import { moment } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Head, useArrival } from "../app/parts.js";
import { BASE, go, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { baseOf, institutionOf } from "./place.js";
import { offeredBy, RightsFields, type Offered } from "./rights.js";
import { invitation } from "./staff.js";

/** Invites somebody by a code that is shown once. */
export function Invite({ parameters }: { parameters: Parameters }) {
  const scope = useScope();
  const base = baseOf(scope, parameters);
  const known = useLoaded(async (signal) => {
    const institution = await institutionOf(scope, parameters);
    return { id: institution.id, offered: await offeredBy(scope, institution, [], signal) };
  }, []);
  const [invited, setInvited] = useState<Schemas.InvitationView>();
  return (
    <div class="wrap">
      <Head
        title={t(invited === undefined ? "invite.title" : "invite.done")}
        lead={t(invited === undefined ? "invite.lead" : "invite.done.lead")}
        above={[[BASE + base, t("people.title")]]}
      />
      {invited === undefined ? (
        <Show of={known}>{({ id, offered }) => <InviteForm institutionId={id} offered={offered} told={setInvited} />}</Show>
      ) : (
        <HandOver of={invited} base={base} />
      )}
    </div>
  );
}

interface FormProps {
  readonly institutionId: string;
  readonly offered: Offered;
  readonly told: (invited: Schemas.InvitationView) => void;
}

function InviteForm({ institutionId: id, offered, told }: FormProps) {
  const testamur = useApi();
  const act = useAct();
  const send = async (values: FormData) => {
    told((await testamur.post("/catalog/institutions/{id}/invitations", { path: { id }, body: invitation(values) })).data);
    scrollTo(0, 0);
  };
  return (
    <div class="card">
      <Form act={act} send={send} button={t("invite.send")}>
        <RightsFields offered={offered} />
        <div class="two-up">
          <Field at="/email" label={t("invite.email")} hint={t("invite.email.means")}>
            {(attributes) => <input {...attributes} type="email" dir="ltr" autocomplete="off" />}
          </Field>
          <Field at="/validDays" label={t("invite.days")} hint={t("invite.days.means")}>
            {(attributes) => <input {...attributes} class="input narrow" inputMode="numeric" autocomplete="off" />}
          </Field>
        </div>
      </Form>
    </div>
  );
}

/** The code, with the link that fills it in: it stands behind #, so no server is told it before the person sends it. */
function HandOver({ of, base }: { of: Schemas.InvitationView; base: string }) {
  const code = of.code ?? "";
  const card = useArrival<HTMLDivElement>();
  const link = `${location.origin}${BASE}/join#${new URLSearchParams({ code })}`;
  return (
    <div class="flow">
      <div class="card flow" ref={card} tabIndex={-1}>
        <p class="soft">{t("invite.code")}</p>
        <p class="code secret" dir="ltr">
          {code}
        </p>
        <div class="row">
          <Copy text={code} label={t("invite.copy.code")} />
          <Copy text={link} label={t("invite.copy.link")} />
        </div>
      </div>
      <ol class="steps column">
        <li>{t("invite.step.hand-over")}</li>
        <li>{of.email === undefined ? t("invite.step.log-in") : t("invite.step.log-in-as", { email: of.email })}</li>
        <li>{t("invite.step.until", { time: moment(of.expiresAt) })}</li>
      </ol>
      <p class="row near">
        <button type="button" class="btn main" onClick={() => go(`${base}/invite`)}>
          {t("invite.another")}
        </button>
        <a class="btn" href={BASE + base}>
          {t("people.title")}
        </a>
      </p>
    </div>
  );
}
