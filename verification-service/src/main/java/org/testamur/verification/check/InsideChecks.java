package org.testamur.verification.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.testamur.verification.check.EmbeddedCredentials.Place;

/**
 * Asks of each credential inside a credential what is asked of that itself, and says at its place how it stands. None passes
 * in silence: one that does not hold, or that was not looked at, is a warning of the credential around it.
 */
final class InsideChecks {

    /** A credential that says of its subject which credentials it has (CLR 2.0). */
    static final String RECORD_OF_CREDENTIALS = "ClrCredential";

    /** Matches members that endorse. Credentials under all other names, at any depth, are held by the record. */
    private static final Pattern ENDORSES = Pattern.compile("(?:[/#:]|~1)endorsement(?:/|$)");

    private final CheckInput question;
    private final Notes notes;
    private final Function<CheckInput, Report> asking;
    private int unseen;

    InsideChecks(CheckInput question, Notes notes, Function<CheckInput, Report> asking) {
        this.question = question;
        this.notes = notes;
        this.asking = asking;
    }

    /** @param stated how many there are by the document's RDF */
    List<InsideAnswer> answers(int stated) {
        EmbeddedCredentials inside = EmbeddedCredentials.of(question.document().json());
        List<InsideAnswer> answers = new ArrayList<>();
        for (Place place : inside.places()) {
            InsideAnswer answer = answer(place);
            answers.add(answer);
            if (!answer.verified()) {
                notes.warning(
                        Check.Name.PROOF,
                        "credential-inside-" + answer.status().text(),
                        place.pointer() + ": the credential inside is "
                                + answer.status().text() + ". " + answer.why());
            }
        }
        unseen = inside.more() + Math.max(0, stated - inside.different() - inside.more());
        if (unseen > 0) {
            notes.warning(
                    Check.Name.PROOF,
                    "credentials-inside-not-checked",
                    unseen + " more credentials inside it were not checked: more than " + EmbeddedCredentials.MOST
                            + ", deeper than " + EmbeddedCredentials.DEEPEST
                            + ", or not under the names of the data model.");
        }
        return answers;
    }

    private InsideAnswer answer(Place place) {
        if (place.credential() == null) {
            return InsideAnswer.of(place.pointer(), null, new Notes().with(CredentialForm.checks(), List.of(), false));
        }
        CredentialDocument document = new CredentialDocument(place.credential());
        return InsideAnswer.of(
                place.pointer(), document.id(), asking.apply(question.inside().apply(document)));
    }

    /**
     * Decides how embedded credentials affect the record that holds them. A forged one makes the record invalid. A
     * revoked or expired one, or one that cannot be checked, gives a warning, because a record of achievements may name
     * it. If some were not checked, the record cannot be checked.
     */
    Check holding(Check check, List<InsideAnswer> inside) {
        if (check.name() != Check.Name.PROOF || !check.hasPassed()) {
            return check;
        }
        Optional<InsideAnswer> forged = inside.stream()
                .filter(answer -> answer.status() == Verdict.INVALID
                        && answer.pointer().startsWith("/credentialSubject/")
                        && !ENDORSES.matcher(answer.pointer()).find())
                .findFirst();
        return forged.map(answer -> Check.failed(
                        Check.Name.PROOF,
                        "credential-inside-invalid",
                        "The record's own signature matches, and a credential that it holds is not valid, at "
                                + answer.pointer() + ": " + answer.why()))
                .orElse(
                        unseen == 0
                                ? check
                                : Check.notChecked(
                                        Check.Name.PROOF,
                                        "credentials-inside-not-checked",
                                        "The record's own signature matches, and " + unseen
                                                + " of the credentials that it holds were not checked."));
    }
}
