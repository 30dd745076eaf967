package org.testamur.verification.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Holds the texts of the pages; {@code messages/text_*.properties} hold the other languages. */
@MessageBundle("text")
public interface PageTexts {

    @Message("Testamur checks credentials without an account and keeps no copy of what you check.")
    String noAccount();

    @Message("Check another credential")
    String another();

    // The answer

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

    @Message("All {all} checks passed on {when}.")
    String whyValid(int all, String when);

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

    @Message("See the newer credential")
    String newer();

    // The award

    @Message("{issuer} awarded")
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

    // Sharing

    @Message("Share")
    String share();

    @Message("Link to this page")
    String link();

    @Message("Add to a LinkedIn profile")
    String linkedIn();

    @Message("For the holder. Opens linkedin.com.")
    String linkedInHint();

    @Message("Send by e-mail")
    String mail();

    @Message("Opens your mail program.")
    String mailHint();

    @Message("Download")
    String download();

    @Message("Signed credential")
    String credential();

    @Message("JSON, Open Badges 3.0")
    String credentialHint();

    @Message("These checks")
    String json();

    @Message("JSON, for programs")
    String jsonHint();

    // Why, and what to do

    @Message("Why")
    String why();

    @Message("A revoked credential stays revoked.")
    String staysRevoked();

    @Message("What you can do")
    String next();

    @Message(
            "If somebody showed you this credential, ask them for a newer one. If you think this is a mistake, ask {issuer}.")
    String nextRevoked(String issuer);

    @Message("Open the website of {issuer}")
    String openIssuer(String issuer);

    @Message("It was issued in error.")
    String issuedInError();

    @Message("The result that it rests on was withdrawn.")
    String resultWithdrawn();

    @Message("The result that it rests on was corrected.")
    String resultCorrected();

    @Message("Misconduct was found.")
    String misconduct();

    @Message("Its holder asked for it.")
    String holderRequest();

    @Message("The key that signed it is no longer safe.")
    String keyCompromised();

    @Message("The issuer changed its key.")
    String keyRotated();

    @Message("It was made out anew.")
    String madeOutAnew();

    @Message("It was made out anew, with more of its holder.")
    String detailsAdded();

    @Message("It is under review.")
    String underReview();

    @Message("An appeal is being heard.")
    String appeal();

    @Message("The issuer gave another reason.")
    String otherReason();

    // Checks

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

    @Message("It is a correct Open Badges 3.0 credential.")
    String fitsSchema();

    @Message("It has what the data model asks of every credential.")
    String wellFormed();

    @Message("Nothing was changed since it was signed.")
    String signatureMatches();

    @Message("It was changed after it was signed, or another key signed it.")
    String signatureMismatch();

    @Message("It was signed with a key that {issuer} used at that time.")
    String issuerKnown(String issuer);

    @Message("{issuer} has not suspended, revoked or replaced it.")
    String notRevoked(String issuer);

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

    @Message("{issuer} replaced it on {when}.")
    String statusSuperseded(String issuer, String when);

    @Message(
            "You do not have to trust this page. Take the signed credential and check it with any Open Badges verifier.")
    String doNotTrust();

    // History

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

    // Paper and foot

    @Message("Check this paper before you rely on it: open the address.")
    String paper();

    @Message("Printed from the page as checked on {when}. Only the page shows today's state.")
    String printed(String when);

    @Message("Checked on {when} by Testamur.")
    String footer(String when);

    // What is not there

    @Message(
            "It was issued by {issuer} and does not count any more. Ask the person who showed it to you for the newer one.")
    String hidden(String issuer);

    @Message("It was issued by {issuer} and does not count any more.")
    String hiddenRevoked(String issuer);

    @Message("We do not know this credential")
    String unknownTitle();

    @Message("No credential with this link was ever issued here.")
    String unknown();

    @Message("This does not prove that it is false. Most often, a part of the link is missing.")
    String notFalse();

    @Message("The number in the link that you opened:")
    String opened();

    @Message("It has {length} characters. It should have 36.")
    String oddLength(int length);

    @Message("Try again")
    String again();

    @Message("If the link is complete")
    String complete();

    @Message("Ask the person who gave it to you to send it again.")
    String nextHolder();

    @Message("Ask the institution named on the credential. Use an address you know, not one on the paper.")
    String nextIssuer();

    @Message("This credential was erased")
    String erasedTitle();

    @Message("It was issued here. The learner asked for their data to be erased, so nothing is left to check.")
    String erased();

    // Where one begins

    @Message("Check a credential")
    String homeTitle();

    @Message("Is this credential genuine?")
    String question();

    @Message("Check a credential that was issued here. You need no account, and we keep no copy.")
    String lead();

    @Message("The link of the credential, or its number")
    String field();

    @Message("For example {example}")
    String example(String example);

    @Message("The text must hold the number of a credential: 36 characters such as {example}.")
    String noNumber(String example);

    @Message("Check")
    String check();

    @Message("What the answer means")
    String means();

    @Message("Valid")
    String stateValid();

    @Message("Every check passed today.")
    String meansValid();

    @Message("Expired")
    String stateExpired();

    @Message("It was genuine, and its time is over.")
    String meansExpired();

    @Message("Suspended")
    String stateSuspended();

    @Message("The issuer has paused it. Ask again later.")
    String meansSuspended();

    @Message("Revoked")
    String stateRevoked();

    @Message("The issuer took it back. Do not rely on it.")
    String meansRevoked();

    @Message("Replaced")
    String stateSuperseded();

    @Message("A newer one took its place. Ask for that.")
    String meansSuperseded();

    @Message("Unknown")
    String stateUnknown();

    @Message("Nobody issued it here.")
    String meansUnknown();

    @Message("Cannot tell")
    String stateCannotTell();

    @Message("A check could not be finished. It may still be genuine.")
    String meansCannotTell();

    @Message("Not valid")
    String stateInvalid();

    @Message("It was changed, or its issuer did not sign it.")
    String meansInvalid();

    @Message("Not valid yet")
    String stateNotYetValid();

    @Message("A valid credential shows what a person achieved. It does not show who is in front of you.")
    String whoIsThere();

    @Message("How we check")
    String how();

    @Message("It is a correct Open Badges credential.")
    String howSchema();

    @Message("Nothing was changed since it was signed.")
    String howProof();

    @Message("The key belongs to the institution that it names.")
    String howIssuer();

    @Message("It is not suspended, revoked or replaced.")
    String howStatus();

    @Message("It has begun and has not ended.")
    String howDates();
}
