package org.testamur.verification.grant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;

/** Permits an employer to receive news of an institution's credentials for some achievements, until a day. */
@Entity
@Table(name = "employer_grant")
class EmployerGrant {

    @Id
    @Column(name = "grant_id")
    private UUID id;

    @TenantId
    @Column(name = "institution_id")
    private String institutionId;

    @Column(name = "employer_id")
    private UUID employerId;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "event_types", columnDefinition = "text[]")
    private List<String> eventTypes;

    /** Only of a grant that was given before grants named anything. */
    @Column(name = "all_micro_credentials")
    private boolean ofAll;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "micro_credential_ids", columnDefinition = "uuid[]")
    private List<UUID> microCredentialIds;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "granted_at")
    private Instant grantedAt;

    @Version
    private long version = 1;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected EmployerGrant() {}

    EmployerGrant(UUID institutionId, UUID employerId, Scope scope, Instant grantedAt) {
        this.id = Uuid7.next();
        this.institutionId = institutionId.toString();
        this.employerId = employerId;
        this.eventTypes = scope.eventTypes();
        this.microCredentialIds = scope.microCredentialIds();
        this.endsOn = scope.endsOn();
        this.endsAt = scope.endsAt();
        this.grantedAt = grantedAt;
    }

    /** What is granted, and until when. */
    record Scope(List<UUID> microCredentialIds, List<String> eventTypes, LocalDate endsOn, Instant endsAt) {

        Scope {
            microCredentialIds = List.copyOf(microCredentialIds);
            eventTypes = List.copyOf(eventTypes);
        }
    }

    void change(Scope scope) {
        ofAll = false;
        endsOn = scope.endsOn();
        endsAt = scope.endsAt();
        if (!eventTypes.equals(scope.eventTypes())) {
            eventTypes = scope.eventTypes();
        }
        if (!microCredentialIds.equals(scope.microCredentialIds())) {
            microCredentialIds = scope.microCredentialIds();
        }
    }

    boolean isOfAll() {
        return ofAll;
    }

    List<UUID> microCredentialIds() {
        return microCredentialIds;
    }

    @Nullable
    LocalDate endsOn() {
        return endsOn;
    }

    Instant endsAt() {
        return endsAt;
    }

    UUID id() {
        return id;
    }

    UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    UUID employerId() {
        return employerId;
    }

    List<String> eventTypes() {
        return eventTypes;
    }

    Instant grantedAt() {
        return grantedAt;
    }

    long version() {
        return version;
    }
}
