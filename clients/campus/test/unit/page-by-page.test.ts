import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "@testamur/client";
import { pageByPage, type ListPage } from "../../src/app/page-by-page.js";

type Page = Answer<{ items?: readonly number[]; next?: string }>;

async function* pages(...of: number[][]): AsyncGenerator<Page, void> {
  for (const [at, items] of of.entries()) {
    await Promise.resolve();
    const data = at + 1 < of.length ? { items, next: String(at) } : { items };
    yield { data, status: 200, headers: new Headers(), etag: undefined, location: undefined };
  }
}

test("a list is read page by page to its end", async () => {
  const next = pageByPage(pages([1, 2], [3], [4]));
  assert.deepEqual(await next(), { items: [1, 2], more: true });
  assert.deepEqual(await next(), { items: [1, 2, 3], more: true });
  assert.deepEqual(await next(), { items: [1, 2, 3, 4], more: false });
});

test("how many there are in all is known from the page that says it", async () => {
  const counted = (async function* (): AsyncGenerator<Answer<ListPage<number>>, void> {
    for await (const page of pages([1], [2])) {
      yield page.data.next === undefined ? page : { ...page, data: { ...page.data, total: 2 } };
    }
  })();
  const next = pageByPage(counted);
  assert.deepEqual(await next(), { items: [1], more: true, total: 2 });
  assert.deepEqual(await next(), { items: [1, 2], more: false, total: 2 });
});

test("who asks twice at a time loses no page", async () => {
  const next = pageByPage(pages([1], [2], [3], [4]));
  await next();
  const both = await Promise.all([next(), next()]);
  assert.deepEqual(both[0], { items: [1, 2], more: true });
  assert.deepEqual(both[1], both[0]);
  assert.deepEqual((await next()).items, [1, 2, 3]);
});
