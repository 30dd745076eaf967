import type { BadgeDelay } from "@testamur/client";
import { moment } from "./format.js";
import { Icon } from "./parts.js";
import { t } from "./texts.js";

/** Why there is no valid badge, since when, and who can do something about it; `own` is what its learner reads. */
export function Delay({ of, own = false }: { of: BadgeDelay; own?: boolean }) {
  const who = own && of.actor === "learner" ? t("actor.you") : t(`actor.${of.actor}`);
  const said = (
    <div class="flow-2">
      <p>
        <b class="strong">{t(`delay.${of.reason}`)}</b>
      </p>
      {of.details.map((detail) => (
        <p class="small" key={detail} lang="en" dir="auto">
          {detail}
        </p>
      ))}
      <ul class="meta small">
        <li>{t("delay.next", { who })}</li>
        {of.since !== undefined && <li>{t("delay.since", { time: moment(of.since) })}</li>}
      </ul>
    </div>
  );
  return own ? (
    said
  ) : (
    <div class="alert is-info">
      <Icon name="info" />
      {said}
    </div>
  );
}
