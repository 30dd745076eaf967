package org.testamur.issuance.badge;

import java.util.Optional;
import org.testamur.issuance.reference.Learner;

/**
 * What a credential shows of who its learner is, besides the pseudonym.
 *
 * @param name the name, as text
 * @param identifier whether it holds a hash of the e-mail address
 */
public record DisclosedIdentity(Optional<String> name, boolean identifier) {

    /** In a new award: what the learner consents to, and of names only one that somebody vouches for. */
    static DisclosedIdentity of(Learner learner) {
        return new DisclosedIdentity(learner.shownName(), learner.showsIdentifier());
    }

    /** In what takes the place of a credential that shows this: a name that it may go on showing stays. */
    DisclosedIdentity today(Learner learner) {
        return new DisclosedIdentity(
                learner.shownName().or(() -> name.filter(old -> learner.mayBeShownAs(Optional.of(old)))),
                learner.showsIdentifier());
    }

    /** Whether anybody may go on reading it. */
    public boolean mayBeShownOf(Learner learner) {
        return learner.mayBeShownAs(name) && (!identifier || learner.mayBeIdentified());
    }
}
