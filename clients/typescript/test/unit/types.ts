// Compiled and never run: what the compiler must accept and what it must refuse.
import type { Answer, DataOf, ItemOf, Operation, Schemas, Session, Testamur } from "@testamur/client";

export async function typed(testamur: Testamur, image: Blob): Promise<void> {
  const id = "0197b2ef-0000-7000-8000-000000000001";

  const enrolled = await testamur.post("/enrolment/enrolments", { body: { microCredentialId: id } });
  const enrolment: DataOf<Operation<"get", "/enrolment/enrolments/{id}">> = enrolled.data;
  const version: string | undefined = enrolled.etag;

  for await (const batch of testamur.list("/assessment/result-batches", { query: { limit: 200 } })) {
    const item: ItemOf<Operation<"get", "/assessment/result-batches">> = batch;
    // @ts-expect-error: an item has no such member
    void item.nonsense;
  }
  for await (const award of testamur.follow("/issuance/awards/{enrolmentId}", { path: { enrolmentId: id } })) {
    // @ts-expect-error: no such state
    void (award.state === "printed");
  }
  const nothing: Answer<undefined> = await testamur.delete("/webhooks/endpoints/{id}", { path: { id } });
  await testamur.put("/catalog/micro-credentials/{id}/image", {
    path: { id },
    query: { alternativeText: "A knife on a board" },
    body: image,
    ifMatch: enrolled,
  });

  // What has a default may be left out, and of a few texts each is known.
  await testamur.post("/catalog/institutions/{id}/invitations", { path: { id }, body: { roles: ["assessor"] } });
  await testamur.post("/webhooks/endpoints", { body: { url: "https://hr.example/testamur", eventTypes: ["credential.issued"] } });
  const me = await testamur.get("/me");
  const limit: readonly string[] | undefined = me.data.institutions[0]?.microCredentials;
  const lastDay: string | undefined = me.data.institutions[0]?.membership?.endsOn;

  // @ts-expect-error: no such role
  await testamur.post("/catalog/institutions/{id}/invitations", { path: { id }, body: { roles: ["dean"] } });
  // @ts-expect-error: no such event
  await testamur.post("/webhooks/endpoints", { body: { url: "https://hr.example/", eventTypes: ["credential.lost"] } });
  // @ts-expect-error: a logo is replaced at the version that was read
  await testamur.put("/catalog/institutions/{id}/logo", { path: { id }, body: image });
  // @ts-expect-error: no such path
  await testamur.get("/enrolment/enrolment");
  // @ts-expect-error: the path does not answer this method
  await testamur.put("/enrolment/enrolments", {});
  // @ts-expect-error: the id is missing
  await testamur.get("/enrolment/enrolments/{id}");
  // @ts-expect-error: the body is missing
  await testamur.post("/enrolment/enrolments", {});
  // @ts-expect-error: no such member
  await testamur.post("/enrolment/enrolments", { body: { microCredentialId: id, version: 3 } });
  // @ts-expect-error: no such parameter
  await testamur.get("/assessment/result-batches", { query: { size: 3 } });
  // @ts-expect-error: no such option
  await testamur.get("/enrolment/enrolments/{id}", { path: { id }, body: {} });
  // @ts-expect-error: no list
  testamur.list("/me");
  // @ts-expect-error: no list
  testamur.pages("/me");
  // @ts-expect-error: no stream
  testamur.follow("/me");

  void enrolment;
  void limit;
  void lastDay;
  void version;
  void nothing;
}

export async function changes(testamur: Testamur, endpoint: Schemas.EndpointView, body: Schemas.EndpointRequest): Promise<void> {
  const path = { id: endpoint.id };
  await testamur.put("/webhooks/endpoints/{id}", { path, body, ifMatch: endpoint });
  await testamur.put("/webhooks/endpoints/{id}", { path, body, ifMatch: 3 });
  await testamur.put("/webhooks/endpoints/{id}", { path, body, ifMatch: "*" });
  await testamur.post("/catalog/micro-credentials/{id}/publication", { path });
  await testamur.post("/catalog/micro-credentials/{id}/publication", { path, ifMatch: { version: 3 } });
  await testamur.post("/enrolment/enrolments", { body: { microCredentialId: endpoint.id }, idempotencyKey: "one" });

  // @ts-expect-error: the operation insists on a version
  await testamur.put("/webhooks/endpoints/{id}", { path, body });
  // @ts-expect-error: an object without a version
  await testamur.put("/webhooks/endpoints/{id}", { path, body, ifMatch: path });
  // @ts-expect-error: a version does nothing there
  await testamur.post("/enrolment/enrolments", { body: { microCredentialId: endpoint.id }, ifMatch: 3 });
  // @ts-expect-error: a key does nothing there
  await testamur.put("/enrolment/learners/me", { body: {}, idempotencyKey: "one" });
}

export async function bodies(testamur: Testamur, image: Blob, form: FormData, csv: string): Promise<void> {
  const path = { id: "0197b2ef-0000-7000-8000-000000000001" };
  const operation = "/catalog/micro-credentials/{id}/image";
  await testamur.put(operation, { path, ifMatch: "*", body: form });
  await testamur.put(operation, { path, ifMatch: "*", body: form, contentType: "multipart/form-data" });
  await testamur.put(operation, { path, ifMatch: "*", body: { image, alternativeText: "A hat" } });
  await testamur.put(operation, { path, ifMatch: "*", body: image, contentType: "image/png" });
  await testamur.post("/assessment/result-batches", { body: csv, contentType: "text/csv" });
  await testamur.post("/assessment/result-batches", { body: new Blob([csv], { type: "text/csv" }) });

  // @ts-expect-error: text does not say what it is
  await testamur.post("/assessment/result-batches", { body: csv });
  // @ts-expect-error: not taken there
  await testamur.post("/assessment/result-batches", { body: csv, contentType: "text/plain" });
  // @ts-expect-error: the operation takes no form
  await testamur.post("/assessment/result-batches", { body: form });
}

export function claims({ claims }: Session): void {
  const name: string | undefined = claims.name;
  const groups: readonly string[] = claims.groups ?? [];
  const other: unknown = claims["institution_card"];
  void [name, groups, other, claims.sub.length];
}
