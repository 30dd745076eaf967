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

    @Message("{issuer} revoked it on {when}: do not rely on it, and ask its holder for one that is valid.")
    String whyRevoked(String issuer, String when);

    @Message("{issuer} paused it on {when}: check it again before you rely on it.")
    String whySuspended(String issuer, String when);

    @Message("A newer one took its place on {when}: rely on the newer one.")
    String whySuperseded(String when);

    @Message("It was genuine and ended on {day}: ask its holder whether there is a newer one.")
    String whyExpired(String day);

    @Message("It is genuine and begins on {day}: check it again then.")
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

    @Message("to a person whose name is not shown here")
    String nameNotShown();

    @Message("Valid from")
    String validFrom();

    @Message("Valid until")
    String validUntil();

    @Message("No end date")
    String noEnd();

    @Message("What it is")
    String about();

    @Message("What it was for")
    String wasAbout();

    @Message("What the holder can do")
    String outcomes();

    @Message("Skills")
    String alignments();

    // Sharing

    @Message("Share it")
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

    @Message("Signed credential")
    String credential();

    @Message("These checks")
    String json();

    // Why, and what to do

    @Message("Why")
    String why();

    @Message("A revoked credential stays revoked.")
    String staysRevoked();

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

    @Message("You do not have to trust this page. Take the signed credential and check it with any Open Badges"
            + " verifier.")
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

    @Message("Check this paper before you rely on it: scan the code or open the address.")
    String paper();

    @Message("As checked on {when}. Only the page shows all of it and today's state.")
    String printed(String when);

    @Message("Checked on {when} by Testamur.")
    String footer(String when);

    // What is not there

    @Message("It was issued by {issuer} and no longer counts: ask the person who showed it to you for the newer one.")
    String hidden(String issuer);

    @Message("It was issued by {issuer} and no longer counts: do not rely on it.")
    String hiddenRevoked(String issuer);

    @Message("We do not know this credential")
    String unknownTitle();

    @Message("No credential with this link was ever issued here: ask the person who gave it to you for the whole link,"
            + " for most often a part is missing.")
    String unknown();

    @Message("The number in the link that you opened:")
    String opened();

    @Message("It has {length} characters. It should have 36.")
    String oddLength(int length);

    @Message("Try again")
    String again();

    @Message("This credential was erased")
    String erasedTitle();

    @Message("It was issued here, and its holder had all data erased: nothing is left to check, so ask the holder or"
            + " the institution.")
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

    // What the award was, and what to do with it

    @Message("A check failed, as shown below: do not rely on it.")
    String whyInvalid();

    @Message("A check could not be finished, as shown below: it may be genuine, so try again later.")
    String whyCannotTell();

    @Message("Whose it is")
    String whose();

    @Message("Was it awarded to this e-mail address?")
    String askEmail();

    @Message("We say yes only if the holder allows it, and we keep no address. You can ask five times an hour.")
    String askHint();

    @Message("Ask")
    String ask();

    @Message("Yes. It was awarded to the holder of this address.")
    String answerYes();

    @Message("This cannot be confirmed. It may be another address, or the holder does not let it be confirmed.")
    String answerCannotConfirm();

    @Message("You have asked five times within an hour. Ask again after {when}.")
    String answerTooOften(String when);

    @Message("How demanding it was")
    String demand();

    @Message("Level")
    String level();

    @Message("Level {level} of 8 (EQF)")
    String levelOfEight(int level);

    @Message("Basic general knowledge; simple tasks under direct guidance.")
    String eqf1();

    @Message("Basic knowledge of a field; routine tasks by simple rules, partly on one's own.")
    String eqf2();

    @Message("Facts, principles and processes of a field; tasks done on one's own and fitted to the situation.")
    String eqf3();

    @Message("Broad knowledge of a field; managing one's own work and the routine work of others, as at the end of"
            + " secondary school.")
    String eqf4();

    @Message("Comprehensive, specialised knowledge; managing work that changes, as in a short course of higher"
            + " education.")
    String eqf5();

    @Message("Advanced, critical understanding; solving complex problems, as in a bachelor's programme.")
    String eqf6();

    @Message("Highly specialised knowledge; developing new approaches, as in a master's programme.")
    String eqf7();

    @Message("Knowledge at the frontier of a field; original research, as in a doctorate.")
    String eqf8();

    @Message("Workload")
    String workload();

    @Message("{hours} hours")
    String hours(String hours);

    @Message("1 hour")
    String oneHour();

    @Message("Study and assessment together. 40 hours are one week of full-time study.")
    String workloadHint();

    @Message("Credits")
    String credits();

    @Message("{credits} ECTS")
    String ects(String credits);

    @Message("60 ECTS credits are one year of full-time study.")
    String creditsHint();

    @Message("How it was assessed")
    String assessed();

    @Message("Result: {score}")
    String result(String score);

    @Message("{score} of {maximum}")
    String scored(String score, String maximum);

    @Message("{score} needed to pass")
    String needed(String score);

    @Message("Evidence")
    String evidence();

    @Message("Shown because the holder agreed.")
    String evidenceHint();

    @Message("How long it is valid")
    String validity();

    @Message("QR code of this page: scan it to open the page on another device.")
    String scan();

    @Message("Name")
    String fieldName();

    @Message("Issuing organisation")
    String fieldIssuer();

    @Message("Issue date")
    String fieldIssued();

    @Message("Expiration date")
    String fieldExpires();

    @Message("Credential ID")
    String fieldId();

    @Message("Credential URL")
    String fieldUrl();

    @Message("Keep it")
    String keep();

    @Message("Badge")
    String badge();

    @Message("The signed credential as a file for wallets and backpacks (JSON, Open Badges 3.0)")
    String badgeHint();

    @Message("Picture of the badge")
    String picture();

    @Message("Certificate on paper")
    String certificate();

    @Message("Print this page: it comes out as one sheet with the QR code.")
    String certificateHint();
}
