package org.testamur.platform.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.testamur.platform.Uuid7;

@Entity
@Table(name = "note")
class Note {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "institution_id")
    private String institutionId;

    private String text;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Note() {}

    @SuppressWarnings("NullAway.Init")
    Note(String text) {
        this.id = Uuid7.next();
        this.text = text;
    }

    void write(String newText) {
        text = newText;
    }

    UUID id() {
        return id;
    }

    String text() {
        return text;
    }

    long version() {
        return version;
    }

    String institutionId() {
        return institutionId;
    }
}
