package org.testamur.enrolment.learner;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.rest.Shown;

/** Holds a learner's request to register or to change their profile. */
public record ProfileRequest(
        @Schema(
                description = "As it is to stand in credentials, once it is confirmed and consent says so. Kept in"
                        + " Unicode's composed form (NFC). Absent: as it is, and at registration as the token says.",
                examples = "Mari Tamm")
        @Nullable
        @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
        @Pattern(regexp = "(?sU)(?!\\s*$)[^\\n\\t]*", message = "must be one line that is not blank")
        @Shown
        String name,

        @Schema(
                description = "Must be the token's verified address or the one already held. Absent: as it is, and at"
                        + " registration the token's.",
                examples = "mari.tamm@learners.example")
        @Nullable
        @Size(max = 320, message = "must have at most 320 characters")
        String email,

        @Schema(
                description = "The DID that is held, or absent. Another is taken by a signed challenge:"
                        + " POST /enrolment/learners/me/did-challenges, then PUT /enrolment/learners/me/did.",
                examples = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
        @Nullable
        @Size(max = 2048, message = "must have at most 2048 characters")
        @Pattern(
                regexp = "(?!.{2049})did:[a-z0-9]++:(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})*+(?<!:)",
                message = "must be a DID such as did:key:z6Mk... (DID 1.0 §3.1)")
        String did) {}
