package org.testamur.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Servers;

/** A database that holds data from before there were families of lists and several keys keeps what it says. */
class MigrationIT {

    private static final String INSTITUTION = Uuid7.next().toString();
    private static final String ISSUER = "did:web:localhost%3A8443:issuers:northfield";
    private static final UUID FULL = Uuid7.next();
    private static final UUID CURRENT = Uuid7.next();
    private static final UUID LEARNER = Uuid7.next();
    private static final UUID ISSUED = UUID.randomUUID();
    private static final UUID TAKEN_BACK = UUID.randomUUID();
    private static final UUID WITHDRAWN = UUID.randomUUID();
    private static final UUID CORRECTED = UUID.randomUUID();
    private static final UUID SUPERSEDED = UUID.randomUUID();
    private static final UUID ERASED = UUID.randomUUID();

    private static Map<String, String> server = Map.of();

    @BeforeAll
    static void fillAndMigrate() throws SQLException {
        Servers servers = new Servers();
        servers.init(Map.of("database", "migration"));
        server = servers.start();
        migrateTo("2");
        fill();
        migrateTo("latest");
    }

    @Test
    void aListBecomesAFamilyWhosePlacesAreGivenOutWhereItStopped() throws SQLException {
        assertEquals(
                List.of(CURRENT + " revocation 131072 131072 300", FULL + " revocation 131072 131072 131072"),
                texts("select concat_ws(' ', id, purposes, entries, issuable, next_counter) from status_family"
                        + " where institution_id = '" + INSTITUTION + "' order by next_counter"));
        assertEquals(
                List.of("c0ffee"),
                texts("select encode(permutation_key, 'hex') from status_family where id = '" + CURRENT + "'"));
        assertEquals(
                List.of(CURRENT + " revocation"),
                texts("select concat_ws(' ', family_id, purposes) from status_allocation"));
        assertEquals(
                List.of("t revocation t 131072", "t revocation t 131072"),
                texts(
                        "select concat_ws(' ', family_id = id, purpose, named, 8 * octet_length(bits)) from status_list"));
    }

    @Test
    void whatWasRevokedIsToBePublishedAndNothingElse() throws SQLException {
        assertEquals(
                List.of(CURRENT + " 12 t", CURRENT + " 13 t", CURRENT + " 14 t", FULL + " 15 t"),
                texts("select concat_ws(' ', status_list_id, index, value) from status_change order by index"));
        assertEquals(
                List.of("4 t", "9 t"),
                texts("select concat_ws(' ', publication, valid_until is null) from status_list order by publication"),
                "each list is due at once, and its number goes on");
    }

    @Test
    void aCredentialKeepsItsDocumentItsPlaceAndItsStandingAndSaysWhichKeySignedIt() throws SQLException {
        assertEquals(
                List.of(
                        "ISSUED - -",
                        "REVOKED other Awarded in error",
                        "REVOKED result-withdrawn the result was withdrawn",
                        "REVOKED result-corrected the result was corrected to a fail",
                        "SUPERSEDED result-corrected superseded by a corrected credential",
                        "ERASED - -"),
                texts("select concat_ws(' ', state, coalesce(reason_code, '-'), coalesce(reason, '-'))"
                        + " from credential order by status_list_index"));
        assertEquals(
                List.of("t", "t", "t", "t", "t"),
                texts("select key_id = '" + ISSUER + "#key-1' from credential where document is not null"));
        assertEquals(List.of("t"), texts("select key_id is null from credential where document is null"));
        assertEquals(List.of(document(ISSUED)), texts("select document from credential where id = '" + ISSUED + "'"));
        assertEquals(List.of("f"), texts("select distinct hidden from credential"));
        assertEquals(
                List.of("6"),
                texts("select count(*) from credential c join status_list l on l.id = c.status_list_id"
                        + " and l.url = c.status_list_url and l.institution_id = c.institution_id"));
    }

    @Test
    void aLearnerKeepsANameOfTheTimeBeforeAndWasNeverAskedForTheIdentifier() throws SQLException {
        assertEquals(
                List.of("Asha Rao before never t"),
                texts("select concat_ws(' ', name, name_standing, identifier_consent, name_consent) from learner"));
        assertEquals(
                List.of("'unconfirmed'::text"),
                texts("select column_default from information_schema.columns"
                        + " where table_name = 'learner' and column_name = 'name_standing'"));
    }

