import { gathered, named } from "../app/catalog.js";
import { useScope } from "../app/context.js";
import { day } from "../app/format.js";
import { More, Show, useLoaded, usePages } from "../app/load.js";
import { Empty, Head, State } from "../app/parts.js";
import { BASE, refine, usePlace } from "../app/router.js";
import { t } from "../app/texts.js";

/** The institution's enrolments, newest first, each with the way to its story; for registrars and auditors. */
export function Enrolments() {
  const { testamur, role } = useScope();
  const { query } = usePlace();
  const microCredentialId = query.get("of") ?? "";
  const enrolments = usePages(
    (signal) =>
      testamur.pages("/enrolment/enrolments", {
        query: { limit: 50, ...(microCredentialId === "" ? {} : { microCredentialId }) },
        signal,
      }),
    [microCredentialId],
  );
  const offers = useLoaded(
    (signal) => gathered(testamur.list("/catalog/staff/micro-credentials", { query: { limit: 200 }, signal })),
    [],
  );
  const names = useLoaded(
    () => named(testamur, (enrolments.value ?? []).map((each) => each.microCredentialId)),
    [enrolments.value?.map((each) => each.microCredentialId)],
  );
  return (
    <div class="wrap wide">
      <Head title={t("enrolments.title")} lead={t(role === "auditor" ? "enrolments.lead.auditor" : "enrolments.lead")} />
      <div class="field column">
        <label for="of">{t("table.micro-credential")}</label>
        <select
          id="of"
          class="input"
          value={microCredentialId}
          onChange={(event) => refine(`/${role}?of=${event.currentTarget.value}`)}
        >
          <option value="">{t("find.all")}</option>
          {offers.value
            ?.filter((each) => each.publishedVersions.length > 0)
            .map((each) => (
              <option key={each.id} value={each.id} selected={each.id === microCredentialId}>
                {each.publishedVersions.at(-1)?.title}
              </option>
            ))}
        </select>
      </div>
      <div class="lift">
        <Show of={enrolments}>
          {(items) =>
            items.length === 0 ? (
              <Empty title="enrolments.empty" why="enrolments.empty.why" />
            ) : (
              <>
                <div class="sheet pad">
                  <table class="table stackable">
                    <thead>
                      <tr>
                        <th scope="col">{t("table.learner")}</th>
                        <th scope="col">{t("table.micro-credential")}</th>
                        <th scope="col">{t("table.enrolled")}</th>
                        <th scope="col">{t("table.state")}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((each) => (
                        <tr key={each.id}>
                          <th scope="row" data-label={t("table.learner")}>
                            <a href={`${BASE}/${role}/enrolments/${each.id}`}>
                              <bdi>{each.learnerName ?? t("learner.erased")}</bdi>
                            </a>
                          </th>
                          <td data-label={t("table.micro-credential")}>{names.value?.get(each.microCredentialId)?.title}</td>
                          <td data-label={t("table.enrolled")}>{day(each.enrolledAt)}</td>
                          <td data-label={t("table.state")}>
                            <State look={each.state === "active" ? "good" : "none"}>{t(`enrolment.${each.state}`)}</State>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <More of={enrolments} />
              </>
            )
          }
        </Show>
      </div>
    </div>
  );
}
