package org.testamur.issuance.issuer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells of issuers: their DID documents and the history of their keys. */
@ApplicationScoped
class IssuerFacts implements FactSource {

    static final String TOPIC = "issuance.issuers";
    private static final String CHANGED = "org.testamur.issuance.issuer.changed.v1";

    private final Issuers issuers;
    private final SigningKeys keys;
    private final JsonMapper mapper = new JsonMapper();

    IssuerFacts(Issuers issuers, SigningKeys keys) {
        this.issuers = issuers;
        this.keys = keys;
    }

    /** The data of the fact. */
    record IssuerFact(
            UUID institutionId,
            String issuerId,
            String issuerBaseUrl,
            long version,
            JsonNode didDocument,
            List<KeyFact> keys) {}

    /** A key as the fact tells it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyFact(
            String id,
            String publicKeyMultibase,
            String state,
            Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Instant signsFrom,
            @Nullable Instant compromisedAt) {

        static KeyFact of(IssuerKey key) {
            return new KeyFact(
                    key.id(),
                    key.publicKeyMultibase(),
                    key.state().shown(),
                    key.validFrom(),
                    key.validUntil(),
                    key.state() == KeyState.PENDING ? key.signsFrom() : null,
                    key.compromisedAt());
        }
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return issuers.after(key, limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID institution) {
        return issuers.lock(institution)
                .filter(issuer -> issuer.version() > 0)
                .map(issuer -> new OutgoingEvent(
                        TOPIC,
                        CHANGED,
                        institution,
                        institution,
                        issuer.version(),
                        new IssuerFact(
                                institution,
                                issuer.issuerId(),
                                issuer.baseUrl(),
                                issuer.version(),
                                read(Objects.requireNonNull(issuer.didDocument())),
                                keys.all(institution).stream().map(KeyFact::of).toList())));
    }

    private JsonNode read(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
