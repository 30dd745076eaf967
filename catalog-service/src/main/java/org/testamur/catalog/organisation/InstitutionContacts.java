package org.testamur.catalog.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.constraint.HttpsUrl;

/** How people reach an institution; what is absent it does not offer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstitutionContacts(
        @Size(max = 320)
        @Pattern(regexp = "[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,255}", message = "must be an e-mail address")
        @Schema(examples = "registry@northfield.example.edu")
        @Nullable
        String email,

        @Pattern(
                regexp = "\\+[1-9][0-9 ]{5,24}[0-9]",
                message = "must be a number with + and the country's code, such as +372 555 0100")
        @Schema(description = "In international form.", examples = "+372 555 0100")
        @Nullable
        String telephone,

        @HttpsUrl @Schema(description = "A page.", examples = "https://northfield.example.edu/contact") @Nullable
        String url) {}
