package org.testamur.catalog.organisation;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores an institution or an employer. Their slugs share one name space, because groups of tokens name both. */
@Entity
@Inheritance(strategy = InheritanceType.SINGLE_TABLE)
@DiscriminatorColumn(name = "kind")
abstract class Organisation {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String slug;

    private String name;
    private String url;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    Organisation() {}

    Organisation(UUID id, String slug, String name, String url) {
        this.id = id;
        this.slug = slug;
        this.name = name;
        this.url = url;
    }

    UUID id() {
        return id;
    }

    String slug() {
        return slug;
    }

    String name() {
        return name;
    }

    String url() {
        return url;
    }

    long version() {
        return version;
    }

    final void renamed(String newName, String newUrl) {
        name = newName;
        url = newUrl;
    }

    /** The institution that the facts about this organisation belong to, if to one. */
    abstract @Nullable UUID tenant();
}
