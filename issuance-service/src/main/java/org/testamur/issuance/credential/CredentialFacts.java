package org.testamur.issuance.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;
import org.testamur.platform.sql.Sql;

/** Tells of credentials. The topic is a personal one: erasure ends it with a tombstone. */
@ApplicationScoped
class CredentialFacts implements FactSource {

    static final String TOPIC = "issuance.credentials";
    private static final String TYPE = "org.testamur.issuance.credential.%s.v1";

    private final Sql sql;
    private final Credentials credentials;
    private final StatusLists statusLists;

    CredentialFacts(Sql sql, Credentials credentials, StatusLists statusLists) {
        this.sql = sql;
        this.statusLists = statusLists;
        this.credentials = credentials;
    }

    /** The data of the fact. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CredentialFact(
            UUID credentialId,
            String credentialUrl,
            long version,
            UUID institutionId,
            @Nullable UUID enrolmentId,
            @Nullable UUID learnerId,
            @Nullable UUID microCredentialId,
            @Nullable Integer microCredentialVersion,
            @Nullable Integer awardNumber,
            String state,
            @Nullable String reason,
            @Nullable String reasonCode,
            @Nullable UUID supersededBy,
            @Nullable Boolean hidden,
            @Nullable Instant awardedAt,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            String statusListUrl,
            int statusListIndex,
            @Nullable List<StatusListTold> statusLists,
            @Nullable String document) {}

    /** A list in which the credential has its place, always of the same index. */
    record StatusListTold(String purpose, String url) {

        /** Nothing to add where there is but the revocation list. */
        static @Nullable List<StatusListTold> of(StatusEntry entry) {
            return entry.lists().size() == 1
                    ? null
                    : entry.lists().stream()
                            .map(list -> new StatusListTold(list.purpose().shown(), list.url()))
                            .toList();
        }
    }

    /** In a transaction. */
    OutgoingEvent of(Credential credential) {
        // What counts again was suspended before: nothing else leads back.
        boolean reinstated = credential.state() == Credential.CredentialState.ISSUED && credential.revision() > 1;
        String type =
                TYPE.formatted(reinstated ? "reinstated" : credential.state().shown());
        return credential.state() == Credential.CredentialState.ERASED
                ? erased(credential.id(), credential.institutionId(), credential.revision())
                : new OutgoingEvent(
                        TOPIC,
                        type,
                        credential.id(),
                        credential.institutionId(),
                        credential.revision(),
                        credential.fact(statusLists.entry(credential.statusListId(), credential.statusListIndex())),
                        credential.enrolmentId().orElse(credential.id()));
    }

    static OutgoingEvent erased(UUID id, UUID institution, long revision) {
        return OutgoingEvent.tombstone(TOPIC, TYPE.formatted("erased"), id, institution, revision);
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return sql.list(
                "select id from credential where ?::uuid is null or id > ?::uuid order by id limit ?",
                row -> row.getObject(1, UUID.class),
                key.orElse(null),
                key.orElse(null),
                limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return credentials.lock(key).map(this::of);
    }
}