    @Test
    void aCredentialWasIssuedWhenItsProofSaysOrElseWhenItWasAwarded() throws SQLException {
        assertEquals(
                List.of("f", "t", "f", "f", "f"),
                texts("select issued_at = awarded_at from credential where document is not null"
                        + " order by status_list_index"));
        assertEquals(
                List.of("4"),
                texts("select count(*) from credential where issued_at = '2026-11-21T09:30:00Z'::timestamptz"));
    }

    @Test
    void anEnrolmentStillHasOneCredentialThatCountsAndAPlaceOneCredential() {
        assertThrows(
                SQLException.class,
                () -> run("insert into credential (id, institution_id, enrolment_id, award_number, state, url,"
                        + " status_list_id, status_list_url, status_list_index, document, revision)"
                        + " select gen_random_uuid(), institution_id, enrolment_id, 9, 'SUSPENDED', url,"
                        + " status_list_id, status_list_url, 99, document, 1 from credential where id = '" + ISSUED
                        + "'"));
        assertThrows(
                SQLException.class,
                () -> run("insert into credential (id, institution_id, state, url, status_list_id, status_list_url,"
                        + " status_list_index, document, revision)"
                        + " select gen_random_uuid(), institution_id, 'ISSUED', url, status_list_id, status_list_url,"
                        + " status_list_index, document, 1 from credential where id = '" + ISSUED + "'"));
    }

    @Test
    void theKeyGoesOnSigningAndTheDidDocumentHasABeginning() throws SQLException {
        assertEquals(
                List.of("active database 5eed da7a - -"),
                texts("select concat_ws(' ', state, backend, encode(sealed_seed, 'hex'),"
                        + " encode(wrapped_data_key, 'hex'), coalesce(reference, '-'), coalesce(wrapped_by, '-'))"
                        + " from signing_key"));
        assertEquals(
                List.of("1 {} t"),
                texts("select concat_ws(' ', v.number, v.document, v.valid_from = k.valid_from)"
                        + " from did_document_version v join signing_key k using (institution_id)"
                        + " where v.valid_until is null"));
    }

    @Test
    void anAwardStaysWhereItStoodAndALearnerAtTheVersionThatWasTaken() throws SQLException {
        assertEquals(
                List.of("ISSUED 1 3 " + ISSUED),
                texts("select concat_ws(' ', state, award_number, result_revision, credential_id) from award"));
        assertEquals(List.of("Asha Rao 7 t"), texts("select concat_ws(' ', name, version, known) from learner"));
    }

    @Test
    void theServicesOwnRoleSeesWhatIsOfItsInstitutionOnly() throws SQLException {
        for (String table : List.of("status_list", "status_family", "status_change", "credential", "signing_key")) {
            assertEquals(0, seen(table, Uuid7.next().toString()), table);
            assertEquals(
                    Integer.parseInt(texts("select count(*) from " + table).getFirst()),
                    seen(table, INSTITUTION),
                    table);
        }
    }

