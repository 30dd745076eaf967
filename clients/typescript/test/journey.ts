// From a draft to an employer's webhook and a revocation, on a running stack, by this client alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Facts, machine, ProblemError, Testamur, type BodyOf, type Operation, type Session } from "@testamur/client";
import { logIn } from "./keycloak.js";
import { Sink } from "./sink.js";

const ORIGIN = process.env["TESTAMUR_PUBLIC_URL"] ?? "https://localhost:8443";
const PATIENCE = 60_000;

/** One for all: each sees at once what another has written. */
const facts = new Facts();

const BADGE = new Blob(
  ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30" fill="#0b5"/></svg>'],
  { type: "image/svg+xml" },
);

const DEFINITION: BodyOf<Operation<"post", "/catalog/micro-credentials">> = {
  title: "Fire warden",
  description: "Leads people out of a building that burns.",
  language: "en",
  criteria: "Led an evacuation drill, and answered 12 of 20 questions rightly or more.",
  outcomes: [{ text: "Lead an evacuation by the shortest safe way." }],
  awardType: "Badge",
  workload: { hours: 8, ects: 0.3 },
  level: { framework: "EQF", value: "3" },
  assessmentType: "Observed drill and written test",
  passMark: 12,
  maximumScore: 20,
};

const people = new Map<string, Session>();
let sink: Sink;

async function person(name: string): Promise<Testamur> {
  const session = people.get(name) ?? (await logIn(ORIGIN, name));
  people.set(name, session);
  return new Testamur({ origin: ORIGIN, tokens: session, facts });
}

const anybody = new Testamur({ origin: ORIGIN });

const employer = new Testamur({
  origin: ORIGIN,
  facts,
  tokens: machine({
    issuer: `${ORIGIN}/auth/realms/testamur`,
    clientId: "brightwater-hr",
    clientSecret: "local-only-brightwater-hr",
  }),
});

before(async () => {
  sink = await Sink.open();
});

after(() => sink.close());

