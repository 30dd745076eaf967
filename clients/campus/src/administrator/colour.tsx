import { useState } from "preact/hooks";
import { number } from "../app/format.js";
import { Field } from "../app/form.js";
import { State } from "../app/parts.js";
import { t } from "../app/texts.js";
import { contrast, READABLE } from "./contrast.js";

/** What the colour picker shows first where the platform's colour is used. */
const FIRST = "#17324f";

/** The colour of public pages, with how white text can be read on it. */
export function ColourField({ of, name }: { of: string | undefined; name: string }) {
  const [own, setOwn] = useState(of !== undefined);
  const [colour, setColour] = useState(of ?? FIRST);
  const found = contrast(colour, "#ffffff");
  const readable = found >= READABLE;
  return (
    <div class="flow-2">
      <label class="tick">
        <input type="checkbox" name="own-colour" checked={own} onChange={(event) => setOwn(event.currentTarget.checked)} />
        <span>
          {t("profile.own-colour")}
          <span class="hint under">{t("profile.own-colour.means")}</span>
        </span>
      </label>
      {own && (
        <div class="inset flow-2">
          <Field at="/brandColour" label={t("profile.colour")}>
            {(attributes) => (
              <input
                {...attributes}
                class="input swatch"
                type="color"
                value={colour}
                onInput={(event) => setColour(event.currentTarget.value)}
              />
            )}
          </Field>
          {/* Colours as attributes: the policy forbids styles that are set inline. */}
          <svg class="sample" viewBox="0 0 320 56" role="img" aria-label={t("profile.sample")}>
            <rect width="320" height="56" rx="4" fill={colour} />
            <text x="16" y="34" fill="#ffffff" direction="ltr">
              {name.slice(0, 34)}
            </text>
          </svg>
          <p class="small" role="status">
            <State look={readable ? "good" : "soon"}>
              {t("profile.contrast", { found: number(found), needed: number(READABLE) })}
            </State>
          </p>
          {!readable && <p class="small">{t("profile.contrast.low")}</p>}
        </div>
      )}
    </div>
  );
}
