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
  void version;
  void nothing;
}
