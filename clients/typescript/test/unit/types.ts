// Compiled and never run: what the compiler must accept and what it must refuse.
import type { Answer, DataOf, ItemOf, Operation, Testamur } from "@testamur/client";

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

  void enrolment;
  void limit;
  void lastDay;
  void version;
  void nothing;
}
