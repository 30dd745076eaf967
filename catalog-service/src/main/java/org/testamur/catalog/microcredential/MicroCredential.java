package org.testamur.catalog.microcredential;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Stores a micro-credential with its draft and lifecycle. Published content is in {@link PublishedVersion}. */
@Entity
@Table(name = "micro_credential")
@SecondaryTable(name = MicroCredential.DRAFT_TABLE, pkJoinColumns = @PrimaryKeyJoinColumn(name = "micro_credential_id"))
class MicroCredential {

    static final String DRAFT_TABLE = "micro_credential_draft";

    @Id
    private UUID id;

    @TenantId
    @Column(name = "institution_id", updatable = false)
    private String institutionId;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable Integer latest;

    @Embedded
    private Keywords keywords;

    @Version
    private long version;

    @Column(table = DRAFT_TABLE, name = "definition")
    @Convert(converter = DefinitionJson.class)
    private @Nullable Definition draft;

    @Column(table = DRAFT_TABLE, name = "image_id")
    private @Nullable UUID draftImage;

    @Column(table = DRAFT_TABLE, name = "image_media_type")
    private @Nullable String draftImageMediaType;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    MicroCredential() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant.
    MicroCredential(UUID id, Definition draft) {
        this.id = id;
        this.state = State.DRAFT;
        this.draft = draft;
        keywords = Keywords.of(draft);
    }

    /** Replaces the draft; after a publication this begins the next version, which keeps the image of the last. */
    void write(Definition definition, Optional<PublishedVersion> last) {
        begin(last);
        String imageText = definition.imageAlternativeText() == null && draft != null
                ? draft.imageAlternativeText()
                : definition.imageAlternativeText();
        draft = definition.withImageText(imageText);
        if (state == State.DRAFT) {
            keywords = Keywords.of(draft);
        }
    }

    /** Gives the draft an image; gives the draft's image of before. */
    Optional<UUID> illustrate(UUID image, String mediaType, @Nullable String text, Optional<PublishedVersion> last) {
        Definition begun = begin(last);
        if (text == null && begun.imageAlternativeText() == null) {
            throw Refusal.invalid("query:alternativeText", "must say what the image shows, for who can't see it");
        }
        Optional<UUID> before = draftImage();
        draftImage = image;
        draftImageMediaType = mediaType;
        draft = text == null ? begun : begun.withImageText(text);
        return before;
    }

    private Definition begin(Optional<PublishedVersion> last) {
        refuseWhenEnded();
        if (draft == null) {
            PublishedVersion published = last.orElseThrow();
            draft = published.definition();
            draftImage = published.image().orElse(null);
            draftImageMediaType = published.imageMediaType().orElse(null);
        }
        return draft;
    }

    /** Gives up the draft; gives the draft's image. */
    Optional<UUID> discard() {
        if (draft == null) {
            throw Refusal.conflict("no-draft", "It has no draft: what is published stays.");
        }
        Optional<UUID> image = draftImage();
        draft = null;
        draftImage = null;
        draftImageMediaType = null;
        return image;
    }

    /** Makes the draft the next version, which never changes again. */
    PublishedVersion publish(String baseUrl, Instant now) {
        refuseWhenEnded();
        if (draft == null) {
            throw Refusal.conflict("nothing-to-publish", "It has no draft: change it first.");
        }
        int number = latest == null ? 1 : latest + 1;
        PublishedVersion published = new PublishedVersion(
                new PublishedVersion.Id(id, number), draft, draftImage, draftImageMediaType, baseUrl, now);
        keywords = Keywords.of(draft);
        latest = number;
        state = State.PUBLISHED;
        draft = null;
        draftImage = null;
        draftImageMediaType = null;
        return published;
    }

    /** Ends enrolment; false when it had ended. */
    boolean close() {
        if (state == State.DRAFT) {
            throw Refusal.conflict("not-published", "It was never published.");
        }
        if (state != State.PUBLISHED) {
            return false;
        }
        state = State.CLOSED;
        return true;
    }

    /** Ends it altogether; false when it had ended. */
    boolean retire() {
        if (state == State.DRAFT) {
            throw Refusal.conflict("not-published", "It was never published.");
        }
        if (state == State.PUBLISHED) {
            throw Refusal.conflict("not-closed", "It is open for enrolment: close it first.");
        }
        boolean changes = state == State.CLOSED;
        state = State.RETIRED;
        return changes;
    }

    private void refuseWhenEnded() {
        if (state == State.CLOSED || state == State.RETIRED) {
            throw Refusal.conflict(state.text(), "It is " + state.text() + ": nothing new can be published of it.");
        }
    }

    UUID id() {
        return id;
    }

    UUID institution() {
        return UUID.fromString(institutionId);
    }

    State state() {
        return state;
    }

    long version() {
        return version;
    }

    /** Of the latest published version or, before there is one, of the draft. */
    String title() {
        return keywords.title();
    }

    Optional<Integer> latest() {
        return Optional.ofNullable(latest);
    }

    Optional<Definition> draft() {
        return Optional.ofNullable(draft);
    }

    Optional<UUID> draftImage() {
        return Optional.ofNullable(draftImage);
    }

    Optional<String> draftImageMediaType() {
        return Optional.ofNullable(draftImageMediaType);
    }
}
