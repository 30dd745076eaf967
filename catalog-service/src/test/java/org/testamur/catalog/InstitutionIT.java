package org.testamur.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "catalog"))
@QuarkusTestResource(Identity.class)
class InstitutionIT {

    @Test
    void operatorSetsUpAnInstitutionAndTheWorldHearsOfIt() {
        String id = given().auth()
                .oauth2(Tokens.operator().sign())
                .contentType("application/json")
                .body("""
                        {"slug": "northfield", "name": "Northfield University", "url": "https://northfield.example.edu/",
                         "country": "EE", "timeZone": "Europe/Tallinn", "languages": ["et", "en"]}""")
                .post("/catalog/institutions")
                .then()
                .statusCode(201)
                .header("Testamur-Fact", notNullValue())
                .body("issuerId", equalTo("did:web:localhost%3A8443:issuers:northfield"))
                .extract()
                .path("id");
        try (Events events = new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class))) {
            var told =
                    events.await("catalog.organisations", event -> event.key().equals(id));
            assertThat(told.type()).isEqualTo("org.testamur.catalog.organisation.changed.v1");
        }
    }
}
