package org.testamur.platform.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.StaffMembership;

/** Decides by what the log names who did something. */
final class ActorPolicy {

    private static final String KEYCLOAKS_CLIENTS = "service-account-";
    private static final int LONGEST_CLIENT = 100;

    private ActorPolicy() {}

    /**
     * What a token says of its bearer.
     *
     * @param clientId the claim {@code client_id}
     * @param userName the claim {@code preferred_username}
     * @param operator whether it grants the role of an operator
     */
    record TokenClaims(
            String issuer,
            String subject,
            @Nullable String clientId,
            @Nullable String userName,
            boolean operator) {}

    /**
     * Who acted.
     *
     * @param bearer null: nobody who is signed in
     * @param capacity in which the request was made; {@code NONE} where it was refused before
     * @param person the learner who acted, if they are known
     */
    static AuditActor actor(@Nullable TokenClaims bearer, Actor capacity, @Nullable UUID person) {
        if (bearer == null) {
            return new AuditActor(AuditActor.Kind.ANONYMOUS, null);
        }
        if (bearer.clientId() != null && isClient(bearer, bearer.clientId())) {
            return new AuditActor(AuditActor.Kind.CLIENT, bearer.clientId());
        }
        if (capacity == Actor.SELF && person != null) {
            return new AuditActor(AuditActor.Kind.LEARNER, person.toString());
        }
        return new AuditActor(kind(bearer, capacity), StaffMembership.login(bearer.issuer(), bearer.subject()));
    }

    /**
     * Whether a client acts for itself: its own id is the subject (RFC 9068 §2.2), or the subject is the user that Keycloak
     * keeps for it. A person's token names the client that they use, too, and never both.
     */
    private static boolean isClient(TokenClaims bearer, String client) {
        return client.length() <= LONGEST_CLIENT
                && (client.equals(bearer.subject()) || (KEYCLOAKS_CLIENTS + client).equals(bearer.userName()));
    }

    private static AuditActor.Kind kind(TokenClaims bearer, Actor capacity) {
        return switch (capacity) {
            case STAFF -> AuditActor.Kind.STAFF;
            case PARTNER -> AuditActor.Kind.EMPLOYER;
            case SYSTEM -> bearer.operator() ? AuditActor.Kind.OPERATOR : AuditActor.Kind.PERSON;
            case SELF, PUBLIC -> AuditActor.Kind.PERSON;
            case NONE -> bearer.operator() ? AuditActor.Kind.OPERATOR : AuditActor.Kind.PERSON;
        };
    }
}
