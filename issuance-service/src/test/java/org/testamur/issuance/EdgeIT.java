package org.testamur.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
class EdgeIT extends IssuanceITCase {

    private static final Duration FUZZ = Duration.ofSeconds(Integer.getInteger("testamur.fuzz.seconds", 4));

    private static DescribedService service() {
        return DescribedService.at(URI.create("http://localhost:" + RestAssured.port), "issuance");
    }

    @Test
    void pagesOfAnyOriginMayUseWhatIsOpenAndNothingElse() {
        assertEquals(List.of(), AnyOrigin.faults(service()));
    }

    @Test
    void gatewaysPassEveryOperationHereAndNothingElse() {
        assertEquals(List.of(), Routes.published().astray("issuance", service()));
        assertEquals(List.of(), Routes.published().idle("issuance", service()));
    }

    @Test
    void theDocumentTypesAClient() {
        assertEquals(
                List.of(),
                OpenApiDocument.at(URI.create("http://localhost:" + RestAssured.port), "issuance")
                        .faults());
    }

    @Test
    void everyWriteIsNotedForItsInstitutionAlone() {
        assertEquals(
                List.of(),
                AuditTrail.faults(
                        service(),
                        "/issuance/audit",
                        new Campus(events).tellAll().slug,
                        new Campus(events).tellAll().slug));
    }

    private List<String> tokens() {
        String slug = new Campus(events).tellAll().slug;
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
        OpenApiDocument document = OpenApiDocument.at(base, "issuance");
        // What a credential must hold is for its data model to say, and refused by rule.
        ((ObjectNode) document.root().path("paths")).remove(List.of("/credentials/issue", "/credentials/issue-batch"));
        // An operator's repair would reach what other tests made.
        List<String> noOperator = tokens().subList(0, 3);

        // The words of a revocation of before stand in for its code.
        NeededMembers.Report report = NeededMembers.of(base, document, noOperator, "/reasonCode");

        assertEquals(List.of(), report.faults());
        assertTrue(report.requests() > 10, report.toString());
    }

    @Test
    void hostileTextIsAnsweredWithoutAFailure() {
        Fuzz.Report report = Fuzz.run(service(), tokens(), FUZZ);

        assertEquals(List.of(), report.faults(), report.toString());
        assertTrue(report.requests() > 200, report.toString());
    }
}
