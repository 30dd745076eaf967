package org.testamur.enrolment.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.DisplayText;
import org.testamur.platform.rest.PlainText;

/** Settles what is held of a learner, from what they ask for, what is held, and what their token vouches for. */
final class ProfilePolicy {

    private static final int LONGEST_NAME = 200;

    private ProfilePolicy() {}

    /**
     * What a token says of its bearer; the address only if the identity provider has verified it.
     *
     * @param nameAuthority the token's issuer, if it is trusted for names
     */
    record Vouched(Optional<String> name, Optional<String> verifiedEmail, Optional<String> nameAuthority) {

        /** The issuer that vouches for exactly this name. */
        Optional<String> authorityFor(String held) {
            return nameAuthority.filter(issuer ->
                    name.map(DisplayText::composed).filter(held::equals).isPresent());
        }
    }

    /** What is to be held, or all that stands against it. */
    sealed interface ProfileDecision {
        record Accepted(Profile profile) implements ProfileDecision {}

        record Rejected(List<Fault> faults) implements ProfileDecision {}
    }

    static ProfileDecision decide(ProfileRequest request, @Nullable Profile held, Vouched vouched) {
        List<Fault> faults = new ArrayList<>();
        String name = name(request, held, vouched, faults);
        Address address = address(request, held, vouched, faults);
        String did = held == null ? null : held.did();
        if (request.did() != null && !request.did().equals(did)) {
            faults.add(new Fault(
                    "/did",
                    "is taken by a signed challenge: POST /enrolment/learners/me/did-challenges, then PUT"
                            + " /enrolment/learners/me/did"));
        }
        return faults.isEmpty()
                ? new ProfileDecision.Accepted(new Profile(name, address.email(), address.verified(), did))
                : new ProfileDecision.Rejected(List.copyOf(faults));
    }

    private static String name(ProfileRequest request, @Nullable Profile held, Vouched vouched, List<Fault> faults) {
        if (request.name() != null) {
            String asked = DisplayText.composed(request.name());
            faultOfName(asked).ifPresent(fault -> faults.add(new Fault("/name", fault)));
            return asked;
        }
        if (held != null) {
            return held.name();
        }
        String fromToken = vouched.name().map(DisplayText::composed).orElse("");
        if (fromToken.isEmpty()) {
            faults.add(new Fault("/name", "is missing, and the token names nobody"));
        } else {
            faultOfName(fromToken)
                    .ifPresent(fault -> faults.add(new Fault("/name", "is missing, and the token's name " + fault)));
        }
        return fromToken;
    }

    /** A name that staff write, or a refusal. */
    static String ofStaff(String written) {
        String name = DisplayText.composed(written);
        faultOfName(name).ifPresent(fault -> {
            throw Refusal.invalid("/name", fault);
        });
        return name;
    }

    private static Optional<String> faultOfName(String name) {
        return DisplayText.faultOfLine(name)
                .or(() -> name.length() > LONGEST_NAME
                        ? Optional.of("must have at most " + LONGEST_NAME + " characters in composed form (NFC)")
                        : Optional.empty())
                .or(() -> name.codePoints().anyMatch(Character::isLetter)
                        ? Optional.empty()
                        : Optional.of("holds no letter"));
    }

    private record Address(@Nullable String email, boolean verified) {}

    private static Address address(
            ProfileRequest request, @Nullable Profile held, Vouched vouched, List<Fault> faults) {
        String asked = request.email();
        if (held != null && (asked == null || asked.equals(held.email()))) {
            // What staff wrote counts once the token vouches for it, as the token writes it.
            return held.emailVerified()
                    ? new Address(held.email(), true)
                    : vouched.verifiedEmail()
                            .filter(verified -> verified.equalsIgnoreCase(held.email()))
                            .map(verified -> new Address(verified, true))
                            .orElse(new Address(held.email(), false));
        }
        String verified = vouched.verifiedEmail().orElse("");
        if (verified.isEmpty() || PlainText.fault(verified).isPresent()) {
            faults.add(new Fault("/email", "cannot be taken: the token holds no verified e-mail address"));
        } else if (asked != null && !asked.toLowerCase(Locale.ROOT).equals(verified.toLowerCase(Locale.ROOT))) {
            faults.add(new Fault("/email", "is not the e-mail address that the token vouches for"));
        }
        return new Address(verified, true);
    }
}
