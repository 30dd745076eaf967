package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;
import org.testamur.verification.Hurried;
import org.testamur.verification.Rows;
import org.testamur.verification.World;

/** Deliveries are kept for ninety days after they have ended. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class OldDeliveriesIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    OldDeliveries.Trim trim;

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
    void whatEndedLongAgoIsDeletedInBatchesAndNothingElse() {
        String endpoint = world.endpoint(sink.url(), "credential.issued");
        world.issue();
        world.issue();
        World.soon().until(() -> count("state = 'delivered' and endpoint_id = '" + endpoint + "'") == 2);
        assertThat(count("delivery_attempt", "true")).isGreaterThanOrEqualTo(2);
        String copies = "with copied as (insert into delivery (delivery_id, webhook_id, endpoint_id, employer_id,"
                + " institution_id, credential_id, event_type, body, state, tries, due_at, created_at, ended_at)"
                + " select gen_random_uuid(), gen_random_uuid()::text, endpoint_id, employer_id, institution_id,"
                + " credential_id, event_type, body, %s from (select * from delivery where endpoint_id = '" + endpoint
                + "' limit 1) one, generate_series(1, %d) returning 1) select count(*) from copied";
        read(copies.formatted("'failed', 10, now(), now(), now() - interval '91 days'", OldDeliveries.AT_ONCE + 200));
        read(copies.formatted("'cancelled', 1, now(), now(), now() - interval '89 days'", 3));
        read(copies.formatted("'pending', 1, now() + interval '1 day', now() - interval '1 year', null", 2));
        int first = Access.everywhere().call(trim::batch);
        int second = Access.everywhere().call(trim::batch);
        assertThat(first).isLessThanOrEqualTo(OldDeliveries.AT_ONCE);
        // The service's own loop may have taken some of them.
        assertThat(first + second).isLessThanOrEqualTo(OldDeliveries.AT_ONCE + 200);
        World.soon().until(() -> count("endpoint_id = '" + endpoint + "'") == 7);
        assertThat(Access.everywhere().call(trim::batch)).isZero();
        read("with old as (update delivery set ended_at = now() - interval '91 days' where state = 'delivered'"
                + " and endpoint_id = '" + endpoint + "' returning 1) select count(*) from old");
        Access.everywhere().call(trim::batch);
        // The loop may hold some of them, and this one leaves those to it.
        World.soon().until(() -> count("endpoint_id = '" + endpoint + "'") == 5);
        assertThat(count(
                        "delivery_attempt",
                        "delivery_id in (select delivery_id from delivery where endpoint_id = '" + endpoint + "')"))
                .isZero();
    }

    private long count(String where) {
        return count("delivery", where);
    }

    private long count(String table, String where) {
        return Long.parseLong(read("select count(*) from " + table + " where " + where));
    }

    private String read(String sql) {
        return Rows.text(dataSource, Access.everywhere(), sql);
    }
}
