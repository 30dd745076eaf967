package org.testamur.catalog.microcredential;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Locale;

/**
 * Holds the search terms of a micro-credential: of its latest published version or, before there is one, of its draft.
 */
@Embeddable
record Keywords(
        String title,
        String language,

        @Enumerated(EnumType.STRING) @Column(name = "award_type")
        AwardType awardType,

        String search) {

    static Keywords of(Definition definition) {
        StringBuilder text = new StringBuilder(definition.title()).append('\n').append(definition.description());
        definition.outcomes().forEach(outcome -> text.append('\n').append(outcome.text()));
        return new Keywords(
                definition.title(),
                definition.language(),
                definition.awardType(),
                text.toString().toLowerCase(Locale.ROOT));
    }
}
