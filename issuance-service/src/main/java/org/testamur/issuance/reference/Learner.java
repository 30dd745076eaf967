package org.testamur.issuance.reference;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes a learner who is awarded a credential.
 *
 * @param email absent when staff registered the learner without one
 * @param did the learner's own identifier, if they presented one and proved control of it
 */
public record Learner(
        UUID learnerId,
        String name,
        NameStatus nameStatus,
        @Nullable String email,
        @Nullable String did,
        Consents consents) {

    /** Whether anybody vouches for the name. */
    public enum NameStatus {
        /** An identity provider that is trusted for names, or staff. */
        CONFIRMED,
        /** It is the learner's own word. */
        UNCONFIRMED,
        /**
         * The name was published before names were confirmed and has not changed since. Credentials that show it keep
         * it.
         */
        BEFORE;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static NameStatus of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a hash of the e-mail address may stand in credentials. */
    public enum IdentifierConsent {
        /** Nothing was ever said of it: none stands in what is issued, and what has one keeps it. */
        NEVER,
        GIVEN,
        /** It was given, and is not any more. */
        WITHDRAWN;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static IdentifierConsent of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** What may stand in credentials. */
    public record Consents(boolean name, boolean evidence, boolean result, IdentifierConsent identifier) {}

    /** The name, if new credentials are to show it: consented to, and vouched for. */
    public Optional<String> shownName() {
        return Optional.of(name).filter(own -> consents.name() && nameStatus == NameStatus.CONFIRMED);
    }

    /** Whether new credentials are to hold a hash of the e-mail address. */
    public boolean showsIdentifier() {
        return email != null && consents.identifier() == IdentifierConsent.GIVEN;
    }

    /** Whether anybody may read a credential that shows this name, or none. */
    public boolean mayBeShownAs(Optional<String> shown) {
        return shown.isEmpty() || (consents.name() && shown.get().equals(name) && nameStatus != NameStatus.UNCONFIRMED);
    }

    /** Whether anybody may read a credential that holds a hash of the e-mail address. */
    public boolean mayBeIdentified() {
        return consents.identifier() != IdentifierConsent.WITHDRAWN;
    }

    /** Returns whether the learner's credentials must be checked after this change of the learner's data. */
    boolean showsOtherwise(Learner now) {
        return !shows().equals(now.shows());
    }

    private Shows shows() {
        return new Shows(
                consents.name() ? name : null,
                consents.name() ? nameStatus : null,
                consents.identifier(),
                showsIdentifier() ? email : null);
    }

    /** All that decides what of the learner credentials show. */
    private record Shows(
            @Nullable String name,
            @Nullable NameStatus standing,
            IdentifierConsent identifier,
            @Nullable String identifiedBy) {}

    /**
     * What this fact comes to after what was known: a name that was known before names were confirmed stays so until
     * it changes, a DID that was known needs no proof, and a consent that was given once was withdrawn.
     *
     * @param didProved whether the fact says that the learner proved to hold the DID
     */
    Learner following(Optional<Learner> before, boolean didProved) {
        NameStatus standing = nameStatus == NameStatus.UNCONFIRMED
                        && before.filter(known -> known.nameStatus == NameStatus.BEFORE && known.name.equals(name))
                                .isPresent()
                ? NameStatus.BEFORE
                : nameStatus;
        String proved = didProved
                        || before.filter(known -> known.did != null && known.did.equals(did))
                                .isPresent()
                ? did
                : null;
        IdentifierConsent identifier = consents.identifier() == IdentifierConsent.GIVEN
                        || before.map(known -> known.consents.identifier())
                                .filter(known -> known != IdentifierConsent.NEVER)
                                .isEmpty()
                ? consents.identifier()
                : IdentifierConsent.WITHDRAWN;
        return new Learner(
                learnerId,
                name,
                standing,
                email,
                proved,
                new Consents(consents.name(), consents.evidence(), consents.result(), identifier));
    }
}