/** Asks until the answer is there: for what travels on its own, without a fact to wait for. */
async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come in ${PATIENCE} ms`);
}

/** Undefined where there is nothing yet. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** The organisation of this slug, which is set up if it is not there. */
async function organisation(
  path: "/catalog/institutions" | "/catalog/employers",
  slug: string,
  setUp: (operator: Testamur) => Promise<{ id: string }>,
): Promise<string> {
  const operator = await person("olivia");
  for await (const known of operator.list(path)) {
    if (known.slug === slug) {
      return known.id;
    }
  }
  return (await setUp(operator)).id;
}

test("from a draft to an employer's webhook and a revocation", async (t) => {
  await organisation("/catalog/institutions", "northfield", async (operator) => {
    const made = await operator.post("/catalog/institutions", {
      body: {
        slug: "northfield",
        name: "Northfield University",
        url: "https://northfield.example",
        country: "EE",
        timeZone: "Europe/Tallinn",
        languages: ["en", "et"],
      },
    });
    return made.data;
  });
  const brightwater = await organisation("/catalog/employers", "brightwater", async (operator) => {
    const body = { slug: "brightwater", name: "Brightwater Foods", url: "https://brightwater.example" };
    return (await operator.post("/catalog/employers", { body })).data;
  });

  const adam = (await person("adam")).at("northfield");
  let microCredentialId = "";
  await t.test("an author is told every fault of a draft at its place, then publishes", async () => {
    await assert.rejects(
      adam.post("/catalog/micro-credentials", { body: { ...DEFINITION, title: "", outcomes: [{ text: " " }] } }),
      (error: Error) => {
        assert.ok(error instanceof ProblemError);
        assert.equal(error.code, "invalid");
        assert.equal(error.at("/title").length > 0, true, JSON.stringify(error.faults));
        assert.equal(error.within("/outcomes").length > 0, true, JSON.stringify(error.faults));
        return true;
      },
    );
    const draft = await adam.post("/catalog/micro-credentials", { body: DEFINITION });
    assert.equal(draft.status, 201);
    microCredentialId = draft.data.id;
    const path = { id: microCredentialId };
    const query = { alternativeText: "A green disc" };
    const pictured = await adam.put("/catalog/micro-credentials/{id}/image", { path, query, body: BADGE, ifMatch: draft });
    await assert.rejects(
      adam.put("/catalog/micro-credentials/{id}", { path, body: DEFINITION, ifMatch: draft }),
      { code: "changed-meanwhile", status: 412 },
    );
    const published = await adam.post("/catalog/micro-credentials/{id}/publication", { path, ifMatch: pictured });
    assert.ok(published.headers.has("Testamur-Fact"));
  });

  const hook = await employer.post("/webhooks/endpoints", {
    body: { url: sink.url, eventTypes: ["credential.issued", "credential.status_changed"] },
  });
  const endpoint = { id: hook.data.id };
  t.after(() => employer.delete("/webhooks/endpoints/{id}", { path: endpoint }));
  await t.test("an employer's endpoint proves that it is wanted, and is granted this micro-credential", async () => {
    await eventually("the endpoint's verification", async () => {
      const { data } = await employer.get("/webhooks/endpoints/{id}", { path: endpoint });
      return data.state === "active" ? data : undefined;
    });
    const nora = await person("nora");
    await nora.put("/verification/grants/{employerId}", {
      path: { employerId: brightwater },
      body: { microCredentialIds: [microCredentialId], endsOn: `${new Date().getUTCFullYear() + 1}-01-31` },
    });
  });

  const lena = await person("lena");
  let enrolmentId = "";
  await t.test("a learner registers and enrols right after", async () => {
    await lena.put("/enrolment/learners/me", { body: {} });
    await lena.put("/enrolment/learners/me/consents", { body: { name: true, evidence: true, result: true } });
    const key = crypto.randomUUID();
    const enrolled = await lena.post("/enrolment/enrolments", { body: { microCredentialId }, idempotencyKey: key });
    const again = await lena.post("/enrolment/enrolments", { body: { microCredentialId }, idempotencyKey: key });
    assert.equal(again.data.id, enrolled.data.id);
    enrolmentId = enrolled.data.id;
    let found = false;
    for await (const enrolment of lena.list("/enrolment/learners/me/enrolments", { query: { limit: 1 } })) {
      found ||= enrolment.id === enrolmentId;
      if (found) {
        break;
      }
    }
    assert.ok(found);
  });

  let credentialId = "";
  await t.test("an assessor records, and the learner watches until the badge is there", async () => {
    const asha = (await person("asha")).at("northfield");
    const recorded = await asha.put("/assessment/results/{enrolmentId}", {
      path: { enrolmentId },
      body: { score: 17, assessedOn: new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Tallinn" }).format(new Date()) },
    });
    assert.equal(recorded.status, 201);
    for await (const award of lena.follow("/issuance/learners/me/awards/{enrolmentId}", { path: { enrolmentId } })) {
      if (award.state === "issued") {
        credentialId = award.credentialId ?? "";
        break;
      }
    }
  });

  await t.test("anybody verifies it", async () => {
    const path = { id: credentialId };
    const verdict = await eventually("the record", () =>
      unlessMissing(anybody.get("/verification/credentials/{id}", { path })),
    );
    assert.equal(verdict.data.valid, true);
    const credential = await anybody.get("/credentials/{id}", { path, accept: "application/vc" });
    const checked = await anybody.post("/credentials/verify", {
      body: { verifiableCredential: credential.data },
    });
    assert.equal(checked.data.verified, true);
  });

  await t.test("the employer hears of it, and of its revocation", async () => {
    const heard = (type: string): Promise<unknown> =>
      eventually(type, () =>
        Promise.resolve(
          sink.received.find((message) => message.type === type && message.data.credentialId === credentialId),
        ),
      );
    await heard("credential.issued");
    const nora = await person("nora");
    await nora.post("/issuance/credentials/{id}/revocation", {
      path: { id: credentialId },
      body: { reason: "Awarded in error." },
    });
    await heard("credential.status_changed");
    const { data } = await anybody.get("/verification/credentials/{id}", { path: { id: credentialId } });
    assert.equal(data.status, "revoked");
    const delivered = await eventually("the deliveries", async () => {
      const ours: unknown[] = [];
      for await (const delivery of employer.list("/webhooks/deliveries")) {
        if (delivery.credentialId === credentialId && delivery.state === "delivered") {
          ours.push(delivery);
        }
      }
      return ours.length === 2 ? ours : undefined;
    });
    assert.equal(delivered.length, 2);
  });
});
