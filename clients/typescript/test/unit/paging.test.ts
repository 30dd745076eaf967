import assert from "node:assert/strict";
import { test } from "node:test";
import { nextCursor } from "#client/paging.js";
import { json, problem, Wire } from "./answers.js";

const PATH = "/assessment/result-batches";
const next = (cursor: string): Record<string, string> => ({
  Link: `<https://testamur.example${PATH}?limit=2&cursor=${cursor}>; rel="next"`,
});
const item = (id: string): { id: string } => ({ id });

test("a list is all its pages, asked for as they are needed", async () => {
  const wire = new Wire(
    json({ items: [item("a"), item("b")] }, next("MQ")),
    json({ items: [] }, next("Mg")),
    json({ items: [item("c")] }),
  );
  const seen: string[] = [];
  for await (const batch of wire.client().list(PATH, { query: { limit: 2 } })) {
    seen.push(batch.id);
    assert.equal(wire.sent.length, seen.length < 3 ? 1 : 3);
  }
  assert.deepEqual(seen, ["a", "b", "c"]);
  assert.deepEqual(
    wire.sent.map((request) => new URL(request.url).search),
    ["?limit=2", "?limit=2&cursor=MQ", "?limit=2&cursor=Mg"],
  );
});

test("who has seen enough asks for no more, and a fault in the middle is told", async () => {
  const enough = new Wire(json({ items: [item("a")] }, next("MQ")));
  for await (const page of enough.client().pages(PATH)) {
    assert.equal(page.data.items.length, 1);
    break;
  }
  assert.equal(enough.sent.length, 1);

  const broken = new Wire(json({ items: [item("a")] }, next("MQ")), problem(410, "gone"));
  await assert.rejects(
    async () => {
      for await (const batch of broken.client().list(PATH)) {
        assert.equal(batch.id, "a");
      }
    },
    { code: "gone" },
  );
});

test("the next part is found among other links", () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ["", undefined],
    ['<https://a.example/x?cursor=1>; rel="next"', "1"],
    ["</x?limit=3&cursor=1>; rel=next", "1"],
    ['</x>; rel="first", </x?cursor=2>; title="more"; rel="next"', "2"],
    ['</x?cursor=2>; rel="prev next"', "2"],
    ['</x?cursor=2>; rel="prev"', undefined],
    ['</x?cursor=2>; rel="nextish"', undefined],
    ['</x>; rel="next"', undefined],
    ['</schema,1>; rel="describedby", </x?cursor=a%2Fb>; REL="next"', "a/b"],
    ["nonsense", undefined],
  ];
  for (const [link, cursor] of cases) {
    assert.equal(nextCursor(new Headers(link === undefined ? {} : { Link: link })), cursor, link);
  }
});
