package org.testamur.issuance.issuer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.issuance.Campus;
import org.testamur.issuance.Contract;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Management;

@QuarkusTest
class KeySetUpIT extends IssuanceITCase {

    @Inject
    SetUpIssuer setUp;

    @Inject
    Sql sql;

    @Inject
    Issuers issuers;

    @Inject
    SigningKeys keys;

    @Inject
    PublishIssuer publish;

    @Inject
    KeyAudit audit;

    @Inject
    Parking parking;

    @Inject
    SigningConfig config;

    @Inject
    Clock clock;

    private record Changed(
            Optional<String> keyEncryptionKey,
            Optional<List<String>> previousKeyEncryptionKeys,
            Signing signing,
            Keys keys)
            implements SigningConfig {}

    private record DidKeys(
            Duration didDocumentMaxAge,
            Optional<Duration> publicationWait,
            Duration retirementGrace,
            Duration staleness,
            Duration checkInterval,
            Optional<List<String>> didKeyIssuers)
            implements SigningConfig.Keys {}

    @Test
    void instancesSideBySideMakeOneKeyAndTellOfItOnce() throws Exception {
        Campus campus = new Campus(events);
        Organisation organisation = organisation(campus);
        int instances = 6;
        CyclicBarrier start = new CyclicBarrier(instances);
        try (var threads = Executors.newFixedThreadPool(instances)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    Arc.container().requestContext().activate();
                    Access.system(campus.institution).run(() -> setUp.of(organisation));
                    Arc.container().requestContext().terminate();
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        Event told = events.await("issuance.issuers", event -> event.key().equals(campus.institution.toString()));
        ObjectNode data = Campus.data(told);
        assertEquals(List.of(), Contract.faults("issuance.issuers", data));
        assertEquals(1, data.get("keys").size());
        assertEquals("active", data.at("/keys/0/state").textValue());
        assertEquals(
                data.at("/keys/0/id").textValue(),
                data.at("/didDocument/assertionMethod/0").textValue());
        assertEquals(1, count("select count(*) from signing_key where institution_id = ?", campus));
        assertEquals(1, count("select version from issuer where institution_id = ?", campus));
        assertEquals(
                1,
                events.read("issuance.issuers").stream()
                        .filter(event -> event.key().equals(campus.institution.toString()))
                        .count());
    }

    @Test
    void anInstitutionWhoseIdIsItsKeyIssuesAndHasNoOtherKey() {
        Campus campus = new Campus(events);
        SigningConfig.Keys were = config.keys();
        SetUpIssuer configured = new SetUpIssuer(
                issuers,
                keys,
                publish,
                audit,
                parking,
                new Changed(
                        config.keyEncryptionKey(),
                        Optional.empty(),
                        config.signing(),
                        new DidKeys(
                                were.didDocumentMaxAge(),
                                Optional.empty(),
                                were.retirementGrace(),
                                were.staleness(),
                                were.checkInterval(),
                                Optional.of(List.of(campus.slug)))),
                clock);
        Access.system(campus.institution)
                .run(() -> QuarkusTransaction.requiringNew().run(() -> configured.of(organisation(campus))));

        ObjectNode told = Campus.data(
                events.await("issuance.issuers", event -> event.key().equals(campus.institution.toString())));
        assertEquals(List.of(), Contract.faults("issuance.issuers", told));
        String did = told.get("issuerId").textValue();
        assertTrue(did.startsWith("did:key:z6Mk"), did);
        // What is told of the organisation later does not rename it.
        campus.tellAll().tellResult(1, "passed", 80);
        ObjectNode credential = json(credential(awaitAward(campus, "issued").getString("credentialId")));
        assertEquals(did, credential.at("/issuer/id").textValue());
        ProofVerifier verifier =
                new ProofVerifier(new Canonicalizer(PinnedDocuments.bundled()), Ed25519.ofJdk(), Clock.systemUTC());
        assertInstanceOf(
                Verification.Valid.class, verifier.verify(credential, DidKey::resolve, Expectation.assertion()));
        ObjectNode document =
                json(given().get("/issuers/" + campus.slug + "/did.json").asString());
        assertEquals(did, document.get("id").textValue());
        assertEquals(
                DidKey.resolve(DidKey.verificationMethodId(did)),
                DidDocument.verificationMethod(did, document, DidKey.verificationMethodId(did)));
        given().get("/issuers/" + campus.slug).then().body("id", equalTo(did));
        registrar(campus)
                .post("/issuance/issuers/" + campus.institution + "/keys")
                .then()
                .statusCode(409)
                .body("type", endsWith("issuer-is-its-key"));
    }

    private static Organisation organisation(Campus campus) {
        return new Organisation(
                campus.institution,
                "institution",
                campus.slug,
                "Northfield University",
                "https://northfield.example",
                1,
                "Europe/Tallinn",
                campus.issuerId(),
                "https://localhost:8443",
                null);
    }

    @Test
    void aChangedNameChangesTheProfileAndNeitherKeyNorAddress() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        String before = await(
                        () -> given().get("/issuers/" + campus.slug + "/did.json"),
                        answer -> answer.statusCode() == 200)
                .asString();
        Event changed = campus.organisation(2);
        Campus.data(changed)
                .put("name", "Northfield Technical University")
                .put("issuerBaseUrl", "https://elsewhere.example");
        events.send("catalog.organisations", changed);

        await(
                () -> given().get("/issuers/" + campus.slug),
                answer -> answer.jsonPath().getString("name").equals("Northfield Technical University"));
        assertEquals(
                before, given().get("/issuers/" + campus.slug + "/did.json").asString());
        assertEquals(
                List.of("https://localhost:8443"),
                Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.list(
                                        "select issuer_base_url from issuer where institution_id = ?",
                                        row -> row.getString(1),
                                        campus.institution.toString()))));
    }

    @Test
    void aKeyThatCannotBeOpenedIsNamedByAServiceThatIsReadyForOthers() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        await(() -> count("select count(*) from signing_key where institution_id = ?", campus), made -> made == 1);
        // A key of another institution, sealed under a key-encryption key that this instance does not have.
        Campus foreign = new Campus(events);
        foreign.tellOrganisation();
        await(() -> count("select count(*) from signing_key where institution_id = ?", foreign), made -> made == 1);
        run(
                "update signing_key set key_id = key_id || '-foreign', wrapped_data_key = sealed_seed where"
                        + " institution_id = ?",
                foreign);
        try {
            Management.get("/health/group/degraded")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'signing keys' }.data.example", endsWith("#key-1-foreign"));
            Management.get("/health/live").then().statusCode(200);
        } finally {
            run("delete from signing_key where institution_id = ?", foreign);
        }
        Management.get("/health/ready").then().statusCode(200);
    }

    private void run(String statement, Campus campus) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(statement, campus.institution.toString())));
    }

    private long count(String query, Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), campus.institution.toString())
                                .orElse(0L)));
    }
}
