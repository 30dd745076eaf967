import type { WebhookMessage } from "./generated/webhooks.js";

/** What came is no message of the platform, or one that was on its way for too long: answer 401. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

/** Headers as `fetch` has them, or as Node's `http` has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** How far the clocks of sender and receiver may be apart, in seconds (Standard Webhooks). */
const TOLERANCE = 300;

/**
 * Checks the signature of a webhook's request and reads its message.
 *
 * @param secret the endpoint's secret, `whsec_...`
 * @param body the body as it came, before anything has parsed it
 * @throws {WebhookError} when it is not signed by this secret, or not within five minutes
 */
export async function readWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
  now: number = Date.now(),
): Promise<WebhookMessage> {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => header(headers, name));
  if (id === undefined || timestamp === undefined || signatures === undefined) {
    throw new WebhookError("There is no webhook-id, webhook-timestamp or webhook-signature.");
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE) {
    throw new WebhookError(`webhook-timestamp ${timestamp} is not within five minutes of this clock.`);
  }
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const key = await crypto.subtle.importKey("raw", decoded(secret.replace(/^whsec_/, "")), { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  for (const signature of signatures.split(" ").filter((one) => /^v1,[A-Za-z0-9+/]{43}=$/.test(one))) {
    if (await crypto.subtle.verify("HMAC", key, decoded(signature.slice("v1,".length)), signed)) {
      return JSON.parse(new TextDecoder().decode(bytes)) as WebhookMessage;
    }
  }
  throw new WebhookError("No signature is by this secret.");
}

function header(headers: WebhookHeaders, name: string): string | undefined {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === "string" ? value : undefined;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
