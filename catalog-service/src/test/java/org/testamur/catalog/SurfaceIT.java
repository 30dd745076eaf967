package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Management;

/** What operators and writers of clients look at first: health, metrics, OpenAPI. */
@QuarkusTest
class SurfaceIT {

    @Test
    void theServiceIsAliveAndReady() {
        Management.get("/health/live").then().statusCode(200).body("status", equalTo("UP"));
        Management.get("/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsCountWhatIsPublished() {
        Catalog.school().published();
        Management.get("/metrics")
                .then()
                .body(containsString("testamur_catalog_versions_published_total"))
                .body(containsString("testamur_catalog_organisations_total"))
                .body(containsString("testamur_outbox_oldest_seconds"));
    }

    @Test
    void everyOperationIsDescribedAndNamesItsRoles() throws Exception {
        JsonNode document = Catalog.JSON.readTree(
                Catalog.anybody().get("/catalog/openapi?format=json").asString());
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        List<String> poor = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode described = operation.getValue();
                    if (described.path("summary").asText().isBlank()
                            || (!path.getKey().contains("/operations/")
                                    && !described
                                            .path("description")
                                            .asText()
                                            .matches("(?s).*(Role|Public|Anybody).*"))) {
                        poor.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(poor).isEmpty();
    }

    @Test
    void whatIsOpenToAllAsksForNoToken() throws Exception {
        JsonNode document = Catalog.JSON.readTree(
                Catalog.anybody().get("/catalog/openapi?format=json").asString());
        JsonNode security = document.path("paths")
                .path("/catalog/micro-credentials/{id}")
                .path("get")
                .path("security");
        // A requirement without a scheme is none.
        assertThat(security).allMatch(JsonNode::isEmpty);
        assertThat(document.path("paths")
                        .path("/catalog/micro-credentials")
                        .path("post")
                        .path("security"))
                .isNotEmpty();
    }
}
