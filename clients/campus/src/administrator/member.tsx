import type { Answer, Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { useScope } from "../app/context.js";
import { day } from "../app/format.js";
import { Form, useAct } from "../app/form.js";
import { Show, useLoaded } from "../app/load.js";
import { Done, Head } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { BASE, go, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { baseOf, institutionOf } from "./place.js";
import { offeredBy, RightsFields, type Offered } from "./rights.js";
import { rights } from "./staff.js";

interface Known {
  readonly institutionId: string;
  readonly base: string;
  readonly member: Answer<Schemas.MemberView>;
  readonly offered: Offered;
  readonly isReader: boolean;
}

/** Changes what somebody may do, or ends their membership. */
export function Member({ parameters }: { parameters: Parameters }) {
  const { id = "" } = parameters;
  const scope = useScope();
  const known = useLoaded<Known>(async (signal) => {
    const institution = await institutionOf(scope, parameters);
    const path = { id: institution.id, member: id };
    const member = await scope.testamur.get("/catalog/institutions/{id}/members/{member}", { path, signal });
    const offered = await offeredBy(scope, institution, member.data.microCredentials ?? [], signal);
    return { institutionId: institution.id, base: baseOf(scope, parameters), member, offered, isReader: member.data.login === scope.person?.loginHash };
  }, [id]);
  return (
    <Show of={known} title={t("people.title")}>
      {(loaded) => <Page known={loaded} again={known.again} />}
    </Show>
  );
}

function Page({ known, again }: { known: Known; again: () => void }) {
  const { testamur, renew } = useScope();
  const act = useAct();
  const [saved, setSaved] = useState(false);
  const { member, offered, isReader } = known;
  const { name, email, since } = member.data;
  const save = async (values: FormData) => {
    setSaved(false);
    const path = { id: known.institutionId, member: member.data.id };
    await testamur.put("/catalog/institutions/{id}/members/{member}", { path, body: rights(values), ifMatch: member });
    setSaved(true);
    again();
    if (isReader) {
      await renew();
    }
  };
  return (
    <div class="wrap">
      <Head
        title={name ?? t("people.nameless")}
        lead={
          <>
            {email !== undefined && <bdi class="under">{email}</bdi>}
            {t("member.since", { day: day(since) })}
            {isReader && ` ${t("member.you")}`}
          </>
        }
        above={[[BASE + known.base, t("people.title")]]}
      />
      {saved && (
        <Done>
          <p>{t("member.saved")}</p>
        </Done>
      )}
      <div class="split near">
        <div class="card">
          <Form act={act} send={save} button={t("form.save")}>
            <RightsFields of={member.data} offered={offered} />
          </Form>
        </div>
        <aside>
          <End known={known} />
        </aside>
      </div>
    </div>
  );
}

function End({ known: { institutionId: id, base, member, isReader } }: { known: Known }) {
  const { testamur, renew } = useScope();
  const act = useAct();
  const [asked, setAsked] = useState(false);
  const end = async () => {
    await testamur.delete("/catalog/institutions/{id}/members/{member}", { path: { id, member: member.data.id }, ifMatch: member });
    if (isReader) {
      await renew();
    }
    go(isReader ? "/" : base);
  };
  return (
    <section class="card flow" aria-labelledby="end">
      <h2 class="h-sm" id="end">
        {t("member.end")}
      </h2>
      <p class="small soft">{t("member.end.means")}</p>
      {act.problem !== undefined && <Problem of={act.problem} />}
      {asked ? (
        <>
          <p role="status">
            <b class="strong">{t(isReader ? "member.end.sure.you" : "member.end.sure", { name: member.data.name ?? t("people.nameless") })}</b>
          </p>
          <button type="button" class="btn main full" aria-busy={act.busy} onClick={() => act.run(end)}>
            {t("member.end.now")}
          </button>
          <button type="button" class="btn quiet full" onClick={() => setAsked(false)}>
            {t("form.cancel")}
          </button>
        </>
      ) : (
        <button type="button" class="btn full" onClick={() => setAsked(true)}>
          {t("member.end")}
        </button>
      )}
    </section>
  );
}
