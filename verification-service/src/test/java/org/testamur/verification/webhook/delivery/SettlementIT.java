package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.outbound.AddressPolicy;
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.outbound.Resolver;
import org.testamur.platform.outbound.WebhookSender;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;
import org.testamur.verification.Hurried;
import org.testamur.verification.Rows;
import org.testamur.verification.World;

/** An instance of the test's own sends, next to the one that runs. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class SettlementIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    DeliveryQueue queue;

    @Inject
    OutcomeLog log;

    @Inject
    Sql sql;

    @Inject
    Vertx vertx;

    private final Clock clock = Clock.systemUTC();
    private Events events;
    private World world;
    private Sink sink;
    private UUID endpoint;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.grant();
        sink = Sink.open();
        endpoint = UUID.fromString(world.endpoint(sink.url(), "credential.issued"));
        write("update endpoint_lease set leased_until = 'infinity', lease = gen_random_uuid() where endpoint_id = ?");
    }

    @AfterEach
    void close() {
        sink.close();
        events.close();
    }

    /** Whatever was delivered before: the plan is kept, and made while there is little to read. */
    @Test
    void whatIsDueIsReadByAnIndexOfWhatIsPending() {
        assertThat(Rows.text(
                        dataSource,
                        Access.everywhere(),
                        "explain (format json) select delivery_id from delivery where endpoint_id = '" + endpoint
                                + "' and state = 'pending' and due_at <= now() order by delivery_id limit 8"))
                .contains("\"delivery_pending\"");
    }

    @Test
    void whatWasSentAndNeverNotedIsSentAgainUnderTheSameId() throws Exception {
        world.issue();
        DeliveryQueue.Claim claim = claim();
        DeliveryQueue.DueDelivery delivery = claim.due().getFirst();
        try (WebhookSender sender =
                new WebhookSender(vertx, Resolver.system(), new AddressPolicy(true), Duration.ofSeconds(5), 1, clock)) {
            assertThat(sender.send(claim.lease().url(), Map.of("webhook-id", delivery.webhookId()), delivery.body()))
                    .isEqualTo(new Answer.Answered(200, null));
        }
        // The instance dies here; its lease runs out.
        assertThat(states()).containsExactly("pending");
        write("update endpoint_lease set leased_until = now() where endpoint_id = ?");
        World.soon().until(() -> states().equals(List.of("delivered")));
        assertThat(sink.received())
                .hasSize(2)
                .extracting(received -> received.header("webhook-id"))
                .containsOnly(delivery.webhookId());
        assertThat(sink.received().get(1).body())
                .isEqualTo(sink.received().get(0).body());
    }

    @Test
    void anEmployerOfManyEndpointsHoldsUpNoOther() {
        World crowded = World.create(events);
        crowded.grant();
        for (int i = 0; i < 60; i++) {
            crowded.unverified(sink.url() + i, "credential.issued");
        }
        // One after the other: an employer is asked once at a time.
        World.soon()
                .until(() -> Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select count(*) from webhook_endpoint where state = 'active' and employer_id = '"
                                        + crowded.employer() + "'")
                        .equals("60"));
        String theirs = "update endpoint_lease set leased_until = %s where endpoint_id in"
                + " (select endpoint_id from webhook_endpoint where employer_id = '" + crowded.employer() + "')";
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(theirs.formatted("'infinity'"))));
        crowded.issue();
        world.issue();
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    sql.update(theirs.formatted("null"));
                    List<DeliveryQueue.Claim> share = queue.claim(
                            40,
                            List.of(),
                            new DeliveryQueue.Without(new UUID[0], new UUID[0], Map.of(crowded.employer(), 3), 16));
                    assertThat(share.stream()
                                    .filter(claim -> claim.lease().employer().equals(crowded.employer())))
                            .as("the share of an employer of whom three endpoints are served already")
                            .hasSize(13);
                    queue.release(share.stream().map(DeliveryQueue.Claim::lease).toList());
                    sql.update(theirs.formatted("'infinity'"));
                }));
        for (int round = 0; round < 10; round++) {
            Access.everywhere()
                    .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                        sql.update("update endpoint_lease set leased_until = null where endpoint_id = ?", endpoint);
                        sql.update(theirs.formatted("null"));
                        List<DeliveryQueue.Lease> leases =
                                queue.claim(20, List.of(), DeliveryQueue.Without.nothing()).stream()
                                        .map(DeliveryQueue.Claim::lease)
                                        .toList();
                        queue.release(leases);
                        sql.update(
                                "update endpoint_lease set leased_until = 'infinity' where endpoint_id = ?", endpoint);
                        sql.update(theirs.formatted("'infinity'"));
                        assertThat(leases)
                                .extracting(DeliveryQueue.Lease::endpoint)
                                .contains(endpoint);
                    }));
        }
    }

    @Test
    void manyAreNotedByOneStatementAndWhatWasErasedOrCancelledStaysSo() {
        for (int i = 0; i < 6; i++) {
            world.issue();
        }
        List<DeliveryQueue.DueDelivery> due = claim().due();
        assertThat(due).hasSize(6);
        UUID erased = due.get(0).id();
        UUID cancelled = due.get(1).id();
        UUID held = due.get(2).id();
        write("delete from delivery where endpoint_id = ? and delivery_id = '" + erased + "'");
        write("update delivery set state = 'cancelled' where endpoint_id = ? and delivery_id = '" + cancelled + "'");
        List<DeliveryOutcome> outcomes = due.stream()
                .map(each -> each.id().equals(due.get(5).id())
                        ? outcome(
                                each,
                                new Answer.Answered(500, null),
                                new RetryPolicy.Next.Again(Duration.ofHours(1), null))
                        : outcome(each, new Answer.Answered(204, null), new RetryPolicy.Next.Done()))
                .toList();
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    sql.list("select 1 from delivery where delivery_id = ? for update", row -> true, held);
                    assertThat(QuarkusTransaction.requiringNew().call(() -> log.together(outcomes)))
                            .containsExactly(held);
                }));
        assertThat(states()).containsExactly("cancelled", "pending", "delivered", "delivered", "pending");
        Access.everywhere().run(() -> log.alone(outcomes.get(2)));
        assertThat(states()).containsExactly("cancelled", "delivered", "delivered", "delivered", "pending");
        assertThat(Rows.text(
                        dataSource,
                        Access.everywhere(),
                        "select string_agg(coalesce(attempt.http_status::text, '-') || ' ' || attempt.number, ',' order by"
                                + " attempt.delivery_id) from delivery_attempt attempt join delivery using (delivery_id)"
                                + " where endpoint_id = '" + endpoint + "'"))
                .isEqualTo("204 1,204 1,204 1,500 1");
    }

    @Test
    void whatIsDueIsReadInTheOrderOfTheFactsByEveryPlan() {
        for (int i = 0; i < 12; i++) {
            world.issue();
        }
        assertThat(claim("enable_nestloop", "enable_mergejoin").due())
                .hasSize(12)
                .extracting(due -> due.id().toString())
                .isSorted();
    }

    /** Takes the endpoint over in one transaction, so that nobody else gets it in between. */
    private DeliveryQueue.Claim claim(String... withoutPlans) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    for (String plan : withoutPlans) {
                        sql.list("select set_config(?, 'off', true)", row -> true, plan);
                    }
                    sql.update("update endpoint_lease set leased_until = null where endpoint_id = ?", endpoint);
                    List<DeliveryQueue.Claim> claims = queue.claim(1000, List.of(), DeliveryQueue.Without.nothing());
                    queue.release(claims.stream()
                            .map(DeliveryQueue.Claim::lease)
                            .filter(lease -> !lease.endpoint().equals(endpoint))
                            .toList());
                    return claims.stream()
                            .filter(claim -> claim.lease().endpoint().equals(endpoint))
                            .findFirst()
                            .orElseThrow();
                }));
    }

    private DeliveryOutcome outcome(DeliveryQueue.DueDelivery delivery, Answer answer, RetryPolicy.Next next) {
        return new DeliveryOutcome(delivery, answer, next, clock.instant(), clock.instant(), Duration.ofMillis(3));
    }

    private void write(String statement) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, endpoint)));
    }

    /** Oldest first. */
    private List<String> states() {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.list(
                                "select state from delivery where endpoint_id = ? order by delivery_id",
                                row -> row.getString("state"),
                                endpoint)));
    }
}
