package org.testamur.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
        return DescribedService.at(URI.create("http://localhost:" + RestAssured.port), "catalog");
    }

    @Test
    void pagesOfAnyOriginMayUseWhatIsOpenAndNothingElse() {
        assertEquals(List.of(), AnyOrigin.faults(service()));
    }

    @Test
    void gatewaysPassEveryOperationHereAndNothingElse() {
        assertEquals(List.of(), Routes.published().astray("catalog", service()));
        assertEquals(List.of(), Routes.published().idle("catalog", service()));
    }

    @Test
    void theDocumentTypesAClient() {
        assertEquals(
                List.of(),
                OpenApiDocument.at(URI.create("http://localhost:" + RestAssured.port), "catalog")
                        .faults());
    }

    @Test
    void everyWriteIsNotedForItsInstitutionAlone() {
        assertEquals(
                List.of(),
                AuditTrail.faults(
                        service(),
                        "/catalog/audit",
                        Catalog.school().slug(),
                        Catalog.school().slug()));
    }

    private static List<String> tokens() {
        Catalog.School school = Catalog.school();
        return List.of(
                Tokens.of("fuzz-staff")
                        .institution(school.slug(), "author", "assessor", "registrar", "administrator", "auditor")
                        .sign(),
                Tokens.learner("fuzz-learner").sign(),
                Tokens.of("fuzz-partner").employer("brightwater").sign(),
                Tokens.operator().sign());
    }

    @Test
    void aRequestNeedsWhatTheDocumentSaysAndNothingElse() {
        URI base = URI.create("http://localhost:" + RestAssured.port);

        NeededMembers.Report report = NeededMembers.of(base, OpenApiDocument.at(base, "catalog"), tokens());

        assertEquals(List.of(), report.faults());
        assertTrue(report.requests() > 20, report.toString());
    }

    @Test
    void aDocumentThatSaysOtherwiseWouldBeFound() {
        URI base = URI.create("http://localhost:" + RestAssured.port);
        OpenApiDocument document = OpenApiDocument.at(base, "catalog");
        ArrayNode required = (ArrayNode) document.root().at("/components/schemas/Definition/required");
        List<String> truly = new ArrayList<>();
        required.forEach(member -> truly.add(member.asText()));
        required.removeAll();
        truly.stream().filter(member -> !member.equals("title")).forEach(required::add);
        required.add("maximumScore");

        String faults =
                String.join("\n", NeededMembers.of(base, document, tokens()).faults());

        assertTrue(faults.contains("post /catalog/micro-credentials: /maximumScore is said to be required"), faults);
        assertTrue(faults.contains("post /catalog/micro-credentials: /title is needed, and not said"), faults);
    }

    @Test
    void hostileTextIsAnsweredWithoutAFailure() {
        Fuzz.Report report = Fuzz.run(service(), tokens(), FUZZ);

        assertEquals(List.of(), report.faults(), report.toString());
        assertTrue(report.requests() > 200, report.toString());
    }
}
