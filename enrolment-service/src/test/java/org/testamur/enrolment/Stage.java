package org.testamur.enrolment;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** What tests need around the service: a catalog that tells, people who ask, and a look into the tables. */
@ApplicationScoped
public class Stage {

    private static final List<String> TABLES = List.of(
            "learner",
            "login",
            "login_invitation",
            "learner_number",
            "name_confirmation",
            "employer_consent",
            "did_challenge",
            "enrolment",
            "erasure",
            "idempotency_reply",
            "parked_event");

    private final AgroalDataSource dataSource;
    private final Events events =
            new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    Stage(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @PreDestroy
    void close() {
        events.close();
    }

    /** An institution that this service knows. */
    public record Institution(UUID id, String slug) {

        public RequestSpecification staff(String... roles) {
            return as(Tokens.of(unique("staff")).institution(slug, roles));
        }
    }

    public Events events() {
        return events;
    }

    /** A name that no other test uses. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static RequestSpecification as(Tokens tokens) {
        return given().auth().oauth2(tokens.sign()).contentType("application/json");
    }

    public static RequestSpecification as(String learner) {
        return as(Tokens.learner(learner));
    }

    /** Registers and gives the learner's id. */
    public static UUID registered(String learner) {
        return UUID.fromString(as(learner)
                .body("{}")
                .put("/enrolment/learners/me")
                .then()
                .statusCode(201)
                .extract()
                .path("learnerId"));
    }

    public static UUID enrolled(String learner, UUID microCredential) {
        return UUID.fromString(as(learner)
                .body(Map.of("microCredentialId", microCredential))
                .post("/enrolment/enrolments")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    public Institution institution(String name) {
        Institution institution = new Institution(Uuid7.next(), unique(name.toLowerCase(Locale.ROOT)));
        Map<String, Object> data = Map.of(
                "organisationId",
                institution.id(),
                "kind",
                "institution",
                "slug",
                institution.slug(),
                "name",
                name,
                "url",
                "https://" + institution.slug() + ".example/",
                "version",
                1,
                "languages",
                List.of("en"),
                "timeZone",
                "Europe/Tallinn");
        events.send(
                "catalog.organisations",
                Events.Event.of(
                        "org.testamur.catalog.organisation.changed.v1", institution.id(), institution.id(), 1, data));
        arrived("catalog.organisations", institution.id(), 1);
        return institution;
    }

    /** An employer that this service knows. */
    public UUID employer(String name) {
        UUID id = Uuid7.next();
        events.send(
                "catalog.organisations",
                Events.Event.of(
                        "org.testamur.catalog.organisation.changed.v1",
                        id,
                        null,
                        1,
                        Map.of(
                                "organisationId",
                                id,
                                "kind",
                                "employer",
                                "slug",
                                unique(name),
                                "name",
                                name,
                                "url",
                                "https://" + name + ".example/",
                                "version",
                                1,
                                "languages",
                                List.of("en"))));
        arrived("catalog.organisations", id, 1);
        return id;
    }

    /** The fact of a learner at a version, which keeps to its schema. */
    public JsonNode learnerFact(UUID learner, long version) {
        Events.Event told = events.await(
                "enrolment.learners", event -> event.key().equals(learner.toString()) && event.version() == version);
        JsonNode data = data(told);
        List<String> faults = Contracts.faults("enrolment.learners", data);
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.toString());
        }
        return data;
    }

    /** A published micro-credential that this service knows. */
    public UUID published(Institution institution) {
        UUID id = Uuid7.next();
        tell(institution, id, "published", 1, 1);
        arrived("catalog.micro-credentials", id, 1);
        return id;
    }

    public UUID ended(Institution institution, String state) {
        UUID id = Uuid7.next();
        tell(institution, id, state, 2, 1);
        arrived("catalog.micro-credentials", id, 2);
        return id;
    }

    /** Tells a state and does not wait; gives the value for Testamur-After. */
    public String tell(Institution institution, UUID id, String state, long version, int publishedVersions) {
        Map<String, Object> data = Map.of(
                "microCredentialId", id,
                "institutionId", institution.id(),
                "state", state,
                "version", version,
                "versions",
                        IntStream.rangeClosed(1, publishedVersions)
                                .mapToObj(number -> Map.of("number", number, "title", "Food safety, level 1"))
                                .toList());
        events.send(
                "catalog.micro-credentials",
                Events.Event.of(
                        "org.testamur.catalog.micro-credential." + state + ".v1", id, institution.id(), version, data));
        return new FactToken("catalog.micro-credentials", id.toString(), version).encoded();
    }

    /** The event's data, of one that is no tombstone. */
    public static JsonNode data(Events.Event event) {
        return Objects.requireNonNull(event.data());
    }

    /** Waits until the service has taken the version. */
    public void arrived(String topic, UUID key, long version) {
        until(() -> count(
                        Access.everywhere(),
                        "select count(*) from consumed_version where topic = ? and key = ? and version >= ?",
                        topic,
                        key.toString(),
                        version)
                > 0);
    }

    /** Waits for a condition up to 30 seconds. */
    public static void until(Callable<Boolean> condition) {
        Await.await(() -> {
            try {
                return condition.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** One number, read with plain SQL, which Hibernate's discriminator does not touch. */
    public long count(Access access, String sql, Object... arguments) {
        return Long.parseLong(Objects.requireNonNull(text(access, sql, arguments)));
    }

    /** One text, read with plain SQL. */
    public @Nullable String text(Access access, String sql, Object... arguments) {
        return access.call(() -> QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    select.setObject(i + 1, arguments[i]);
                }
                try (ResultSet result = select.executeQuery()) {
                    return result.next() ? result.getString(1) : null;
                }
            }
        }));
    }

    /** How many rows a statement changes with this access; it is rolled back. */
    public int changes(Access access, String sql, Object... arguments) {
        return access.call(() -> {
            QuarkusTransaction.begin();
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement update = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    update.setObject(i + 1, arguments[i]);
                }
                return update.executeUpdate();
            } finally {
                QuarkusTransaction.rollback();
            }
        });
    }

    public void update(String sql, Object... arguments) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    try (Connection connection = dataSource.getConnection();
                            PreparedStatement update = connection.prepareStatement(sql)) {
                        for (int i = 0; i < arguments.length; i++) {
                            update.setObject(i + 1, arguments[i]);
                        }
                        update.executeUpdate();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    /** Holds the learner as erasure does, runs the work, and then deletes the learner. */
    public <T> T whileHeld(UUID learner, Callable<T> work) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    try (Connection connection = dataSource.getConnection();
                            PreparedStatement hold = connection.prepareStatement(
                                    "select 1 from learner where id = ? for no key update");
                            PreparedStatement delete =
                                    connection.prepareStatement("delete from learner where id = ?")) {
                        hold.setObject(1, learner);
                        hold.execute();
                        T result = work.call();
                        delete.setObject(1, learner);
                        delete.executeUpdate();
                        return result;
                    }
                }));
    }

    /** Every trace that a request could leave: the rows of each table and how many facts were ever told. */
    public Map<String, Long> traces() {
        Map<String, Long> traces = new LinkedHashMap<>();
        TABLES.forEach(table -> traces.put(table, count(Access.everywhere(), "select count(*) from " + table)));
        traces.put("outbox", told());
        return traces;
    }

    /** How many facts were ever left in the outbox, also by transactions that were rolled back. */
    public long told() {
        return count(Access.everywhere(), "select case when is_called then last_value else 0 end from outbox_seq_seq");
    }

    /** In how many rows of how many tables the text stands, whatever the column. */
    public List<String> tablesThatHold(String text) {
        List<String> holders = new ArrayList<>();
        List<String> all = new ArrayList<>(TABLES);
        all.addAll(List.of("outbox", "parked_event", "consumed_version", "organisation", "micro_credential"));
        for (String table : all) {
            if (count(
                            Access.everywhere(),
                            "select count(*) from " + table + " t where position(lower(?) in lower(t::text)) > 0",
                            text)
                    > 0) {
                holders.add(table);
            }
        }
        return holders;
    }

    /** The same at once from many threads; what each got. */
    public static <T> List<T> atOnce(int times, Callable<T> work) {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(java.util.Collections.nCopies(times, work))) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
