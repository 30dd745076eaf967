package org.testamur.catalog.microcredential;

import java.util.List;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the fact of a published micro-credential's present state, on the topic {@code catalog.micro-credentials}. */
record MicroCredentialChanged(
        UUID microCredentialId, UUID institutionId, String state, long version, List<VersionView> versions) {

    static final String TOPIC = "catalog.micro-credentials";

    /** @param versions all of them, oldest first */
    static OutgoingEvent of(MicroCredential credential, List<PublishedVersion> versions) {
        String type = switch (credential.state()) {
            case DRAFT -> throw new IllegalStateException("drafts are nobody else's affair");
            case PUBLISHED -> "org.testamur.catalog.micro-credential.published.v1";
            case CLOSED -> "org.testamur.catalog.micro-credential.closed.v1";
            case RETIRED -> "org.testamur.catalog.micro-credential.retired.v1";
        };
        return new OutgoingEvent(
                TOPIC,
                type,
                credential.id(),
                credential.institution(),
                credential.version(),
                new MicroCredentialChanged(
                        credential.id(),
                        credential.institution(),
                        credential.state().text(),
                        credential.version(),
                        versions.stream().map(VersionView::of).toList()));
    }
}
