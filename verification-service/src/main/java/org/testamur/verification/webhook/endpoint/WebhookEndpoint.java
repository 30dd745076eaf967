package org.testamur.verification.webhook.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Stores an employer's endpoint and its event types. */
@Entity
@Table(name = "webhook_endpoint")
class WebhookEndpoint {

    static final String UNVERIFIED = "unverified";
    static final String VERIFICATION_FAILED = "verification-failed";
    static final String ACTIVE = "active";

    @Id
    @Column(name = "endpoint_id")
    private UUID id;

    @Column(name = "employer_id")
    private UUID employerId;

    private String url;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "event_types", columnDefinition = "text[]")
    private List<String> eventTypes;

    private String state;

    @Column(name = "disabled_because")
    private @Nullable String disabledBecause;

    private byte[] secret;

    @Column(name = "previous_secret")
    private byte @Nullable [] previousSecret;

    @Column(name = "previous_secret_until")
    private @Nullable Instant previousSecretUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    @Version
    private long version = 1;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected WebhookEndpoint() {}

    WebhookEndpoint(
            UUID id, UUID employerId, String url, List<String> eventTypes, byte[] sealedSecret, Instant createdAt) {
        this.id = id;
        this.employerId = employerId;
        this.url = url;
        this.eventTypes = List.copyOf(eventTypes);
        this.state = UNVERIFIED;
        this.secret = sealedSecret.clone();
        this.createdAt = createdAt;
    }

    /** From now on a new secret signs, and for a while the old one too. */
    void rotate(byte[] sealedSecret, Instant now, Duration overlap) {
        previousSecret = secret;
        previousSecretUntil = now.plus(overlap);
        secret = sealedSecret.clone();
    }

    /** Another address has not proved that it is wanted. */
    void change(String newUrl, List<String> newEventTypes) {
        eventTypes = List.copyOf(newEventTypes);
        if (!url.equals(newUrl)) {
            url = newUrl;
            state = UNVERIFIED;
            disabledBecause = null;
        }
    }

    void awaitVerification() {
        state = UNVERIFIED;
    }

    void verified() {
        state = ACTIVE;
    }

    /** Whether nothing but its challenge is sent to it. */
    boolean isWithoutProof() {
        return state.equals(UNVERIFIED) || state.equals(VERIFICATION_FAILED);
    }

    UUID id() {
        return id;
    }

    UUID employerId() {
        return employerId;
    }

    String url() {
        return url;
    }

    List<String> eventTypes() {
        return eventTypes;
    }

    String state() {
        return state;
    }

    boolean isActive() {
        return state.equals(ACTIVE);
    }

    @Nullable
    String disabledBecause() {
        return disabledBecause;
    }

    @Nullable
    Instant previousSecretUntil() {
        return previousSecretUntil;
    }

    Instant createdAt() {
        return createdAt;
    }

    long version() {
        return version;
    }
}
