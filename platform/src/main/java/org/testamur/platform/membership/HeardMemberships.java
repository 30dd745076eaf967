package org.testamur.platform.membership;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.StaffMembership;

/**
 * Takes the facts of memberships in a consumer's transaction. A state that is not known is read as ended, and a role that
 * is not known is nobody's.
 */
@ApplicationScoped
public class HeardMemberships {

    /** The table that a rebuild of the projection sweeps. */
    static final List<EventConsumer.Rows> ROWS = List.of(new EventConsumer.Rows("staff_membership", "id"));

    private static final Set<String> STATES = Set.of("active", "removed");

    private final StoredMemberships stored;
    private final UnknownValues unknown;

    HeardMemberships(StoredMemberships stored, UnknownValues unknown) {
        this.stored = stored;
        this.unknown = unknown;
    }

    void accept(EventConsumer consumer, IncomingEvent event) {
        if (event.isTombstone()) {
            stored.end(event.key());
            return;
        }
        MembershipTold told = event.data(MembershipTold.class);
        if (!Objects.equals(event.tenant(), told.institutionId())) {
            throw new IllegalArgumentException("the membership belongs to another institution than the event says");
        }
        if (!unknown.isKnown(consumer.name(), "state", STATES, told.state())
                || !"active".equals(told.state())
                || told.login() == null) {
            stored.end(event.key());
            return;
        }
        stored.put(new StaffMembership(
                told.membershipId(),
                told.institutionId(),
                told.institution(),
                told.login(),
                Set.copyOf(Objects.requireNonNullElse(told.roles(), List.of())),
                limits(Objects.requireNonNullElse(told.limits(), Map.of())),
                told.endsAt()));
    }

    /** A limit of a form that this release does not know allows nothing. */
    private static Map<String, Set<UUID>> limits(Map<String, JsonNode> told) {
        Map<String, Set<UUID>> limits = new HashMap<>();
        told.forEach((role, ids) -> limits.put(role, ids(ids)));
        return limits;
    }

    private static Set<UUID> ids(JsonNode told) {
        Set<UUID> ids = new HashSet<>();
        if (told.isArray()) {
            for (JsonNode id : told) {
                try {
                    ids.add(UUID.fromString(id.asText()));
                } catch (IllegalArgumentException e) {
                    // No id of a micro-credential.
                }
            }
        }
        return ids;
    }

    /** The fields of the fact that matter here. */
    public record MembershipTold(
            UUID membershipId,
            UUID institutionId,
            String institution,
            @Nullable String state,
            @Nullable String login,
            @Nullable List<String> roles,
            @Nullable Map<String, JsonNode> limits,
            @Nullable Instant endsAt) {}
}
