package org.testamur.verification.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says in its own words; another language is another bundle. */
@MessageBundle("text")
public interface PageTexts {

    @Message("Credential check")
    String title();

    @Message("This credential is valid")
    String valid();

    @Message("This credential is not valid")
    String invalid();

    @Message("This credential was revoked")
    String revoked();

    @Message("This credential is suspended for the time being")
    String suspended();

    @Message("This credential was replaced by a newer one")
    String superseded();

    @Message("This credential has expired")
    String expired();

    @Message("This credential is not valid yet")
    String notYetValid();

    @Message("Whether this credential is valid cannot be told here")
    String cannotTell();

    @Message("Yes")
    String yes();

    @Message("No")
    String no();

    @Message("Not known")
    String open();

    @Message("Every check passed, just now.")
    String whyValid();

    @Message("Issued by")
    String issuedBy();

    @Message("Awarded to")
    String awardedTo();

    @Message("The learner has not agreed to show a name here. Ask them for proof that it is theirs.")
    String nameNotShown();

    @Message("Awarded on")
    String awardedOn();

    @Message("Valid from")
    String validFrom();

    @Message("Valid until")
    String validUntil();

    @Message("No end date")
    String noEnd();

    @Message("What it is for")
    String about();

    @Message("What had to be shown")
    String criteria();

    @Message("What the learner can do")
    String outcomes();

    @Message("Aligned with")
    String alignments();

    @Message("What was checked")
    String checks();

    @Message("Passed")
    String passed();

    @Message("Failed")
    String failed();

    @Message("Not checked")
    String notChecked();

    @Message("Form")
    String schema();

    @Message("Signature")
    String proof();

    @Message("Issuer")
    String issuer();

    @Message("Status")
    String status();

    @Message("Dates")
    String dates();

    @Message("See the newer credential")
    String newer();

    @Message("History")
    String history();

    @Message("Issued")
    String historyValid();

    @Message("Revoked")
    String historyRevoked();

    @Message("Suspended")
    String historySuspended();

    @Message("Reinstated")
    String historyReinstated();

    @Message("Replaced")
    String historySuperseded();

    @Message("For machines")
    String machines();

    @Message("This check as JSON")
    String json();

    @Message("The signed credential")
    String credential();

    @Message("Checked on {when}. Credential {id}.")
    String footer(String when, String id);

    @Message("It was issued by {issuer} and does not count any more. Ask whoever showed it to you for the newer one.")
    String hidden(String issuer);

    @Message("It was issued by {issuer} and does not count any more.")
    String hiddenRevoked(String issuer);

    @Message("No such credential")
    String unknownTitle();

    @Message("No credential with this address was ever issued here. Check that the whole link was copied.")
    String unknown();

    @Message("This credential was erased")
    String erasedTitle();

    @Message("It was once issued here. The learner asked for their data to be erased, so nothing of it is left to"
            + " check.")
    String erased();
}
