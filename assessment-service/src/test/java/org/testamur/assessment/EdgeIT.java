package org.testamur.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    private static DescribedService service() {
        return DescribedService.at(URI.create("http://localhost:" + RestAssured.port), "assessment");
    }

    @Test
    void pagesOfAnyOriginMayUseWhatIsOpenAndNothingElse() {
        assertEquals(List.of(), AnyOrigin.faults(service()));
    }

    @Test
    void gatewaysPassEveryOperationHereAndNothingElse() {
        assertEquals(List.of(), Routes.published().astray("assessment", service()));
        assertEquals(List.of(), Routes.published().idle("assessment", service()));
    }

    @Test
    void theDocumentTypesAClient() {
        assertEquals(
                List.of(),
                OpenApiDocument.at(URI.create("http://localhost:" + RestAssured.port), "assessment")
                        .faults());
    }

    @Test
    void everyWriteIsNotedForItsInstitutionAlone() {
        assertEquals(
                List.of(),
                AuditTrail.faults(
                        service(),
                        "/assessment/audit",
                        World.create(World.connect()).slug(),
                        World.create(World.connect()).slug()));
    }

    private static List<String> tokens() {
        String slug = World.create(World.connect()).slug();
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

        // A row names an enrolment, or a learner and a micro-credential.
        NeededMembers.Report report =
                NeededMembers.of(base, OpenApiDocument.at(base, "assessment"), tokens(), "/rows/0/enrolmentId");

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
