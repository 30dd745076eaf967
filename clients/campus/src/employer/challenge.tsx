import type { Schemas } from "@testamur/client";
import { useApi } from "../app/context.js";
import { moment, number } from "../app/format.js";
import { Field, Form, useAct } from "../app/form.js";
import { Icon } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";
import { host } from "./endpoint-fields.js";

/** What is missing before an endpoint is told of anything, and the two ways to give it. */
export function Challenge({ of, again }: { of: Schemas.EndpointView; again: () => void }) {
  const testamur = useApi();
  const renewing = useAct();
  const proving = useAct();
  const path = { id: of.id };
  const { verification } = of;
  const renew = async () => {
    await testamur.post("/webhooks/endpoints/{id}/verification/renewal", { path });
    again();
  };
  const prove = async (values: FormData) => {
    await testamur.post("/webhooks/endpoints/{id}/verification", { path, body: { challenge: text(values, "/challenge") ?? "" } });
    again();
  };
  const renewal = (
    <button type="button" class="btn sm" aria-busy={renewing.busy} onClick={() => renewing.run(renew)}>
      <Icon name="again" />
      {t("endpoints.renew")}
      <span class="sr"> {of.url}</span>
    </button>
  );
  return (
    <div class="inset flow-2">
      <h4 class="h-sm">{t("challenge.title")}</h4>
      <p class="small">{t(`challenge.${of.state as Exclude<typeof of.state, "active">}`, { address: host(of.url) })}</p>
      {verification !== undefined && (
        <ul class="meta small">
          {verification.tries > 0 && <li>{t("challenge.tries", { count: number(verification.tries) })}</li>}
          {verification.lastDetail !== undefined && (
            <li lang="en" dir="auto">
              {verification.lastDetail}
            </li>
          )}
          {verification.dueAt !== undefined && <li>{t("deliveries.next", { time: moment(verification.dueAt) })}</li>}
          {verification.givesUpAt !== undefined && <li>{t("challenge.gives-up", { time: moment(verification.givesUpAt) })}</li>}
        </ul>
      )}
      {renewing.problem !== undefined && <Problem of={renewing.problem} />}
      {of.state !== "unverified" ? (
        of.state === "verification-failed" && <p>{renewal}</p>
      ) : (
        <Form act={proving} send={prove} button={t("challenge.send")} beside={renewal} scope={of.id}>
          <Field at="/challenge" label={t("challenge.field")} hint={t("challenge.field.how")}>
            {(attributes) => <input {...attributes} class="input code" dir="ltr" autocomplete="off" spellcheck={false} />}
          </Field>
        </Form>
      )}
    </div>
  );
}
