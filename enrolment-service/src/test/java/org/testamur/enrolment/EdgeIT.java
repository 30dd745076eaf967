package org.testamur.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Tokens;
import org.testamur.testing.edge.AnyOrigin;
import org.testamur.testing.edge.AuditTrail;
import org.testamur.testing.edge.DescribedService;
import org.testamur.testing.edge.Fuzz;
import org.testamur.testing.edge.NeededMembers;
import org.testamur.testing.edge.OpenApiDocument;
import org.testamur.testing.edge.Routes;

/** Holds this service to what every service owes to outsiders. */
@QuarkusTest
class EdgeIT {

    private static final Duration FUZZ = Duration.ofSeconds(Integer.getInteger("testamur.fuzz.seconds", 4));

    @Inject
    Stage stage;

    private static DescribedService service() {
        return DescribedService.at(URI.create("http://localhost:" + RestAssured.port), "enrolment");
    }

    @Test
    void pagesOfAnyOriginMayUseWhatIsOpenAndNothingElse() {
        assertEquals(List.of(), AnyOrigin.faults(service()));
    }

    @Test
    void gatewaysPassEveryOperationHereAndNothingElse() {
        assertEquals(List.of(), Routes.published().astray("enrolment", service()));
        assertEquals(List.of(), Routes.published().idle("enrolment", service()));
    }

    @Test
    void theDocumentTypesAClient() {
        assertEquals(
                List.of(),
                OpenApiDocument.at(URI.create("http://localhost:" + RestAssured.port), "enrolment")
                        .faults());
    }

    @Test
    void everyWriteIsNotedForItsInstitutionAlone() {
        assertEquals(
                List.of(),
                AuditTrail.faults(
                        service(),
                        "/enrolment/audit",
                        stage.institution("Northfield").slug(),
                        stage.institution("Harbour").slug()));
    }

    @Test
    void whatAPersonDoesAsALearnerIsNotNotedForTheInstitutionTheyWorkFor() {
        Journey journey = new Journey(stage);
        Tokens mari = Tokens.learner(journey.mari).institution(journey.harbour.slug(), "registrar", "auditor");
        Stage.as(mari)
                .body(Map.of("name", journey.leo))
                .put("/enrolment/learners/" + journey.leoId + "/name-confirmation")
                .then()
                .statusCode(200);
        Stage.as(mari).post("/enrolment/learners/me/login-invitations").then().statusCode(201);

        Stage.until(() -> stage.count(
                        Access.everywhere(),
                        "select count(*) from audit_entry where actor_kind = 'learner' and institution_id is null"
                                + " and actor = ? and path = '/enrolment/learners/me/login-invitations'",
                        journey.mariId.toString())
                == 1);
        String own = Stage.as(mari)
                .get("/enrolment/audit?limit=10000")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(own.contains("/enrolment/learners/{learnerId}/name-confirmation"), own);
        assertFalse(own.contains("/me/login-invitations"), own);
    }

    private List<String> tokens() {
        String slug = stage.institution("Fuzz").slug();
        return List.of(
                Tokens.of("fuzz-staff")
                        .institution(slug, "author", "assessor", "registrar")
                        .sign(),
                Tokens.learner("fuzz-learner").sign(),
                Tokens.of("fuzz-partner").employer("brightwater").sign(),
                Tokens.operator().sign());
    }

    @Test
    void aRequestNeedsWhatTheDocumentSaysAndNothingElse() {
        URI base = URI.create("http://localhost:" + RestAssured.port);

        NeededMembers.Report report = NeededMembers.of(base, OpenApiDocument.at(base, "enrolment"), tokens());

        assertEquals(List.of(), report.faults());
        assertTrue(report.requests() > 20, report.toString());
    }

    @Test
    void hostileTextIsAnsweredWithoutAFailure() {
        Fuzz.Report report = Fuzz.run(service(), tokens(), FUZZ);

        assertEquals(List.of(), report.faults(), report.toString());
        assertTrue(report.requests() > 200, report.toString());
    }
}
