import type { paths } from "./generated/api.js";

export type Method = "get" | "put" | "post" | "delete";

export type MediaType = `${string}/${string}`;

/** The paths that answer a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

export type Operation<M extends Method, P extends PathOf<M>> = paths[P][M];

/** What every call may say besides what its operation asks for. */
export interface CallOptions<A extends MediaType = MediaType> {
  /** The answer that was read before, or its entity tag, or `*`: the change is made only if nothing changed since. */
  readonly ifMatch?: string | { readonly etag: string | undefined };
  /** Names this request, so that it is carried out once however often it is sent; without one the client makes one. */
  readonly idempotencyKey?: string;
  /** The media type of the answer; JSON without it. */
  readonly accept?: A;
  /** The media type of the body; without it JSON, or what a `Blob` says of itself. */
  readonly contentType?: MediaType;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type PathParameters<Op> = Op extends { parameters: { path: infer P } } ? { readonly path: P } : unknown;

type QueryParameters<Op> = Op extends { parameters: { query: infer Q } }
  ? { readonly query: Q }
  : Op extends { parameters: { query?: infer Q } }
    ? { readonly query?: NonNullable<Q> }
    : unknown;

type Values<T> = T[keyof T];

/** What an operation takes as its body, in any of its forms. */
export type BodyOf<Op> = Op extends { requestBody?: { content: infer C } } ? Values<C> : never;

type Body<Op> = Op extends { requestBody: object }
  ? { readonly body: BodyOf<Op> }
  : Op extends { requestBody?: { content: unknown } }
    ? { readonly body?: BodyOf<Op> }
    : unknown;

/** Who changes what others change as well names what they read: such an operation asks for it. */
type Version<Op> = Op extends { parameters: { header: { "If-Match": string } } }
  ? { readonly ifMatch: NonNullable<CallOptions["ifMatch"]> }
  : unknown;

export type OptionsOf<Op, A extends MediaType = MediaType> = CallOptions<A> &
  PathParameters<Op> &
  QueryParameters<Op> &
  Version<Op> &
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
  /** The version that was read: send the whole answer as `ifMatch` with a change. */
  readonly etag: string | undefined;
  /** Where what was made is. */
  readonly location: string | undefined;
  readonly headers: Headers;
}
