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
import org.testamur.testing.edge.OpenApiDocument;
import org.testamur.testing.edge.Routes;

/** Holds this service to what every service owes to outsiders. */
@QuarkusTest
class EdgeIT {

    private static final Duration FUZZ = Duration.ofSeconds(Integer.getInteger("testamur.fuzz.seconds", 10));

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

    @Test
    void hostileTextIsAnsweredWithoutAFailure() {
        String slug = World.create(World.connect()).slug();
        List<String> tokens = List.of(
                Tokens.of("fuzz-staff")
                        .institution(slug, "author", "assessor", "registrar")
                        .sign(),
                Tokens.learner("fuzz-learner").sign(),
                Tokens.of("fuzz-partner").employer("brightwater").sign(),
                Tokens.operator().sign());

        Fuzz.Report report = Fuzz.run(service(), tokens, FUZZ);

        assertEquals(List.of(), report.faults(), report.toString());
        assertTrue(report.requests() > 500, report.toString());
    }
}
