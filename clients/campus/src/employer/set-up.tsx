import { Icon } from "../app/parts.js";
import { t } from "../app/texts.js";

/** What is sent to an endpoint first; names and form are the API's and in no language. */
const MESSAGE = `{
  "type": "endpoint.verification",
  "data": {
    "endpointId": "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
    "challenge": "Zp1m0V5qk3o2d7YbW4uXr8tCnE6sHjLaQfGvIyKxMzA"
  }
}`;
const ANSWER = `HTTP/1.1 200 OK

Zp1m0V5qk3o2d7YbW4uXr8tCnE6sHjLaQfGvIyKxMzA`;

const STEPS = ["add", "listen", "answer", "hear"] as const;

/** How an employer's program comes to be told of credentials. */
export function SetUp() {
  return (
    <details class="fold near">
      <summary>
        {t("set-up.title")}
        <Icon name="down" />
      </summary>
      <div class="flow">
        <ol class="steps">
          {STEPS.map((step) => (
            <li key={step}>
              <b class="strong">{t(`set-up.${step}`)}</b>
              <span class="small soft under">{t(`set-up.${step}.how`)}</span>
            </li>
          ))}
        </ol>
        <Sample title={t("set-up.message")} text={MESSAGE} />
        <Sample title={t("set-up.reply")} text={ANSWER} />
        <p class="small soft">{t("set-up.signature")}</p>
      </div>
    </details>
  );
}

function Sample({ title, text }: { title: string; text: string }) {
  return (
    <figure class="flow-2">
      <figcaption class="small strong">{title}</figcaption>
      <pre class="block" tabIndex={0} role="group" aria-label={title}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
