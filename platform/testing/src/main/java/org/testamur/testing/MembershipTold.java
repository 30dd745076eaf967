package org.testamur.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the catalog tells of one person's membership of an institution, for services that hear of it. */
public record MembershipTold(UUID membership, UUID institution, String slug, String subject) {

    public static final String TOPIC = "catalog.memberships";

    /** @param only what an assessor is limited to; null: not limited */
    public Events.Event active(long version, List<String> roles, @Nullable UUID only, @Nullable Instant endsAt) {
        Map<String, Object> data = data(version, "active");
        data.put("login", login());
        data.put("roles", roles);
        if (only != null) {
            data.put("limits", Map.of("assessor", List.of(only)));
        }
        if (endsAt != null) {
            data.put(
                    "endsOn",
                    LocalDate.ofInstant(endsAt.minusSeconds(1), ZoneOffset.UTC).toString());
            data.put("endsAt", endsAt.toString());
        }
        return event("changed", version, data);
    }

    public Events.Event removed(long version) {
        return event("removed", version, data(version, "removed"));
    }

    /** In a state that today's release does not know. */
    public Events.Event inState(long version, String state) {
        Map<String, Object> data = data(version, state);
        data.put("login", login());
        data.put("roles", List.of("registrar"));
        return event("changed", version, data);
    }

    private Map<String, Object> data(long version, String state) {
        return new HashMap<>(Map.of(
                "membershipId", membership,
                "institutionId", institution,
                "institution", slug,
                "state", state,
                "version", version));
    }

    private Events.Event event(String fact, long version, Map<String, Object> data) {
        return Events.Event.of(
                "org.testamur.catalog.membership." + fact + ".v1", membership, institution, version, data);
    }

    private String login() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((Tokens.ISSUER + "#" + subject).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
