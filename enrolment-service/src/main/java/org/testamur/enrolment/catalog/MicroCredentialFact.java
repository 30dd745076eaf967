package org.testamur.enrolment.catalog;

import java.util.List;
import java.util.UUID;

/** What this service reads of a micro-credential that was published. */
record MicroCredentialFact(UUID microCredentialId, UUID institutionId, String state, List<Version> versions) {

    /** One published version. */
    record Version(int number) {}

    /** The version that one enrols in now. */
    int latestVersion() {
        return versions.stream()
                .mapToInt(Version::number)
                .max()
                .orElseThrow(() -> new IllegalArgumentException("a published micro-credential has a version"));
    }
}
