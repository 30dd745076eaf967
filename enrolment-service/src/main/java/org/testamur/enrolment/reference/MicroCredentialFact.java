package org.testamur.enrolment.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds what this service reads of a published micro-credential. */
record MicroCredentialFact(
        UUID microCredentialId,
        UUID institutionId,
        @Nullable String state,
        List<Version> versions) {

    /** One published version. */
    record Version(
            int number,
            @Nullable String title,
            @Nullable Image image,
            @Nullable String achievementId) {}

    /** What it looks like. */
    record Image(@Nullable String url, @Nullable String alternativeText) {}

    /** Empty when this release does not know the state. */
    Optional<KnownMicroCredential.State> knownState() {
        return Arrays.stream(KnownMicroCredential.State.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst();
    }

    /** The version that one enrols in now. */
    int latestVersion() {
        return versions.stream()
                .mapToInt(Version::number)
                .max()
                .orElseThrow(() -> new IllegalArgumentException("a published micro-credential has a version"));
    }
}
