package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One institution's people and another's, and the public: kept apart by the service, and by PostgreSQL alone. */
@QuarkusTest
class IsolationIT {

    private Catalog.School mine;
    private Catalog.School theirs;
    private String draft;
    private String published;

    @BeforeEach
    void begin() {
        mine = Catalog.school();
        theirs = Catalog.school();
        draft = theirs.draft();
        published = theirs.published();
    }

    @Test
    void anotherInstitutionsMicroCredentialIsNotFound() {
        Footprint before = Footprint.now();
        for (String id : List.of(draft, published)) {
            mine.author().get("/catalog/staff/micro-credentials/" + id).then().statusCode(404);
            mine.author()
                    .header("If-Match", "*")
                    .body(Catalog.definition().toString())
                    .put("/catalog/micro-credentials/" + id)
                    .then()
                    .statusCode(404);
            mine.author()
                    .contentType("image/png")
                    .body(Catalog.png())
                    .put("/catalog/micro-credentials/" + id + "/image?alternativeText=x")
                    .then()
                    .statusCode(404);
            for (String action : List.of("publication", "closure", "retirement")) {
                mine.author()
                        .post("/catalog/micro-credentials/" + id + "/" + action)
                        .then()
                        .statusCode(404);
            }
        }
        mine.author().get("/catalog/staff/micro-credentials").then().body("items", hasSize(0));
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void rowLevelSecurityAloneShowsStaffTheirOwnRowsOnly() throws SQLException {
        String own = mine.draft();
        try (Connection application = as("staff", mine.id())) {
            assertThat(column(application, "select id from micro_credential")).containsExactly(own);
            assertThat(column(application, "select micro_credential_id from micro_credential_draft"))
                    .containsExactly(own);
            assertThat(column(application, "select micro_credential_id from micro_credential_version"))
                    .isEmpty();
        }
    }

    @Test
    void rowLevelSecurityAloneLetsStaffWriteNothingOfOthers() throws SQLException {
        try (Connection application = as("staff", mine.id())) {
            assertThat(update(application, "update micro_credential set state = 'CLOSED'"))
                    .isZero();
            assertThat(update(application, "delete from micro_credential_draft"))
                    .isZero();
            assertThat(update(application, "update organisation set name = 'Ours' where id <> '" + mine.id() + "'"))
                    .isZero();
            assertThatThrownBy(() -> update(
                            application,
                            "insert into image values (gen_random_uuid(), '" + theirs.id() + "', 'image/png', '')"))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void rowLevelSecurityAloneShowsThePublicNoDraft() throws SQLException {
        theirs.replace(published, Catalog.definition().put("title", "Secret next version"))
                .then()
                .statusCode(200);
        try (Connection application = as("public", "")) {
            assertThat(column(application, "select id from micro_credential"))
                    .contains(published)
                    .doesNotContain(draft);
            assertThat(column(application, "select micro_credential_id from micro_credential_draft"))
                    .isEmpty();
            assertThat(update(application, "update micro_credential set state = 'CLOSED'"))
                    .isZero();
        }
    }

    @Test
    void whoSaysNothingSeesNothing() throws SQLException {
        for (String actor : List.of("", "none", "self", "partner")) {
            try (Connection application = as(actor, theirs.id())) {
                assertThat(column(application, "select id from micro_credential"))
                        .isEmpty();
                assertThat(column(application, "select micro_credential_id from micro_credential_version"))
                        .isEmpty();
                assertThat(column(application, "select id from image")).isEmpty();
            }
        }
    }

    @Test
    void aPublishedVersionCannotBeChangedEvenByTheOwnerOfTheTable() throws SQLException {
        try (Connection owner = Footprint.owner()) {
            assertThatThrownBy(() -> update(owner, "update micro_credential_version set number = number + 1"))
                    .hasMessageContaining("a published version never changes");
            assertThatThrownBy(() -> update(owner, "delete from micro_credential_version"))
                    .hasMessageContaining("a published version never changes");
            assertThatThrownBy(() -> update(
                            owner,
                            "update organisation set issuer_id = 'did:web:evil' where id = '" + theirs.id() + "'"))
                    .hasMessageContaining("never change");
        }
    }

    /** The service's own role with everything that the service adds taken away. */
    private static Connection as(String actor, String tenant) throws SQLException {
        Connection connection = Footprint.application();
        try (PreparedStatement set = connection.prepareStatement(
                "select set_config('testamur.actor', ?, false), set_config('testamur.tenant', ?, false)")) {
            set.setString(1, actor);
            set.setString(2, tenant);
            set.execute();
        }
        return connection;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
