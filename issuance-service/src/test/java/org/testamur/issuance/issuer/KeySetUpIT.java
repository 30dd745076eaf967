package org.testamur.issuance.issuer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.Contract;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

@QuarkusTest
class KeySetUpIT extends IssuanceITCase {

    @Inject
    SetUpIssuer setUp;

    @Inject
    Sql sql;

    @Test
    void instancesSideBySideMakeOneKeyAndTellOfItOnce() throws Exception {
        Campus campus = new Campus(events);
        Organisation organisation = new Organisation(
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
    void aKeyThatCannotBeOpenedMakesTheServiceNotReady() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        await(() -> count("select count(*) from signing_key where institution_id = ?", campus), made -> made == 1);
        // A key of another institution, sealed under a key-encryption key that this instance does not have.
        Campus foreign = new Campus(events);
        foreign.tellOrganisation();
        await(() -> count("select count(*) from signing_key where institution_id = ?", foreign), made -> made == 1);
        run(
                "update signing_key set key_id = key_id || '-foreign', wrapped_data_key = sealed_seed where institution_id = ?",
                foreign);
        try {
            given().get("/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("checks.findAll { it.status == 'DOWN' }.name", hasItem("signing keys"));
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            run("delete from signing_key where institution_id = ?", foreign);
        }
        given().get("/q/health/ready").then().statusCode(200);
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
