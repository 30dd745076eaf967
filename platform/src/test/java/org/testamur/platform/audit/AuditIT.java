package org.testamur.platform.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.testamur.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.Sha256;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.StartGate;
import org.testamur.platform.work.WorkConfig;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** Who asked the sample service for what, as its audit log tells it. Each test is a person of its own. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class AuditIT {

    private static final String NOTES = "/sample/notes";
    private static final String EXPORT = "/sample/audit";
    private static final String NORTHFIELD = "019a0000-0000-7000-8000-000000000001";
    private static final String REFUSED = "42501";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AuditLog log;

    @Inject
    AuditStore store;

    @Inject
    DegradedStates states;

    @Inject
    MeterRegistry metrics;

    @Inject
    WorkConfig work;

    /** Before what this test does. */
    private static Instant since = Instant.EPOCH;

    private Tokens adam;
    private String adamsHash;

    @BeforeEach
    void somebodyNew() {
        since = Instant.now(Clock.systemUTC()).minusSeconds(1);
        adam = Tokens.of("adam-" + Uuid7.next());
        adamsHash = hash(adam);
    }

    private static String hash(Tokens token) {
        return Sha256.hex(Tokens.ISSUER + "#" + token.subject());
    }

    private static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.sign()).contentType("application/json");
    }

    private RequestSpecification adam() {
        return as(adam.institution("northfield", "author"));
    }

    private static String note(String text) {
        return "{\"text\":\"" + text + "\",\"stars\":5}";
    }

    private static Response export(Tokens reader, String query) {
        return given().auth()
                .oauth2(reader.sign())
                .urlEncodingEnabled(false)
                .get(EXPORT + (query.isEmpty() ? "?limit=10000&from=" + since : query));
    }

    private static Tokens auditor(String slug) {
        return Tokens.of("auditor-of-" + slug).institution(slug, "auditor");
    }

    private static List<JsonNode> lines(Response export) {
        export.then().statusCode(200).contentType("application/x-ndjson");
        return export.asString()
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static List<JsonNode> by(String actor, Tokens reader) {
        return lines(export(reader, "")).stream()
                .filter(entry -> entry.at("/actor/id").asText().equals(actor))
                .toList();
    }

    /** What adam did, once there are so many entries of it. */
    private List<JsonNode> adamsEntries(int count) {
        return await(() -> by(adamsHash, Tokens.operator()), found -> found.size() >= count);
    }

    @Test
    void aWriteIsNotedWithWhoWhatWhenWhereAndOutcome() {
        Instant before = Instant.now(Clock.systemUTC());
        String id = adam().header("X-Forwarded-For", "203.0.113.77")
                .body(note("nothing of this is kept"))
                .post(NOTES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        adam().header("X-Forwarded-For", "2001:db8:7:1::5")
                .header("If-Match", "\"0\"")
                .body(note("nor of this"))
                .put(NOTES + "/" + id)
                .then()
                .statusCode(200);

        List<JsonNode> entries = adamsEntries(2);

        JsonNode written = entries.getFirst();
        assertThat(Instant.parse(written.path("at").asText())).isAfter(before.minusSeconds(1));
        assertThat(written.path("actor")).isEqualTo(tree("{\"kind\":\"staff\",\"id\":\"" + adamsHash + "\"}"));
        assertThat(written.path("institutionId").asText()).isEqualTo(NORTHFIELD);
        assertThat(written.path("operation").asText()).isEqualTo("write");
        assertThat(written.path("method").asText()).isEqualTo("POST");
        assertThat(written.path("path").asText()).isEqualTo(NOTES);
        assertThat(written.path("ids")).isEmpty();
        assertThat(written.path("status").asInt()).isEqualTo(201);
        assertThat(written.path("network").asText()).isEqualTo("203.0.113.0/24");
        assertThat(written.has("reason") || written.has("replayed")).isFalse();

        JsonNode rewritten = entries.get(1);
        assertThat(rewritten.path("path").asText()).isEqualTo(NOTES + "/{id}");
        assertThat(rewritten.path("ids")).isEqualTo(tree("{\"id\":\"" + id + "\"}"));
        assertThat(rewritten.path("network").asText()).isEqualTo("2001:db8:7::/48");
        assertThat(entries.toString()).doesNotContain(adam.subject(), "nothing of this", "nor of this", "203.0.113.77");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsRefusedIsNotedWithItsReason() {
        String id = adam().body(note("x")).post(NOTES).path("id");
        adam().body("{}").post(NOTES).then().statusCode(400);
        as(adam.institution("northfield", "registrar"))
                .body(note("x"))
                .post(NOTES)
                .then()
                .statusCode(403);
        adam().body(note("x")).put(NOTES + "/" + UUID.randomUUID()).then().statusCode(404);
        adam().body(note("refuse")).post(NOTES).then().statusCode(409);
        adam().header("If-Match", "\"7\"")
                .body(note("x"))
                .put(NOTES + "/" + id)
                .then()
                .statusCode(412);

        List<JsonNode> entries = adamsEntries(6);

        assertThat(entries)
                .extracting(entry -> entry.path("status").asInt() + " "
                        + entry.path("reason").asText())
                .containsExactly(
                        "201 ",
                        "400 invalid",
                        "403 role-missing",
                        "404 note-not-found",
                        "409 refused",
                        "412 changed-meanwhile");
        // Whom it concerns is known of all of them: the one that was refused before that was settled chose it.
        assertThat(entries)
                .extracting(entry -> entry.path("institutionId").asText())
                .containsOnly(NORTHFIELD);
        assertThat(entries)
                .extracting(entry -> entry.at("/actor/kind").asText())
                .containsExactly("staff", "staff", "person", "staff", "staff", "staff");
    }

    @Test
    void aCallerWithoutATokenIsNobodyWithANetwork() {
        String id = UUID.randomUUID().toString();
        given().contentType("application/json")
                .header("X-Forwarded-For", "198.51.100.9")
                .body(note("x"))
                .put(NOTES + "/" + id)
                .then()
                .statusCode(401);

        JsonNode entry = await(
                        () -> lines(export(Tokens.operator(), "")).stream()
                                .filter(each -> each.at("/ids/id").asText().equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();

        assertThat(entry.path("actor")).isEqualTo(tree("{\"kind\":\"anonymous\"}"));
        assertThat(entry.path("status").asInt()).isEqualTo(401);
        assertThat(entry.path("network").asText()).isEqualTo("198.51.100.0/24");
        assertThat(entry.has("institutionId")).isFalse();
    }

    @Test
    void aRepetitionSaysThatItIsOne() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            adam().header("Idempotency-Key", key)
                    .body(note("once"))
                    .post(NOTES)
                    .then()
                    .statusCode(201);
        }
        assertThat(adamsEntries(2))
                .extracting(entry -> entry.path("replayed").asBoolean())
                .containsExactly(false, true);
    }

    @Test
    void aMachineClientIsNamedByItsId() {
        String client = "sis-" + Uuid7.next();
        as(adam.institution("northfield", "author")
                        .claim("client_id", client)
                        .claim("preferred_username", "service-account-" + client))
                .body(note("x"))
                .post(NOTES)
                .then()
                .statusCode(201);
        List<JsonNode> entries = await(() -> by(client, auditor("northfield")), found -> !found.isEmpty());
        assertThat(entries.getFirst().at("/actor/kind").asText()).isEqualTo("client");
    }

    @Test
    void readsAreNotNotedAndTheExportIs() {
        Tokens reader = adam.institution("northfield", "author", "auditor");
        as(reader).get(NOTES).then().statusCode(200);
        export(reader, "?limit=1").then().statusCode(200);
        as(reader).body(note("x")).post(NOTES).then().statusCode(201);

        assertThat(adamsEntries(2))
                .extracting(entry -> entry.path("operation").asText())
                .containsExactly("exportAuditLogOfSample", "write");
    }

    @Test
    void anotherInstitutionSeesNothingOfIt() {
        adam().body(note("x")).post(NOTES).then().statusCode(201);
        await(() -> by(adamsHash, auditor("northfield")), found -> !found.isEmpty());
        assertThat(by(adamsHash, Tokens.of("ines").institution("northfield", "administrator")))
                .hasSize(1);
        assertThat(by(adamsHash, auditor("harbour"))).isEmpty();
        assertThat(lines(export(auditor("harbour"), "")))
                .extracting(entry -> entry.path("institutionId").asText())
                .doesNotContain(NORTHFIELD, "");
        for (Tokens other : List.of(
                Tokens.of("adam").institution("northfield", "author", "registrar", "assessor"),
                Tokens.learner("lena"),
                Tokens.of("bert").employer("brightwater"))) {
            export(other, "").then().statusCode(403);
        }
        given().get(EXPORT).then().statusCode(401);
    }

    @Test
    void aRangeIsReadByPartsAndEachEntryOnce() {
        for (int i = 0; i < 5; i++) {
            adam().body(note("x")).post(NOTES).then().statusCode(201);
        }
        List<JsonNode> all = adamsEntries(5);
        String from = all.getFirst().path("at").asText();
        List<String> read = new ArrayList<>();
        String query = "?limit=2&from=" + from;
        for (int part = 0; part < 1_000 && !query.isEmpty(); part++) {
            Response answer = export(Tokens.operator(), query);
            lines(answer).stream()
                    .filter(entry -> entry.at("/actor/id").asText().equals(adamsHash))
                    .forEach(entry -> read.add(entry.path("id").asText()));
            Matcher next = Pattern.compile("<https://localhost:8443" + EXPORT + "(\\?[^>]+)>; rel=\"next\"")
                    .matcher(String.valueOf(answer.header("Link")));
            query = next.find() ? next.group(1) : "";
        }
        assertThat(read)
                .containsExactlyElementsOf(
                        all.stream().map(entry -> entry.path("id").asText()).toList());
        // Nothing was before the beginning.
        assertThat(lines(export(Tokens.operator(), "?from=1970-01-01T00:00:00Z&to=1971-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=10001",
                "?limit=x",
                "?from=yesterday",
                "?to=2026-13-01T00:00:00Z",
                "?cursor=x",
                "?cursor=MjAyNg",
                "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "?since=1",
                "?from=0000"
            })
    void aRangeThatIsNoneIsRefusedByName(String query) {
        export(Tokens.operator(), query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", org.hamcrest.Matchers.startsWith("query:"));
    }

    // What the database itself holds to

    private static Connection connect(String user, String password) throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue(user, String.class),
                config.getValue(password, String.class));
    }

    private static Connection owner() throws SQLException {
        return connect("quarkus.flyway.username", "quarkus.flyway.password");
    }

    /** As the service's role, for all institutions. */
    private static Connection application() throws SQLException {
        Connection connection = connect("quarkus.datasource.username", "quarkus.datasource.password");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set testamur.actor = 'system'; set testamur.tenant = '*'");
        }
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set status = 200",
                "update audit_entry set actor = null where false",
                "delete from audit_entry",
                "delete from audit_entry where false",
                "truncate audit_entry",
                "drop table audit_entry",
                "alter table audit_entry disable trigger all",
                "alter table audit_entry disable row level security",
                "select * from testamur_audit.entry_other",
                "delete from testamur_audit.entry_other",
                "select * from testamur_audit.erased_login",
                "delete from testamur_audit.erased_login",
                "select testamur_audit.drop_before('2100-01-01')",
                "create table testamur_audit.mine (x integer)",
                "create trigger mine before insert on audit_entry for each row execute function testamur_tell_streams()"
            })
    void theServicesRoleChangesNothing(String statement) throws SQLException {
        try (Connection application = application()) {
            assertThatThrownBy(() -> run(application, statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_entry set status = 200", "delete from audit_entry", "truncate audit_entry"})
    void norDoesItWithRightsThatItWasGivenByMistake(String statement) throws SQLException {
        String role = ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class);
        try (Connection owner = owner();
                Connection application = application()) {
            run(owner, "grant all on audit_entry to " + role);
            try {
                assertThatThrownBy(() -> run(application, statement)).hasMessageContaining("takes no changes");
            } finally {
                run(owner, "revoke update, delete, truncate on audit_entry from " + role);
            }
        }
    }

    /** Temporary tables are found before those of the catalogue, unless a function says where it looks. */
    @Test
    void norWithACatalogueOfItsOwn() throws SQLException {
        String role = ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class);
        try (Connection owner = owner();
                Connection application = application()) {
            String database = owner.getCatalog();
            run(owner, "grant all on audit_entry to " + role);
            run(owner, "grant temporary on database %s to %s".formatted(database, role));
            try {
                run(application, """
                        create temp table pg_class as
                            select 'audit_entry'::regclass::oid as oid, usesysid as relowner from pg_user
                            where usename = current_user""");
                assertThatThrownBy(() -> run(application, "delete from audit_entry where false"))
                        .hasMessageContaining("takes no changes");
            } finally {
                run(owner, "revoke update, delete, truncate on audit_entry from " + role);
                run(owner, "revoke temporary on database %s from %s".formatted(database, role));
            }
        }
    }

    @Test
    void monthsAreMadeAheadAndDroppedByTheOwnerAlone() throws SQLException {
        try (Connection owner = owner();
                Connection application = application()) {
            assertThat(texts(owner, "select relname from pg_class where relname like 'entry\\_20__\\___' order by 1"))
                    .containsAll(texts(
                            owner,
                            "select 'entry_' || to_char(date_trunc('month', now() at time zone 'UTC')"
                                    + " + make_interval(months => n), 'YYYY_MM') from generate_series(0, 2) n"));
            // Again makes none.
            assertThat(texts(application, "select testamur_audit_prepare()")).containsExactly("0");

            for (String month : List.of("2001_01", "2001_02")) {
                String first = month.replace('_', '-') + "-01";
                run(
                        owner,
                        "create table testamur_audit.entry_%s partition of audit_entry for values from ('%s 00:00+00') to (timestamptz '%s 00:00+00' + interval '1 month')"
                                .formatted(month, first, first));
            }
            for (String at : List.of("2000-06-01", "2001-01-31", "2001-02-01")) {
                insert(owner, Uuid7.next(), at + " 12:00+00", "198.51.100.0/24");
            }
            assertThat(texts(owner, "select testamur_audit.drop_before('2001-02-15')"))
                    .containsExactly("entry_2001_01");
            assertThat(texts(owner, "select at::date::text from audit_entry where at < '2002-01-01'"))
                    .containsExactly("2001-02-01");
            assertThat(texts(owner, "select testamur_audit.drop_before('2002-01-01')"))
                    .containsExactly("entry_2001_02");
        }
    }

    private static void insert(Connection connection, UUID id, String at, @Nullable String network)
            throws SQLException {
        run(connection, """
                insert into audit_entry (id, at, actor_kind, actor, operation, method, path, ids, status, replayed, network)
                values ('%s', '%s', 'staff', 'x', 'write', 'POST', '/sample/notes', '{}', 200, false, %s)""".formatted(id, at, network == null ? "null" : "'" + network + "'"));
    }

    @Test
    void networksAreDroppedAfter30DaysAndNothingElseIs() throws SQLException {
        UUID old = Uuid7.next();
        UUID young = Uuid7.next();
        Instant now = Instant.now(Clock.systemUTC());
        try (Connection application = application()) {
            insert(
                    application,
                    old,
                    now.minus(Duration.ofDays(30).plusMinutes(1)).toString(),
                    "198.51.100.0/24");
            insert(
                    application,
                    young,
                    now.minus(Duration.ofDays(30).minusMinutes(5)).toString(),
                    "198.51.100.0/24");
            while (!texts(application, "select testamur_audit_drop_networks()").equals(List.of("0"))) {
                // There may be more.
            }
            String found = "select coalesce(network::text, 'none') || ' ' || actor from audit_entry where id = '%s'";
            assertThat(texts(application, found.formatted(old))).containsExactly("none x");
            assertThat(texts(application, found.formatted(young))).containsExactly("198.51.100.0/24 x");
        }
    }

    @Test
    void anErasedPersonsLogInStandsInNoEntry() {
        Tokens other = Tokens.of("other-" + Uuid7.next());
        adam().body(note("x")).post(NOTES).then().statusCode(201);
        as(other.institution("northfield", "author"))
                .body(note("x"))
                .post(NOTES)
                .then()
                .statusCode(201);
        String id = adamsEntries(1).getFirst().path("id").asText();
        await(() -> by(hash(other), Tokens.operator()), found -> found.size() == 1);

        forgetAdam();

        assertThat(by(adamsHash, Tokens.operator())).isEmpty();
        JsonNode entry = lines(export(Tokens.operator(), "")).stream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(entry.at("/actor/id").asText()).isEqualTo(AuditActor.ERASED);
        assertThat(entry.path("status").asInt()).isEqualTo(201);
        assertThat(entry.has("network")).isFalse();
        assertThat(by(hash(other), Tokens.operator())).hasSize(1);

        // They may work on under the same log-in, and what they do then is theirs.
        adam().body(note("x")).post(NOTES).then().statusCode(201);
        assertThat(adamsEntries(1)).hasSize(1);
    }

    private void forgetAdam() {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> log.forget(Tokens.ISSUER, adam.subject())));
    }

    @Test
    void whatWaitsInMemoryOfAnyInstanceWhenAPersonIsErasedIsWrittenWithoutThem() {
        AuditEntry late = entry("198.51.100.0/24");
        forgetAdam();
        // The instance that writes it does not know of the erasure.
        Access.everywhere().run(() -> store.add(List.of(late)));
        JsonNode written = lines(export(Tokens.operator(), "")).stream()
                .filter(each -> each.path("id").asText().equals(late.id().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(written.at("/actor/id").asText()).isEqualTo(AuditActor.ERASED);
        assertThat(written.has("network")).isFalse();
    }

    @Test
    void whatIsBeingWrittenWhenAPersonIsErasedLosesThemToo() throws Exception {
        UUID id = Uuid7.next();
        try (var threads = Executors.newSingleThreadExecutor();
                Connection other = application()) {
            other.setAutoCommit(false);
            run(other, """
                    insert into audit_entry (id, at, actor_kind, actor, operation, method, path, ids, status, replayed)
                    values ('%s', now(), 'staff', '%s', 'write', 'POST', '/sample/notes', '{}', 200, false)""".formatted(id, adamsHash));
            Future<?> erasure = threads.submit(this::forgetAdam);
            await(AuditIT::waitsForTheLog);
            other.commit();
            erasure.get();
            other.setAutoCommit(true);
            assertThat(texts(other, "select actor from audit_entry where id = '%s'".formatted(id)))
                    .containsExactly(AuditActor.ERASED);
        }
    }

    private static boolean waitsForTheLog() {
        try (Connection owner = owner()) {
            return !texts(owner, "select 1 from pg_locks where relation = 'audit_entry'::regclass and not granted")
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // Nothing is missing unsaid

    @Test
    void whatAnInstitutionIsAskedBeforeItIsKnownHereIsForOperatorsAlone() {
        as(adam.institution("unheard-of-" + Uuid7.next(), "registrar"))
                .body(note("x"))
                .post(NOTES)
                .then()
                .statusCode(403);
        JsonNode entry = adamsEntries(1).getFirst();
        assertThat(entry.path("reason").asText()).isEqualTo("role-missing");
        assertThat(entry.has("institutionId")).isFalse();
    }

    /** Another instance of the same service, beside the one that answers. */
    private AuditLog anotherInstance() {
        MeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        DegradedStates ofIt = new DegradedStates(clock, meters);
        return new AuditLog(
                store,
                new BackgroundWork(new Heartbeats(meters), ofIt, work, StartGate.opened(), meters),
                ofIt,
                clock,
                meters);
    }

    /** What an instance says of itself since then. */
    private static List<JsonNode> ofTheLog(Instant since) {
        return lines(export(Tokens.operator(), "?limit=10000&from=" + since)).stream()
                .filter(entry -> entry.at("/actor/kind").asText().equals("service"))
                .toList();
    }

    @Test
    void anInstanceThatEndsInOrderHasWrittenEverythingAndSaysSo() throws SQLException {
        Instant before = Instant.now(Clock.systemUTC());
        AuditLog instance = anotherInstance();
        instance.begin();
        noteOld(instance, 2_500);
        instance.end();

        assertThat(oldOfAdam()).isEqualTo("2500");
        assertThat(ofTheLog(before))
                .filteredOn(entry -> !entry.path("operation").asText().equals("auditEntriesMissing"))
                .extracting(entry -> entry.path("operation").asText())
                .containsExactly("auditLogBegan", "auditLogEnded");
        assertThat(ofTheLog(before).getFirst().at("/actor/id"))
                .isEqualTo(ofTheLog(before).getLast().at("/actor/id"));

        // A request that was still under way writes its own.
        noteOld(instance, 1);
        assertThat(oldOfAdam()).isEqualTo("2501");
    }

    /** Of a year that no other test reads. */
    private void noteOld(AuditLog instance, int count) {
        AuditEntry one = entry("198.51.100.0/24");
        for (int i = 0; i < count; i++) {
            instance.note(new AuditEntry(
                    Uuid7.next(),
                    Instant.parse("1998-06-01T12:00:00Z"),
                    one.tenant(),
                    null,
                    one.actor(),
                    one.operation(),
                    one.ids(),
                    one.status(),
                    null,
                    false,
                    null));
        }
    }

    private String oldOfAdam() throws SQLException {
        try (Connection application = application()) {
            return texts(application, "select count(*) from audit_entry where actor = '%s'".formatted(adamsHash))
                    .getFirst();
        }
    }

    @Test
    void theLogSaysHowManyEntriesFoundNoRoom() throws SQLException {
        Instant before = Instant.now(Clock.systemUTC());
        AuditLog instance = anotherInstance();
        noteOld(instance, 20_007);
        instance.begin();
        instance.end();

        assertThat(ofTheLog(before))
                .filteredOn(entry -> entry.path("operation").asText().equals("auditEntriesMissing"))
                // One more: there was no room for the beginning either.
                .anySatisfy(entry -> assertThat(entry.at("/ids/count").asText()).isEqualTo("8"));
        assertThat(oldOfAdam()).isEqualTo("20000");
    }

    @Test
    void whatIsWrittenAgainAfterALostAnswerIsThereOnce() {
        List<AuditEntry> entries = List.of(entry("198.51.100.0/24"), entry("198.51.100.0/24"));
        Access.everywhere().run(() -> {
            store.add(entries);
            store.add(entries);
        });
        assertThat(by(adamsHash, Tokens.operator())).hasSize(2);
    }

    // What happens when the log cannot be written

    @Test
    void writesGoOnWhileTheLogCannotBeWrittenAndTheirEntriesFollow() throws SQLException {
        double failures = metrics.counter("testamur.audit.failures").count();
        try (Connection owner = owner()) {
            run(owner, """
                    create function testamur_audit.full() returns trigger language plpgsql as
                    $$ begin raise exception 'full' using errcode = 'disk_full'; end $$;
                    create trigger full_disk before insert on audit_entry
                        for each statement execute function testamur_audit.full()""");
            try {
                adam().body(note("x")).post(NOTES).then().statusCode(201);
                await(() -> states.isDegraded("audit-log"));
                adam().body(note("y")).post(NOTES).then().statusCode(201);
                assertThat(metrics.counter("testamur.audit.failures").count()).isGreaterThan(failures);
            } finally {
                run(owner, "drop trigger full_disk on audit_entry; drop function testamur_audit.full()");
            }
        }
        assertThat(adamsEntries(2)).hasSize(2);
        await(() -> !states.isDegraded("audit-log"));
    }

    @Test
    void anEntryThatCanNeverBeWrittenKeepsNoOtherFromTheLog() {
        double lost = metrics.counter("testamur.audit.lost").count();
        double written = metrics.counter("testamur.audit.entries").count();
        Instant before = Instant.now(Clock.systemUTC());
        for (int i = 0; i < 5; i++) {
            log.note(entry(i == 2 ? "no network" : "198.51.100.0/24"));
        }
        assertThat(adamsEntries(4)).hasSize(4);
        assertThat(metrics.counter("testamur.audit.lost").count()).isEqualTo(lost + 1);
        assertThat(metrics.counter("testamur.audit.entries").count()).isGreaterThanOrEqualTo(written + 4);
        await(() -> ofTheLog(before).stream()
                .anyMatch(entry -> entry.path("operation").asText().equals("auditEntriesMissing")
                        && entry.at("/ids/count").asText().equals("1")));
    }

    private AuditEntry entry(String network) {
        return new AuditEntry(
                Uuid7.next(),
                Instant.now(Clock.systemUTC()),
                NORTHFIELD,
                null,
                new AuditActor(AuditActor.Kind.STAFF, adamsHash),
                new NotedOperation("write", "POST", NOTES, null),
                Map.of(),
                201,
                null,
                false,
                network);
    }

    @Test
    void theTimeOfAnEntryThatNoMonthIsThereForIsNoReasonToLoseIt() {
        UUID id = Uuid7.next();
        AuditEntry early = entry("198.51.100.0/24");
        Access.everywhere()
                .run(() -> store.add(List.of(new AuditEntry(
                        id,
                        Instant.parse("1999-12-31T23:59:59Z"),
                        early.tenant(),
                        null,
                        early.actor(),
                        early.operation(),
                        Map.of("id", "7"),
                        200,
                        "a-reason",
                        true,
                        null))));
        List<JsonNode> found =
                lines(export(auditor("northfield"), "?from=1999-12-31T00:00:00Z&to=2000-01-01T00:00:00Z"));
        assertThat(found)
                .filteredOn(entry -> entry.path("id").asText().equals(id.toString()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("ids")).isEqualTo(tree("{\"id\":\"7\"}"));
                    assertThat(entry.path("reason").asText()).isEqualTo("a-reason");
                    assertThat(entry.path("replayed").asBoolean()).isTrue();
                });
    }
}
