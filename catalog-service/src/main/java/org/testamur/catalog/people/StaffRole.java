package org.testamur.catalog.people;

import java.util.Locale;

/** Lists what an institution may entrust to a person. */
enum StaffRole {
    ADMINISTRATOR,
    APPROVER,
    ASSESSOR,
    AUDITOR,
    AUTHOR,
    ENDORSER,
    MODERATOR,
    REGISTRAR,
    SPONSOR;

    /** How requests and facts name a role. */
    static final String SHAPE = "administrator|approver|assessor|auditor|author|endorser|moderator|registrar|sponsor";

    static final String EXPECTED = "must be one of administrator, approver, assessor, auditor, author, endorser,"
            + " moderator, registrar, sponsor";

    static final String MEANINGS =
            "administrator: invites and changes the institution's people and how it presents itself; approver: approves"
                    + " what is published; assessor: records results; auditor: reads all of the institution and"
                    + " changes nothing; author: writes micro-credentials; endorser: endorses for the institution;"
                    + " moderator: checks marking; registrar: decides on awards and credentials; sponsor: pays for"
                    + " learners.";

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StaffRole of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
