import type { Schemas } from "@testamur/client";
import { Field, Group } from "../app/form.js";
import { t } from "../app/texts.js";
import { text } from "../app/values.js";

export const EVENT_TYPES = ["credential.issued", "credential.status_changed"] as const satisfies readonly Schemas.WebhookEventType[];

/** The address and what is sent there: of an endpoint that is there, or of a new one. */
export function EndpointFields({ of }: { of?: Schemas.EndpointView }) {
  return (
    <>
      <Field at="/url" label={t("endpoints.address")} hint={t("endpoints.address.how")}>
        {(attributes) => (
          <input {...attributes} class="input code" type="url" inputMode="url" dir="ltr" autocomplete="off" defaultValue={of?.url ?? ""} />
        )}
      </Field>
      <Group at="/eventTypes" legend={t("endpoints.sends")}>
        {[...new Set([...EVENT_TYPES, ...(of?.eventTypes ?? [])])].map((type) => (
          <label class="tick" key={type}>
            <input type="checkbox" name="/eventTypes" value={type} defaultChecked={of === undefined || of.eventTypes.includes(type)} />
            <span>
              {eventName(type)} <span class="code soft">{type}</span>
            </span>
          </label>
        ))}
      </Group>
    </>
  );
}

/** What the fields hold, as the API takes it. */
export function wanted(values: FormData): Schemas.EndpointRequest {
  // A type of a later release is kept as it came.
  const eventTypes = values.getAll("/eventTypes").map(String) as Schemas.WebhookEventType[];
  return { url: text(values, "/url") ?? "", eventTypes };
}

/** An event's name in the reader's words; the API's where it is a new one. */
export function eventName(type: string): string {
  return type === "credential.issued" || type === "credential.status_changed" ? t(`event.${type}`) : type;
}

export function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
