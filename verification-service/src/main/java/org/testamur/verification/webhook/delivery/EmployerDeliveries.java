package org.testamur.verification.webhook.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Finds an employer's deliveries and requeues them. */
@ApplicationScoped
@Transactional
class EmployerDeliveries {

    private static final Set<String> STATES = Set.of("pending", "delivered", "failed", "cancelled");
    private static final String PENDING = "pending";
    private static final String FILTER = " from delivery where employer_id = ?"
            + " and (?::uuid is null or endpoint_id = ?::uuid) and (?::text is null or state = ?::text)";

    private final Sql sql;
    private final Clock clock;

    EmployerDeliveries(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record Attempt(UUID delivery, DeliveryView.AttemptView view) {}

    Page<DeliveryView> list(UUID employer, @Nullable UUID endpoint, @Nullable String state, ListRequest request) {
        if (state != null && !STATES.contains(state)) {
            throw Refusal.invalid("query:state", "must be one of pending, delivered, failed, cancelled");
        }
        UUID after = request.after().orElse(null);
        List<DeliveryView> found = sql.list(
                "select *" + FILTER + " and (?::uuid is null or delivery_id " + request.beyond()
                        + " ?::uuid) order by delivery_id " + request.direction() + " limit ?",
                row -> view(row, List.of()),
                employer,
                endpoint,
                endpoint,
                state,
                state,
                after,
                after,
                request.limit() + 1);
        Map<UUID, List<DeliveryView.AttemptView>> attempts =
                attempts(found.stream().map(DeliveryView::id).toList());
        return Page.of(found, request, DeliveryView::id)
                .counted(request, most -> count(employer, endpoint, state, most))
                .map(delivery -> with(delivery, attempts.getOrDefault(delivery.id(), List.of())));
    }

    private long count(UUID employer, @Nullable UUID endpoint, @Nullable String state, int most) {
        return sql.first(
                        "select count(*) from (select 1" + FILTER + " limit ?) counted",
                        row -> row.getLong(1),
                        employer,
                        endpoint,
                        endpoint,
                        state,
                        state,
                        most)
                .orElseThrow();
    }

    /**
     * Sends it again now, under the same id; its tries are counted anew. What it rests on is held until it is pending: who
     * disables the endpoint, or narrows or withdraws the grant, either was before or finds it and cancels it.
     */
    DeliveryView redeliver(UUID employer, UUID id) {
        // Endpoint, delivery, grant: in the order of those who remove an endpoint with its deliveries.
        boolean active = sql.first("""
                        select 1 from webhook_endpoint endpoint where endpoint.state = 'active' and endpoint.endpoint_id =
                            (select endpoint_id from delivery where employer_id = ? and delivery_id = ?)
                        for share of endpoint""", row -> true, employer, id).isPresent();
        DeliveryView found = find(employer, id);
        if (found.state().equals(PENDING)) {
            throw Refusal.conflict(
                    "delivery-pending", "It has not ended yet: it will be tried at " + found.dueAt() + ".");
        }
        if (!active) {
            throw Refusal.conflict("endpoint-disabled", "The endpoint is disabled: register it anew.");
        }
        boolean granted = sql.first("""
                        select 1 from delivery
                        join verification_record record on record.credential_id = delivery.credential_id
                        join employer_grant granted on granted.institution_id = delivery.institution_id
                            and granted.employer_id = delivery.employer_id and granted.ends_at > ?
                            and delivery.event_type = any(granted.event_types) and (granted.all_micro_credentials
                                or record.micro_credential_id = any(granted.micro_credential_ids))
                        where delivery.delivery_id = ? for key share of granted""", row -> true, clock.instant(), id).isPresent();
        if (found.state().equals("cancelled") || !granted) {
            throw Refusal.conflict("delivery-cancelled", "What it rested on is not granted any more.");
        }
        sql.update(
                "update delivery set state = 'pending', tries = 0, due_at = ?, ended_at = null where delivery_id = ?",
                clock.instant(),
                id);
        return find(employer, id);
    }

    DeliveryView one(UUID employer, UUID id) {
        return find(employer, id, "");
    }

    /** Held until the transaction ends. */
    private DeliveryView find(UUID employer, UUID id) {
        return find(employer, id, " for update");
    }

    private DeliveryView find(UUID employer, UUID id, String held) {
        DeliveryView found = sql.first(
                        "select * from delivery where employer_id = ? and delivery_id = ?" + held,
                        row -> view(row, List.of()),
                        employer,
                        id)
                .orElseThrow(() -> Refusal.notFound("delivery", "The employer has no such delivery."));
        return with(found, attempts(List.of(id)).getOrDefault(id, List.of()));
    }

    private Map<UUID, List<DeliveryView.AttemptView>> attempts(List<UUID> deliveries) {
        return sql
                .list(
                        "select * from delivery_attempt where delivery_id = any(?) order by number",
                        row -> new Attempt(
                                Sql.uuid(row, "delivery_id"),
                                new DeliveryView.AttemptView(
                                        row.getInt("number"),
                                        instant(row, "attempted_at"),
                                        row.getString("outcome"),
                                        row.getObject("http_status", Integer.class),
                                        row.getString("detail"),
                                        row.getLong("duration_millis"))),
                        (Object) deliveries.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(
                        Attempt::delivery, Collectors.mapping(Attempt::view, Collectors.toList())));
    }

    private static DeliveryView view(ResultSet row, List<DeliveryView.AttemptView> attempts) throws SQLException {
        String state = row.getString("state");
        return new DeliveryView(
                Sql.uuid(row, "delivery_id"),
                row.getString("webhook_id"),
                Sql.uuid(row, "endpoint_id"),
                row.getString("event_type"),
                Sql.uuid(row, "credential_id"),
                state,
                instant(row, "created_at"),
                Optional.of(state).filter(PENDING::equals).isPresent() ? Sql.instant(row, "due_at") : null,
                Sql.instant(row, "ended_at"),
                attempts);
    }

    private static DeliveryView with(DeliveryView view, List<DeliveryView.AttemptView> attempts) {
        return new DeliveryView(
                view.id(),
                view.webhookId(),
                view.endpointId(),
                view.eventType(),
                view.credentialId(),
                view.state(),
                view.createdAt(),
                view.dueAt(),
                view.endedAt(),
                attempts);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Sql.instant(row, column));
    }
}
