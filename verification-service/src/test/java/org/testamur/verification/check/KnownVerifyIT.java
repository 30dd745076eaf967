package org.testamur.verification.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;
import org.testamur.verification.Badge;
import org.testamur.verification.Hurried;
import org.testamur.verification.World;
import org.testamur.verification.record.RecordReader;
import org.testamur.verification.reference.Issuers;
import org.testamur.verification.reference.Learners;
import org.testamur.verification.reference.Organisations;

/** Over HTTP nobody can tell by the answer whether a credential's achievement was known. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class KnownVerifyIT {

    @Inject
    Canonicalizer canonicalizer;

    @Inject
    ProofVerifier verifier;

    @Inject
    PinnedSchemas schemas;

    @Inject
    RecordReader records;

    @Inject
    Issuers issuers;

    @Inject
    Organisations organisations;

    @Inject
    Learners learners;

    @Inject
    MeterRegistry metrics;

    @Inject
    PlatformConfig config;

    @Inject
    ObjectMapper mapper;

    @Test
    void answersAreTheSameOnBothPaths() throws Exception {
        try (Events events = World.connect()) {
            World world = World.create(events);
            World.PublishedCredential told = world.issue();
            World.soon().until(() -> {
                double before = byTemplate("presented");
                verify(told.document());
                return byTemplate("presented") > before;
            });
            double before = byTemplate("record");
            assertThat(World.verdict(world.issue().id())).isEqualTo("valid");
            assertThat(byTemplate("record")).as("known from what was presented").isGreaterThan(before);
            List<Variants.Variant> variants = Variants.of(told.document());
            for (int i = 0; i < variants.size(); i += 5) {
                ObjectNode document = variants.get(i).document();
                assertThat(mapper.readTree(verify(document)))
                        .as(variants.get(i).what())
                        .isEqualTo(mapper.valueToTree(general(document)));
            }
            Management.get("/metrics").then().statusCode(200);
            given().get("/verification/credentials/" + told.id()).then().body("status", equalTo("valid"));
        }
    }

    private static String verify(ObjectNode document) {
        return given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":" + Badge.text(document) + "}")
                .post("/credentials/verify")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** As a service answers that was just started. */
    private VerifyAnswer general(ObjectNode document) {
        CredentialChecks fresh = new CredentialChecks(
                canonicalizer,
                verifier,
                new SchemaCheck(schemas),
                new KnownCredentials(new KnownDocuments(verifier, canonicalizer, schemas, 4)));
        VerifyCredential service = new VerifyCredential(
                fresh,
                records,
                issuers,
                organisations,
                learners,
                metrics,
                new AwardIds(config, issuers),
                Clock.systemUTC());
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> service.presented(document, AsOf.now(Clock.systemUTC()), List.of())));
    }

    private double byTemplate(String kind) {
        return metrics.find("testamur.verifications").tags("kind", kind, "path", "template").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
