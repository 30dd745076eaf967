import assert from "node:assert/strict";
import { test } from "node:test";
import { EventParser, type ServerEvent } from "#client/events.js";
import { problem, Wire } from "./answers.js";

const STREAM =
  "\uFEFF: hello\r\nevent: batch\r\nid: 1\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\n" +
  "retry: 40\nretry: soon\ndata:no space\n\n" +
  "event: nothing\n\n" +
  "data\n\nid\rdata:  two\r\rid: a\0b\ndata: ü\n\ndata: cut off\n";

const EVENTS: ServerEvent[] = [
  { type: "batch", data: '{"a":\n1}', id: "1" },
  { type: "message", data: "no space", id: "1" },
  { type: "message", data: "", id: "1" },
  { type: "message", data: " two", id: "" },
  { type: "message", data: "ü", id: "" },
];

test("a stream means the same wherever it is cut", () => {
  for (let first = 0; first <= STREAM.length; first++) {
    for (const second of [first, first + 1, STREAM.length]) {
      const parser = new EventParser();
      const pieces = [STREAM.slice(0, first), STREAM.slice(first, second), STREAM.slice(second)];
      assert.deepEqual(pieces.flatMap((piece) => parser.push(piece)), EVENTS, `cut at ${first}, ${second}`);
      assert.equal(parser.retry, 40);
    }
  }
});

const BATCH = "/assessment/result-batches/{id}";
const OPTIONS = { path: { id: "0197b2ef-0000-7000-8000-000000000001" } };

/** A stream in pieces of one byte, which ends or breaks off. */
function stream(text: string, breaks = false): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (at < bytes.length) {
        controller.enqueue(bytes.slice(at, ++at));
      } else if (breaks) {
        controller.error(new TypeError("connection lost"));
      } else {
        controller.close();
      }
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

test("a stream that breaks off goes on behind what was seen, and says nothing twice", async () => {
  const wire = new Wire(
    stream('id: 7\ndata: {"state":"rünning"}\n\ndata: {"sta', true),
    new TypeError("fetch failed"),
    stream('retry: 900\ndata: {"state":"rünning"}\n\n'),
    stream('data: {"state":"done"}\n\n'),
  );
  const seen: unknown[] = [];
  for await (const batch of wire.client().follow(BATCH, OPTIONS)) {
    seen.push(batch);
    if (seen.length === 2) {
      break;
    }
  }
  assert.deepEqual(seen, [{ state: "rünning" }, { state: "done" }]);
  assert.deepEqual(wire.header("Accept"), Array(4).fill("text/event-stream"));
  assert.deepEqual(wire.header("Last-Event-ID"), [null, "7", "7", "7"]);
  assert.deepEqual(wire.header("Authorization"), Array(4).fill("Bearer a-token"));
  assert.deepEqual(wire.pauses, [250, 250, 900]);
});

test("a fact that an event names is waited for by requests to other services", async () => {
  const wire = new Wire(stream('data: {"state":"issued","fact":"one"}\n\n'), Response.json({}));
  const client = wire.client();
  for await (const _ of client.follow(BATCH, OPTIONS)) {
    break;
  }
  await client.get("/verification/credentials/{id}", { path: { id: "0197b2ef-1200-7000-8000-00000000000a" } });
  assert.deepEqual(wire.header("Testamur-After"), [null, "one"]);
});

test("streams that end at once are opened ever more rarely", async () => {
  const wire = new Wire(stream(""), stream(""), stream(""), stream('data: 1\n\n'));
  for await (const _ of wire.client().follow(BATCH, OPTIONS)) {
    break;
  }
  assert.deepEqual(wire.pauses, [250, 500, 1000]);
});

test("a service that is away longer than one request is patient is waited for", async () => {
  const away = (): Response => problem(503, "unavailable");
  const wire = new Wire(
    stream('data: 1\n\n', true),
    ...Array.from({ length: 6 }, () => new TypeError("fetch failed")),
    away(), away(), away(), away(), away(), away(),
    stream('data: 2\n\n'),
  );
  const seen: unknown[] = [];
  for await (const batch of wire.client().follow(BATCH, OPTIONS)) {
    seen.push(batch);
    if (seen.length === 2) {
      break;
    }
  }
  assert.deepEqual(seen, [1, 2]);
});

test("where there never was a stream, none is waited for", async () => {
  const wire = new Wire(...Array.from({ length: 4 }, () => new TypeError("fetch failed")));
  await assert.rejects(
    async () => {
      for await (const _ of wire.client().follow(BATCH, OPTIONS));
    },
    { name: "NoAnswerError" },
  );
  assert.equal(wire.sent.length, 4);
});

test("a refusal ends it", async () => {
  const wire = new Wire(stream('data: {}\n\n'), problem(404, "batch-not-found"));
  await assert.rejects(
    async () => {
      for await (const _ of wire.client().follow(BATCH, OPTIONS));
    },
    { code: "batch-not-found" },
  );
});

test("who leaves closes the connection", async () => {
  let cancelled = false;
  const endless = new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
      cancel: () => {
        cancelled = true;
      },
    }),
  );
  const wire = new Wire(endless);
  for await (const _ of wire.client().follow(BATCH, OPTIONS)) {
    break;
  }
  assert.ok(cancelled || wire.sent[0]?.signal.aborted);
});
