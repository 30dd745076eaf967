import { useState } from "preact/hooks";
import { Icon } from "./parts.js";
import { t } from "./texts.js";

/** Copies a text; what cannot be copied stays to be selected. */
export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <span class="row">
      <button type="button" class="btn sm" onClick={copy}>
        <Icon name="copy" />
        {label}
      </button>
      <span class="small soft" role="status">
        {copied ? t("copy.done") : ""}
      </span>
    </span>
  );
}
