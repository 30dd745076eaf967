package org.testamur.platform.tenancy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lists what an institution may entrust to a person; the roles that people have at an institution. */
@Schema(name = "StaffRole", description = StaffRole.MEANINGS + StaffRole.OF_ANSWERS)
public enum StaffRole {
    ADMINISTRATOR,
    APPROVER,
    ASSESSOR,
    AUDITOR,
    AUTHOR,
    ENDORSER,
    MODERATOR,
    REGISTRAR,
    SPONSOR;

    public static final String MEANINGS =
            "administrator: invites and changes the institution's people and how it presents itself, and reads its"
                    + " drafts; approver: reads drafts and approves what is published; assessor: records results;"
                    + " auditor: reads all of the institution and changes nothing; author: writes micro-credentials;"
                    + " endorser: endorses for the institution; moderator: checks marking; registrar: decides on awards"
                    + " and credentials; sponsor: pays for learners.";

    static final String OF_ANSWERS =
            " Answers may name roles of a later release: show their names, and conclude nothing" + " from them.";

    /** As tokens, requests, answers and facts name it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }

    /** @throws IllegalArgumentException when there is no such role */
    public static StaffRole of(String text) {
        return known(text).orElseThrow(() -> new IllegalArgumentException("no role " + text));
    }

    /** Empty for a role that this release does not know. */
    public static Optional<StaffRole> known(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
