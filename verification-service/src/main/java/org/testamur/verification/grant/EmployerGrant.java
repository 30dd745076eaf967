package org.testamur.verification.grant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;
import org.testamur.platform.Uuid7;

/** An institution lets an employer hear of its credentials. */
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

    @Column(name = "granted_at")
    private Instant grantedAt;

    @Version
    private long version = 1;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected EmployerGrant() {}

    EmployerGrant(UUID institutionId, UUID employerId, List<String> eventTypes, Instant grantedAt) {
        this.id = Uuid7.next();
        this.institutionId = institutionId.toString();
        this.employerId = employerId;
        this.eventTypes = List.copyOf(eventTypes);
        this.grantedAt = grantedAt;
    }

    void change(List<String> newEventTypes) {
        if (!eventTypes.equals(newEventTypes)) {
            eventTypes = List.copyOf(newEventTypes);
        }
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
