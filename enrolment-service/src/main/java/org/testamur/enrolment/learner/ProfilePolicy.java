package org.testamur.enrolment.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.rest.PlainText;

/** Settles what is held of a learner, from what they ask for, what is held, and what their token vouches for. */
final class ProfilePolicy {

    private static final int LONGEST_NAME = 200;

    private ProfilePolicy() {}

    /** What a token says of its bearer; the address only if the identity provider has verified it. */
    record Vouched(Optional<String> name, Optional<String> verifiedEmail) {}

    /** What is to be held, or all that stands against it. */
    sealed interface Decision {
        record Held(Profile profile) implements Decision {}

        record Refused(List<Fault> faults) implements Decision {}
    }

    static Decision decide(ProfileRequest request, @Nullable Profile held, Vouched vouched) {
        List<Fault> faults = new ArrayList<>();
        String name = name(request, held, vouched, faults);
        String email = email(request, held, vouched, faults);
        return faults.isEmpty()
                ? new Decision.Held(new Profile(name, email, request.did()))
                : new Decision.Refused(List.copyOf(faults));
    }

    private static String name(ProfileRequest request, @Nullable Profile held, Vouched vouched, List<Fault> faults) {
        if (request.name() != null) {
            return request.name().strip();
        }
        if (held != null) {
            return held.name();
        }
        String fromToken = vouched.name().map(String::strip).orElse("");
        if (fromToken.isEmpty()
                || fromToken.length() > LONGEST_NAME
                || fromToken.indexOf('\n') >= 0
                || PlainText.fault(fromToken).isPresent()) {
            faults.add(new Fault("/name", "is missing, and the token names nobody"));
        }
        return fromToken;
    }

    private static String email(ProfileRequest request, @Nullable Profile held, Vouched vouched, List<Fault> faults) {
        String asked = request.email();
        if (held != null && (asked == null || asked.equals(held.email()))) {
            return held.email();
        }
        String verified = vouched.verifiedEmail().orElse("");
        if (verified.isEmpty() || PlainText.fault(verified).isPresent()) {
            faults.add(new Fault("/email", "cannot be taken: the token holds no verified e-mail address"));
        } else if (asked != null && !asked.toLowerCase(Locale.ROOT).equals(verified.toLowerCase(Locale.ROOT))) {
            faults.add(new Fault("/email", "is not the e-mail address that the token vouches for"));
        }
        return verified;
    }
}
