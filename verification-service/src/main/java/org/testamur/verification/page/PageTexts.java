package org.testamur.verification.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says in its own words; another language is another bundle. */
@MessageBundle("text")
public interface PageTexts {

    @Message("Skip to the content")
    String skip();

    @Message("Micro-credentials you can check")
    String platform();

    @Message("Testamur checks credentials without an account and keeps no copy of what you check.")
    String noAccount();

    @Message("This credential is valid")
    String valid();

    @Message("This credential is not valid")
    String invalid();

    @Message("This credential was revoked")
    String revoked();

    @Message("This credential is suspended")
    String suspended();

    @Message("This credential was replaced")
    String superseded();

    @Message("This credential has expired")
    String expired();

    @Message("This credential is not valid yet")
    String notYetValid();

    @Message("We cannot tell whether this credential is valid")
    String cannotTell();

    @Message("All checks passed on {when}.")
    String whyValid(String when);

    @Message("{issuer} revoked it on {when}. Do not rely on it.")
    String whyRevoked(String issuer, String when);

    @Message("{issuer} paused it on {when}. Ask again before you rely on it.")
    String whySuspended(String issuer, String when);

    @Message("A newer one took its place on {when}. Ask the holder for the newer one.")
    String whySuperseded(String when);

    @Message("It was valid until {day}. It was genuine, and its time is over.")
    String whyExpired(String day);

    @Message("It is valid from {day} on.")
    String whyNotYetValid(String day);

    @Message("Why")
    String why();

    @Message("{issuer} awarded the")
    String awarded(String issuer);

    @Message("to")
    String to();

    @Message("on")
    String on();

    @Message("to a learner who shows no name here. Ask the holder to prove that it is theirs.")
    String nameNotShown();

    @Message("Valid from")
    String validFrom();

    @Message("Valid until")
    String validUntil();

    @Message("No end date")
    String noEnd();

    @Message("Number")
    String number();

    @Message("What it is")
    String about();

    @Message("What it was for")
    String wasAbout();

    @Message("Requirements")
    String criteria();

    @Message("What the holder can do")
    String outcomes();

    @Message("Skills")
    String alignments();

    @Message("What was checked")
    String checks();

    @Message("All {all} checks passed")
    String sumPassed(int all);

    @Message("{failed} of {all} checks failed")
    String sumFailed(long failed, int all);

    @Message("{open} of {all} checks could not be finished")
    String sumNotChecked(long open, int all);

    @Message("passed")
    String passed();

    @Message("failed")
    String failed();

    @Message("not checked")
    String notChecked();

    @Message("Format")
    String schema();

    @Message("Signature")
    String proof();

    @Message("Issuer")
    String issuer();

    @Message("Status")
    String status();

    @Message("Dates")
    String dates();

    @Message("It is valid from {from} on and has no end date.")
    String datesOpen(String from);

    @Message("It is valid from {from} to {until}.")
    String datesWithin(String from, String until);

    @Message("It was valid until {until}.")
    String datesExpired(String until);

    @Message("It is valid from {from} on.")
    String datesNotYet(String from);

    @Message("{issuer} revoked it on {when}.")
    String statusRevoked(String issuer, String when);

    @Message("{issuer} suspended it on {when}.")
    String statusSuspended(String issuer, String when);

    @Message("See the newer credential")
    String newer();

    @Message("History")
    String history();

    @Message("Issued by {issuer}")
    String historyIssued(String issuer);

    @Message("Revoked by {issuer}")
    String historyRevoked(String issuer);

    @Message("Suspended by {issuer}")
    String historySuspended(String issuer);

    @Message("Reinstated by {issuer}")
    String historyReinstated(String issuer);

    @Message("A change that this page does not know")
    String historyUnknown();

    @Message("Replaced by a newer credential")
    String historySuperseded();

    @Message(
            "You do not have to trust this page. Take the signed credential and check it with any Open Badges verifier.")
    String doNotTrust();

    @Message("Signed credential (Open Badges 3.0)")
    String credential();

    @Message("These checks as JSON")
    String json();

    @Message("Check this paper before you rely on it: open the address.")
    String paper();

    @Message("Printed from the page as checked on {when}. Only the page shows today's state.")
    String printed(String when);

    @Message("Checked on {when} by Testamur.")
    String footer(String when);

    @Message(
            "It was issued by {issuer} and does not count any more. Ask the person who showed it to you for the newer one.")
    String hidden(String issuer);

    @Message("It was issued by {issuer} and does not count any more.")
    String hiddenRevoked(String issuer);

    @Message("We do not know this credential")
    String unknownTitle();

    @Message("No credential with this link was ever issued here.")
    String unknown();

    @Message("What you can do")
    String next();

    @Message("Look whether a part of the link is missing. That does not prove that the credential is false.")
    String nextLink();

    @Message("Ask the person who gave it to you to send it again.")
    String nextHolder();

    @Message("Ask the institution named on the credential. Use an address you know, not one on the paper.")
    String nextIssuer();

    @Message("This credential was erased")
    String erasedTitle();

    @Message("It was issued here. The learner asked for their data to be erased, so nothing is left to check.")
    String erased();
}
