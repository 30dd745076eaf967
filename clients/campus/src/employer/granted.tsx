import type { Schemas } from "@testamur/client";
import { useApi } from "../app/context.js";
import { day } from "../app/format.js";
import { More, Show, usePages } from "../app/load.js";
import { Empty, Head, State, type Look } from "../app/parts.js";
import { t } from "../app/texts.js";

const LOOKS = {
  valid: "good",
  suspended: "paused",
  revoked: "bad",
  superseded: "past",
  expired: "soon",
  "not-yet-valid": "soon",
} as const satisfies Record<Schemas.GrantedCredentialView["status"], Look>;

/** The credentials that institutions let this employer hear of. */
export function Granted() {
  const testamur = useApi();
  const credentials = usePages((signal) => testamur.pages("/verification/granted/credentials", { query: { limit: 50 }, signal }), []);
  return (
    <div class="wrap wide">
      <Head title={t("granted.title")} lead={t("granted.lead")} />
      <Show of={credentials}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="granted.empty" why="granted.empty.why" />
          ) : (
            <>
              <div class="sheet pad">
                <table class="table stackable">
                  <thead>
                    <tr>
                      <th scope="col">{t("table.micro-credential")}</th>
                      <th scope="col">{t("table.institution")}</th>
                      <th scope="col">{t("granted.awarded")}</th>
                      <th scope="col">{t("table.state")}</th>
                      <th scope="col">{t("granted.page")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((each) => (
                      <Row key={each.credentialId} of={each} />
                    ))}
                  </tbody>
                </table>
              </div>
              <More of={credentials} />
            </>
          )
        }
      </Show>
    </div>
  );
}

function Row({ of }: { of: Schemas.GrantedCredentialView }) {
  return (
    <tr>
      <th scope="row" data-label={t("table.micro-credential")}>
        {of.achievement.name}
      </th>
      <td data-label={t("table.institution")}>
        <bdi>{of.institution.name}</bdi>
      </td>
      <td data-label={t("granted.awarded")}>{of.awardedAt !== undefined && day(of.awardedAt)}</td>
      <td data-label={t("table.state")}>
        <State look={LOOKS[of.status]}>{t(`status.${of.status}`)}</State>
      </td>
      <td data-label={t("granted.page")}>
        {of.pageUrl === undefined ? (
          <span class="soft">{t("granted.no-consent")}</span>
        ) : (
          <a href={of.pageUrl}>{t("credentials.open")}</a>
        )}
      </td>
    </tr>
  );
}
