package org.testamur.catalog.microcredential;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** Stores a published version, which never changes: credentials and enrolments name it. */
@Entity
@Immutable
@Table(name = "micro_credential_version")
class PublishedVersion {

    /** Versions of a micro-credential count from one. */
    @Embeddable
    record Id(@Column(name = "micro_credential_id") UUID microCredentialId, int number) {}

    @EmbeddedId
    private Id id;

    @TenantId
    @Column(name = "institution_id", updatable = false)
    private String institutionId;

    @Convert(converter = DefinitionJson.class)
    private Definition definition;

    @Column(name = "image_id")
    private @Nullable UUID image;

    @Column(name = "image_media_type")
    private @Nullable String imageMediaType;

    @Column(name = "base_url")
    private String baseUrl;

    @Column(name = "published_at")
    private Instant publishedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    PublishedVersion() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant.
    PublishedVersion(
            Id id,
            Definition definition,
            @Nullable UUID image,
            @Nullable String imageMediaType,
            String baseUrl,
            Instant publishedAt) {
        this.id = id;
        this.definition = definition;
        this.image = image;
        this.imageMediaType = imageMediaType;
        this.baseUrl = baseUrl;
        this.publishedAt = publishedAt;
    }

    UUID microCredentialId() {
        return id.microCredentialId();
    }

    int number() {
        return id.number();
    }

    UUID institution() {
        return UUID.fromString(institutionId);
    }

    Definition definition() {
        return definition;
    }

    Optional<UUID> image() {
        return Optional.ofNullable(image);
    }

    Optional<String> imageMediaType() {
        return Optional.ofNullable(imageMediaType);
    }

    Instant publishedAt() {
        return publishedAt;
    }

    /** Where it can be read for ever; the id of the achievement in credentials. */
    String achievementId() {
        return baseUrl + "/catalog/micro-credentials/" + id.microCredentialId() + "/versions/" + id.number();
    }
}