    private static void fill() throws SQLException {
        run(
                "insert into issuer (institution_id, slug, issuer_id, issuer_base_url, name, url, time_zone, did_document,"
                        + " organisation_version, version) values ('" + INSTITUTION + "', 'northfield', '" + ISSUER
                        + "', 'https://localhost:8443', 'Northfield', 'https://northfield.example', 'Europe/Tallinn', '{}', 1, 1)");
        run("insert into signing_key (key_id, institution_id, number, public_key_multibase, state, wrapped_data_key,"
                + " sealed_seed, valid_from) values ('" + ISSUER + "#key-1', '" + INSTITUTION
                + "', 1, 'z6Mk', 'active', '\\xda7a', '\\x5eed', '2026-09-01T00:00:00Z')");
        run("insert into learner values ('" + LEARNER + "', 'Asha Rao', 'asha@example.org', null, true, true, true)");
        run("insert into consumed_version values ('enrolment.learners', '" + LEARNER + "', 'issuance.learners', 7)");
        run("insert into consumed_version values ('enrolment.learners', '" + LEARNER + "', 'other.learners', 9)");
        run("insert into status_list (id, institution_id, url, entries, permutation_key, changes, published_changes,"
                + " publication, document, valid_until) values ('" + FULL + "', '" + INSTITUTION + "', '" + url(FULL)
                + "', 131072, '\\xfa11', 1, 1, 4, '{}', now())");
        run("insert into status_list (id, institution_id, url, entries, permutation_key, changes, published_changes,"
                + " publication, document, valid_until) values ('" + CURRENT + "', '" + INSTITUTION + "', '"
                + url(CURRENT) + "', 131072, '\\xc0ffee', 3, 2, 9, '{}', now() + interval '1 day')");
        run("insert into status_allocation values ('" + INSTITUTION + "', '" + CURRENT + "', 300)");
        credential(ISSUED, CURRENT, 11, "ISSUED", null, 1);
        credential(TAKEN_BACK, CURRENT, 12, "REVOKED", "Awarded in error", 1);
        credential(WITHDRAWN, CURRENT, 13, "REVOKED", "the result was withdrawn", 1);
        credential(CORRECTED, CURRENT, 14, "REVOKED", "the result was corrected to a fail", 1);
        credential(SUPERSEDED, FULL, 15, "SUPERSEDED", "superseded by a corrected credential", 1);
        credential(ERASED, FULL, 16, "ERASED", null, 1);
        run("insert into award (enrolment_id, institution_id, learner_id, micro_credential_id,"
                + " micro_credential_version, state, result_revision, credential_id, award_number, updated_at)"
                + " select enrolment_id, institution_id, learner_id, micro_credential_id, 1, 'ISSUED', 3, id, 1, now()"
                + " from credential where id = '" + ISSUED + "'");
    }

    private static void credential(UUID id, UUID list, int index, String state, @Nullable String reason, int number)
            throws SQLException {
        boolean erased = state.equals("ERASED");
        run("insert into status_entry values ('" + list + "', " + index + ", '" + INSTITUTION + "', "
                + (state.equals("REVOKED") || state.equals("SUPERSEDED")) + ")");
        run("insert into credential (id, institution_id, enrolment_id, learner_id, micro_credential_id,"
                + " micro_credential_version, award_number, state, reason, awarded_on, awarded_at, url, status_list_id,"
                + " status_list_url, status_list_index, content_digest, document, revision) values ('" + id + "', '"
                + INSTITUTION + "', "
                + (erased
                        ? "null, null, null, null, null"
                        : "gen_random_uuid(), '" + LEARNER + "', gen_random_uuid(), 1, " + number)
                + ", '" + state + "', "
                + (reason == null ? "null" : "'" + reason + "'") + ", '2026-11-20', '2026-11-19T22:00:00Z',"
                + " 'https://localhost:8443/credentials/" + id + "', '" + list + "', '" + url(list) + "', " + index
                + ", 'd', " + (erased ? "null" : "'" + document(id) + "'") + ", 1)");
    }

    private static String document(UUID id) {
        // The names of the members stand in a value, too, where their quotes are escaped.
        return "{\"id\":\"https://localhost:8443/credentials/" + id
                + "\",\"name\":\"\\\"verificationMethod\\\":\\\"x\\\" \\\"created\\\":\\\"2001-01-01T00:00:00Z\\\"\",\"proof\":{"
                + (id.equals(TAKEN_BACK) ? "" : "\"created\":\"2026-11-21T09:30:00Z\",")
                + "\"verificationMethod\":\"" + ISSUER
                + "#key-1\",\"proofPurpose\":\"assertionMethod\"}}";
    }

    private static String url(UUID list) {
        return "https://localhost:8443/status-lists/" + list;
    }

    private static void migrateTo(String version) {
        Flyway.configure()
                .dataSource(
                        setting("quarkus.datasource.jdbc.url"),
                        setting("quarkus.flyway.username"),
                        setting("quarkus.flyway.password"))
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .target(version)
                .load()
                .migrate();
    }

    private static String setting(String name) {
        return Objects.requireNonNull(server.get(name), name);
    }

    private static int seen(String table, String institution) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        setting("quarkus.datasource.jdbc.url"),
                        setting("quarkus.datasource.username"),
                        setting("quarkus.datasource.password"));
                var statement = connection.createStatement()) {
            statement.execute("select set_config('testamur.actor', 'system', false),"
                    + " set_config('testamur.tenant', '" + institution + "', false)");
            try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = owner();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.flyway.username"),
                setting("quarkus.flyway.password"));
    }
}
