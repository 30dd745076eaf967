import type { Answer } from "@testamur/client";

/** What is read of a list so far, and whether there is more. */
export interface Read<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Reads on by a page at each call; who asks while a page is on its way gets that one. */
export function pageByPage<T>(
  pages: AsyncIterator<Answer<{ items?: readonly T[]; next?: string }>>,
): () => Promise<Read<T>> {
  let items: readonly T[] = [];
  let running: Promise<Read<T>> | undefined;
  const read = async (): Promise<Read<T>> => {
    const { value, done } = await pages.next();
    const page = done === true ? {} : (value as Answer<{ items?: readonly T[]; next?: string }>).data;
    items = [...items, ...(page.items ?? [])];
    return { items, more: page.next !== undefined };
  };
  return () =>
    (running ??= read().finally(() => {
      running = undefined;
    }));
}
