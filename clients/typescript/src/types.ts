import type { paths } from "./generated/api.js";

export type Method = "get" | "put" | "post" | "delete";

export type MediaType = `${string}/${string}`;

/** The paths that answer a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

export type Operation<M extends Method, P extends PathOf<M>> = paths[P][M];

/** The paths of lists. */
export type ListPath = {
  [P in PathOf<"get">]: DataOf<Operation<"get", P>> extends { items: readonly unknown[] } ? P : never;
}[PathOf<"get">];

/** The paths that answer with server-sent events when they are asked for them. */
export type StreamPath = {
  [P in PathOf<"get">]: Operation<"get", P> extends { responses: { 200: { content: { "text/event-stream": unknown } } } }
    ? P
    : never;
}[PathOf<"get">];

/** What every call may say besides what its operation asks for. */
export interface CallOptions<A extends MediaType = MediaType> {
  /** The media type of the answer; JSON without it. */
  readonly accept?: A;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * What was read: the answer, an item of a list that has a `version`, its number alone, an entity tag in quotes, or `*` for any
 * version. A change is made only if it still stands so.
 */
export type Version =
  | string
  | number
  | { readonly etag: string | undefined }
  | { readonly version?: number | undefined; readonly etag?: never };

interface MayMatch {
  /** What was read: the change is made only if it still stands so. */
  readonly ifMatch?: Version;
}

interface MustMatch {
  /** What was read: the change is made only if it still stands so. The operation insists on it; `*` is any version. */
  readonly ifMatch: Version;
}

interface Once {
  /** Names this request, so that it is carried out once however often it is sent; without one the client makes one. */
  readonly idempotencyKey?: string;
}

type HeadersOf<Op> = Op extends { parameters: { header?: infer H } } ? NonNullable<H> : never;

type Header<Op, Name extends string, Required, Optional> = [HeadersOf<Op>] extends [never]
  ? unknown
  : HeadersOf<Op> extends Record<Name, string>
    ? Required
    : Name extends keyof HeadersOf<Op>
      ? Optional
      : unknown;

type PathParameters<Op> = Op extends { parameters: { path: infer P } } ? { readonly path: P } : unknown;

type QueryParameters<Op> = Op extends { parameters: { query: infer Q } }
  ? { readonly query: Q }
  : Op extends { parameters: { query?: infer Q } }
    ? { readonly query?: NonNullable<Q> }
    : unknown;

type Values<T> = T[keyof T];

/** What an operation takes as its body, in any of its forms. */
export type BodyOf<Op> = Op extends { requestBody?: { content: infer C } } ? Values<C> : never;

/** A body in one of its forms. Text does not say what it is, and needs its type beside it. */
type BodyIn<C> = {
  [M in keyof C]: M extends "application/json"
    ? { readonly body: C[M]; readonly contentType?: M }
    : M extends "multipart/form-data"
      ? { readonly body: C[M] | FormData; readonly contentType?: M }
      : M extends "application/x-www-form-urlencoded"
        ? { readonly body: C[M] | URLSearchParams; readonly contentType?: M }
        : C[M] extends string
          ? { readonly body: C[M]; readonly contentType: M } | { readonly body: Blob; readonly contentType?: M }
          : { readonly body: C[M]; readonly contentType?: M };
}[keyof C];

type Body<Op> = Op extends { requestBody: { content: infer C } }
  ? BodyIn<C>
  : Op extends { requestBody?: { content: infer C } }
    ? BodyIn<C> | { readonly body?: never; readonly contentType?: never }
    : unknown;

export type OptionsOf<Op, A extends MediaType = MediaType> = CallOptions<A> &
  Header<Op, "If-Match", MustMatch, MayMatch> &
  Header<Op, "Idempotency-Key", Once, Once> &
  PathParameters<Op> &
  QueryParameters<Op> &
  Body<Op>;

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** The second argument of a call, which may be left out when nothing in it is needed. */
export type Arguments<Op, A extends MediaType = MediaType> =
  RequiredKeys<OptionsOf<Op>> extends never ? [options?: OptionsOf<Op, A>] : [options: OptionsOf<Op, A>];

type Succeeds = 200 | 201 | 202 | 203 | 204 | 206;

/** Of one answer's forms the one that is asked for; where it has no JSON, what it has. */
type InForm<C, A> = A extends keyof C ? C[A] : "application/json" extends A ? Values<C> : never;

/** What an operation answers with when all is well, in JSON or in the form that the options ask for. */
export type DataOf<Op, A = "application/json"> = Op extends { responses: infer R }
  ? { [S in keyof R & Succeeds]: R[S] extends { content: infer C } ? InForm<C, A> : undefined }[keyof R &
      Succeeds]
  : never;

/** What stands in one place of a list. */
export type ItemOf<Op> = DataOf<Op> extends { items?: readonly (infer I)[] } ? I : unknown;

/** An answer that says yes. */
export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  /** The version that was read: send the whole answer as `ifMatch` with a change. Undefined where there is none. */
  readonly etag: string | undefined;
  /** Where what was made is. */
  readonly location: string | undefined;
  readonly headers: Headers;
}
