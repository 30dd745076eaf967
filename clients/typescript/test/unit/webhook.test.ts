import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readWebhook, WebhookError, type WebhookMessage } from "@testamur/client";

const KEY = Buffer.from("a key of thirty-two octets, no more");
const SECRET = `whsec_${KEY.toString("base64")}`;
const NOW = 1_795_000_000_000;
const EXAMPLES = new URL("../../../../../contracts/webhooks/examples/", import.meta.url);

function signed(body: string, { id = "msg_1", at = NOW / 1000, key = KEY } = {}): Record<string, string> {
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
}

/** What a receiver does with each message; the compiler knows what each holds. */
function handled(message: WebhookMessage): string {
  switch (message.type) {
    case "endpoint.verification":
      return message.data.challenge;
    case "credential.issued": {
      const status: "valid" = message.data.status;
      return `${status} ${message.data.achievement.name} of ${message.data.institution.name}`;
    }
    case "credential.status_changed":
      return `${message.data.status} ${message.data.reasonCode ?? ""}`;
  }
}

test("each example of the contract is read, and has what its type says", async () => {
  const names = readdirSync(EXAMPLES);
  assert.ok(names.length >= 3);
  for (const name of names) {
    const body = readFileSync(new URL(name, EXAMPLES), "utf8");
    const message = await readWebhook(SECRET, signed(body), body, NOW);
    assert.equal(`${message.type}.json`, name);
    assert.doesNotMatch(handled(message), /undefined/);
    await readWebhook(SECRET, new Headers(signed(body)), new TextEncoder().encode(body), NOW);
  }
});

test("one of several signatures is enough, as while a secret changes", async () => {
  const headers = signed("{}");
  const other = signed("{}", { key: Buffer.from("another") })["webhook-signature"] ?? "";
  await readWebhook(SECRET, { ...headers, "webhook-signature": `${other} v2,AA== ${headers["webhook-signature"]}` }, "{}", NOW);
});

test("what is not signed by the secret, or is not of now, is refused", async () => {
  const good = signed("{}");
  const bad: [string, Record<string, string | undefined>, string][] = [
    ["another body", good, "{ }"],
    ["another secret", signed("{}", { key: Buffer.from("another") }), "{}"],
    ["another id", { ...good, "webhook-id": "msg_2" }, "{}"],
    ["too old", signed("{}", { at: NOW / 1000 - 301 }), "{}"],
    ["of later", signed("{}", { at: NOW / 1000 + 301 }), "{}"],
    ["no time", { ...good, "webhook-timestamp": "soon" }, "{}"],
    ["no signature", { ...good, "webhook-signature": undefined }, "{}"],
    ["an empty signature", { ...good, "webhook-signature": "v1," }, "{}"],
    ["no base64", { ...good, "webhook-signature": "v1,!" }, "{}"],
  ];
  for (const [name, headers, body] of bad) {
    await assert.rejects(readWebhook(SECRET, headers, body, NOW), WebhookError, name);
  }
  await readWebhook(SECRET, signed("{}", { at: NOW / 1000 - 299 }), "{}", NOW);
});
