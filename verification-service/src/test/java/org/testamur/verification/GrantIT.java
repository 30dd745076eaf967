package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;

/** A grant opens achievements until a day, and no person who did not consent. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class GrantIT {

    private static final UUID ANOTHER = UUID.fromString("0197b2ef-1200-7000-8000-00000000000b");

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;
    private Sink sink;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.grant();
        sink = Sink.open();
    }

    @AfterEach
    void close() {
        sink.close();
        events.close();
    }

    @Test
    void aGrantIsReplacedOnlyAtTheVersionThatWasRead() {
        String path = "/verification/grants/" + world.employer();
        String read = world.registrar().body(World.grantRequest()).put(path).header("ETag");
        String newer = world.registrar()
                .header("If-Match", read)
                .body(Map.of(
                        "microCredentialIds",
                        List.of(ANOTHER),
                        "endsOn",
                        LocalDate.now(Clock.systemUTC()).plusDays(9).toString()))
                .put(path)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(newer).isNotEqualTo(read);
        world.registrar()
                .header("If-Match", read)
                .body(World.grantRequest())
                .put(path)
                .then()
                .statusCode(412);
        world.registrar().header("If-Match", read).delete(path).then().statusCode(412);
        world.registrar()
                .header("If-Match", "3")
                .body(World.grantRequest())
                .put(path)
                .then()
                .statusCode(400);
        world.registrar().header("If-Match", newer).delete(path).then().statusCode(204);
        // What is not there has no version, whichever is meant.
        world.registrar()
                .header("If-Match", "*")
                .body(World.grantRequest())
                .put(path)
                .then()
                .statusCode(412);
        world.registrar().body(World.grantRequest()).put(path).then().statusCode(200);
    }

    @Test
    void aCredentialOfAMergedRecordIsLinkedByTheLearnersConsent() {
        World.PublishedCredential told = world.issue();
        UUID learner = Uuid7.next();
        world.tellConsents(learner, 1, world.employer());
        consents(world.employer(), 1);
        assertThat(linked()).isEmpty();
        world.tell(told, 2, "reinstated", Map.of("learnerId", learner, "state", "issued"));
        World.soon().until(() -> linked().equals(List.of(told.id().toString())));
        assertThat(World.verdict(told.id())).isEqualTo("valid");
    }

    @Test
    void ofFiftyLearnersTheThreeWhoConsentAreLinkedAndAfterAWithdrawalTwo() {
        List<World.PublishedCredential> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            World.PublishedCredential told = world.credential();
            world.tell(told, 1, "issued");
            all.add(told);
        }
        World.soon().until(() -> granted().size() == 50);
        assertThat(linked()).isEmpty();
        World stranger = World.silent(events);
        List<World.PublishedCredential> consenting = all.subList(10, 13);
        for (World.PublishedCredential told : consenting) {
            world.tellConsents(told.learner(), 1, UUID.randomUUID(), world.employer());
        }
        world.tellConsents(all.get(20).learner(), 1, stranger.employer());
        consents(stranger.employer(), 1);
        consents(world.employer(), 3);
        assertThat(linked())
                .containsExactlyInAnyOrderElementsOf(
                        consenting.stream().map(told -> told.id().toString()).toList());
        Map<String, Object> one = granted().stream()
                .filter(each -> Objects.equals(
                        each.get("credentialId"), consenting.getFirst().id().toString()))
                .findFirst()
                .orElseThrow();
        assertThat(one)
                .containsEntry(
                        "pageUrl",
                        "https://localhost:8443/verify/" + consenting.getFirst().id())
                .containsEntry("credentialUrl", consenting.getFirst().url());

        String endpoint = world.endpoint(sink.url(), "credential.issued", "credential.status_changed");
        assertThat(endpoint).isNotEmpty();
        World.PublishedCredential leaves = consenting.get(0);
        World.PublishedCredential stays = consenting.get(1);
        World.PublishedCredential never = all.get(0);
        for (World.PublishedCredential told : List.of(leaves, stays, never)) {
            world.tell(told, 2, "suspended", Map.of("reasonCode", "under-review"));
        }
        World.soon().until(() -> sink.received().size() == 3);
        assertThat(links(leaves)).isEqualTo(Set.of("credentialUrl", "verificationUrl"));
        assertThat(links(stays)).isEqualTo(Set.of("credentialUrl", "verificationUrl"));
        assertThat(links(never)).isEmpty();

        world.tellConsents(leaves.learner(), 2);
        consents(world.employer(), 2);
        assertThat(linked()).hasSize(2).doesNotContain(leaves.id().toString());
        sink.received().clear();
        world.tell(leaves, 3, "issued");
        world.tell(stays, 3, "issued");
        World.soon().until(() -> sink.received().size() == 2);
        assertThat(links(leaves)).isEmpty();
        assertThat(links(stays)).hasSize(2);
    }

    @Test
    void aDeliveryThatWaitsForItsNextTryBearsNoLinkAfterTheWithdrawal() {
        World.PublishedCredential told = world.issue();
        world.tellConsents(told.learner(), 1, world.employer());
        consents(world.employer(), 1);
        world.endpoint(sink.url(), "credential.status_changed");
        sink.behaves((exchange, count) -> {
            exchange.getResponseHeaders().add("Retry-After", "3");
            Sink.answer(exchange, 503, "");
        });
        world.tell(told, 2, "suspended", Map.of());
        World.soon().until(() -> sink.received().size() == 1);
        assertThat(links(told)).hasSize(2);
        world.tellConsents(told.learner(), 2);
        consents(world.employer(), 0);
        sink.behaves((exchange, count) -> Sink.answer(exchange, 204, ""));
        World.soon().until(() -> sink.received().size() == 2);
        assertThat(sink.received().get(1).json().path("data").has("credentialUrl"))
                .isFalse();
        assertThat(sink.received().get(1).body()).doesNotContain("Url");
        assertThat(sink.received().get(1).header("webhook-id"))
                .isEqualTo(sink.received().get(0).header("webhook-id"));
    }

    @Test
    void anErasedLearnersConsentIsGoneAndWhatIsNoIdIsNobodys() {
        UUID learner = UUID.randomUUID();
        events.send(
                "enrolment.learners",
                Events.Event.of(
                        "org.testamur.enrolment.learner.changed.v1",
                        learner,
                        null,
                        1,
                        Map.of(
                                "learnerId",
                                learner,
                                "version",
                                1,
                                "name",
                                "Layla",
                                "consents",
                                Map.of("name", false, "employers", List.of("all", "*", "", world.employer())))));
        consents(world.employer(), 1);
        world.tellErasure(learner, UUID.randomUUID());
        consents(world.employer(), 0);
    }

    @Test
    void onlyWhatIsNamedIsOpen() {
        World.PublishedCredential named = world.issue();
        World.PublishedCredential other = world.credential();
        world.tell(other, 1, "issued", Map.of("microCredentialId", ANOTHER));
        World.soon().until(() -> World.status(other.id()) == 200);
        assertThat(ids()).containsExactly(named.id().toString());
        world.endpoint(sink.url(), "credential.status_changed");
        world.tell(other, 2, "suspended", Map.of("microCredentialId", ANOTHER));
        world.tell(named, 2, "suspended", Map.of());
        World.soon().until(() -> !sink.received().isEmpty());
        assertThat(sink.received().getFirst().body()).contains(named.id().toString());
        assertThat(Rows.everything(dataSource, "delivery"))
                .doesNotContain(other.id().toString());
        grant(List.of(ANOTHER), inDays(1));
        assertThat(ids()).containsExactly(other.id().toString());
    }

    @Test
    void aNarrowedGrantCancelsWhatWaitsAndIsNotGrantedAnyMore() {
        sink.behaves((exchange, count) -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            Sink.answer(exchange, 503, "");
        });
        world.endpoint(sink.url(), "credential.issued");
        World.PublishedCredential told = world.issue();
        World.soon().until(() -> !sink.received().isEmpty());
        assertThat(state(told)).isEqualTo("pending");
        grant(List.of(World.MICRO_CREDENTIAL, ANOTHER), inDays(1));
        assertThat(state(told)).isEqualTo("pending");
        grant(List.of(ANOTHER), inDays(1));
        assertThat(state(told)).isEqualTo("cancelled");
        String delivery = world.partner().get("/webhooks/deliveries").path("items[0].id");
        world.partner()
                .post("/webhooks/deliveries/" + delivery + "/redelivery")
                .then()
                .statusCode(409);
    }

    /** The statements of a withdrawal, with a request between the first and the last of them. */
    @Test
    void nothingIsSentAgainUnderAGrantThatIsBeingWithdrawn() {
        world.endpoint(sink.url(), "credential.issued");
        World.PublishedCredential told = world.issue();
        World.soon().until(() -> state(told).equals("delivered"));
        String delivery = world.partner().get("/webhooks/deliveries").path("items[0].id");
        int sent = sink.received().size();
        String of = " where employer_id = '" + world.employer() + "'";
        CompletableFuture<Integer> answer = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    run("delete from employer_grant" + of);
                    CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(() -> world.partner()
                            .post("/webhooks/deliveries/" + delivery + "/redelivery")
                            .statusCode());
                    World.soon().until(() -> asked.isDone() || waits());
                    run("update delivery set state = 'cancelled', ended_at = now()" + of + " and state = 'pending'");
                    return asked;
                }));
        assertThat(answer.join()).isEqualTo(409);
        assertThat(state(told)).isEqualTo("delivered");
        assertThat(sink.received()).hasSize(sent);
    }

    @Test
    void anEmployerHoldsItsGrantAndChangesNothingOfIt() {
        Access employer = Access.partner(world.employer());
        String of = " where employer_id = '" + world.employer() + "'";
        assertThat(Rows.text(
                        dataSource,
                        employer,
                        "select count(*) from (select 1 from employer_grant" + of + " for key share) held"))
                .isEqualTo("1");
        String before = Rows.everything(dataSource, "employer_grant");
        assertThatThrownBy(() -> Rows.text(
                        dataSource,
                        employer,
                        "update employer_grant set ends_at = ends_at + interval '1 day'" + of + " returning 1"))
                .hasStackTraceContaining("row-level security");
        assertThat(Rows.text(dataSource, employer, "delete from employer_grant" + of + " returning 1"))
                .isEqualTo("no row");
        assertThat(Rows.everything(dataSource, "employer_grant")).isEqualTo(before);
    }

    private void run(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waits() {
        return !Rows.text(
                        dataSource,
                        Access.everywhere(),
                        "select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')")
                .equals("0");
    }

    @Test
    void anEndedGrantOpensNothingAndCancelsWhatWaits() {
        sink.behaves((exchange, count) -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            Sink.answer(exchange, 503, "");
        });
        world.endpoint(sink.url(), "credential.issued");
        World.PublishedCredential told = world.issue();
        World.soon().until(() -> !sink.received().isEmpty());
        assertThat(ids()).hasSize(1);
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with ended as (update employer_grant set ends_at = now() where employer_id = '" + world.employer()
                        + "' returning 1) select count(*) from ended");
        assertThat(granted()).isEmpty();
        World.soon().until(() -> state(told).equals("cancelled"));
        World.PublishedCredential after = world.issue();
        assertThat(Rows.everything(dataSource, "delivery"))
                .doesNotContain(after.id().toString());
        grant(List.of(World.MICRO_CREDENTIAL), inDays(2));
        assertThat(ids()).hasSize(2);
    }

    /** What was granted before grants named anything. */
    @Test
    void aGrantOfBeforeIsShownAsOneOfAllAndEndsAfterAYear() {
        World.PublishedCredential named = world.issue();
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with before as (update employer_grant set all_micro_credentials = true, micro_credential_ids = '{}',"
                        + " ends_on = null, ends_at = now() + interval '1 year' where employer_id = '"
                        + world.employer()
                        + "' returning 1) select count(*) from before");
        World.PublishedCredential other = world.credential();
        world.tell(other, 1, "issued", Map.of("microCredentialId", ANOTHER));
        World.soon().until(() -> World.status(other.id()) == 200);
        assertThat(ids())
                .containsExactlyInAnyOrder(named.id().toString(), other.id().toString());
        assertThat(linked()).isEmpty();
        world.registrar()
                .get("/verification/grants")
                .then()
                .body("items[0].scope", equalTo("all"))
                .body("items[0].microCredentialIds", nullValue())
                .body("items[0].endsOn", nullValue());
        grant(List.of(World.MICRO_CREDENTIAL), inDays(2));
        world.registrar()
                .get("/verification/grants")
                .then()
                .body("items[0].scope", equalTo("micro-credentials"))
                .body("items[0].microCredentialIds", contains(World.MICRO_CREDENTIAL.toString()));
        assertThat(ids()).containsExactly(named.id().toString());
    }

    @Test
    void aGrantNeedsNamesAndADayThatIsNeitherOverNorFarAway() {
        LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Europe/Tallinn")));
        refused(List.of(World.MICRO_CREDENTIAL), today.minusDays(1).toString(), "is over");
        refused(List.of(World.MICRO_CREDENTIAL), today.plusYears(3).plusDays(1).toString(), "at the latest");
        refused(List.of(), today.plusDays(1).toString(), "");
        world.registrar()
                .body(Map.of("microCredentialIds", List.of(World.MICRO_CREDENTIAL)))
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/endsOn"));
        world.registrar()
                .body(Map.of("microCredentialIds", List.of("all"), "endsOn", today.toString()))
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(400);
        world.registrar()
                .body(Map.of("microCredentialIds", List.of(World.MICRO_CREDENTIAL), "endsOn", today.toString()))
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(200)
                .body(
                        "endsAt",
                        equalTo(World.written(today.plusDays(1)
                                .atStartOfDay(ZoneId.of("Europe/Tallinn"))
                                .toInstant())));
        assertThat(granted()).isEmpty();
        world.partner().get("/verification/granted/credentials").then().body("items", empty());
    }

    private void refused(List<UUID> microCredentials, String endsOn, String reason) {
        world.registrar()
                .body(Map.of("microCredentialIds", microCredentials, "endsOn", endsOn))
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString(reason));
    }

    private void grant(List<UUID> microCredentials, String endsOn) {
        world.registrar()
                .body(Map.of("microCredentialIds", microCredentials, "endsOn", endsOn))
                .put("/verification/grants/" + world.employer())
                .then()
                .statusCode(200);
    }

    private static String inDays(int days) {
        return LocalDate.ofInstant(Instant.now(Clock.systemUTC()), ZoneId.of("UTC"))
                .plusDays(days)
                .toString();
    }

    private List<Map<String, Object>> granted() {
        return world.partner()
                .get("/verification/granted/credentials?limit=100")
                .jsonPath()
                .getList("items");
    }

    private List<String> ids() {
        return granted().stream().map(each -> (String) each.get("credentialId")).toList();
    }

    private List<String> linked() {
        return granted().stream()
                .filter(each -> each.containsKey("pageUrl") || each.containsKey("credentialUrl"))
                .map(each -> (String) each.get("credentialId"))
                .toList();
    }

    private Set<String> links(World.PublishedCredential told) {
        Set<String> links = new HashSet<>();
        sink.received().stream()
                .filter(received -> received.body().contains(told.id().toString()))
                .flatMap(received -> received.json().path("data").properties().stream())
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("Url"))
                .forEach(links::add);
        return links;
    }

    private void consents(UUID employer, int count) {
        World.soon()
                .until(() -> Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select count(*) from employer_consent where employer_id = '" + employer + "'")
                        .equals(Integer.toString(count)));
    }

    private String state(World.PublishedCredential told) {
        return Rows.text(
                dataSource,
                Access.everywhere(),
                "select string_agg(state, ',') from delivery where credential_id = '" + told.id() + "'");
    }
}
