package org.testamur.catalog.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.Caller;
import org.testamur.platform.tenancy.StaffMembership;

/**
 * Who is signed in, as the institution's administrators see it.
 *
 * @param hash the {@linkplain StaffMembership#login hash} of the log-in
 * @param name as the token says it
 * @param email as the token says it, if its issuer has verified it
 */
record StaffLogin(
        String hash, @Nullable String name, @Nullable String email) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 320;

    static StaffLogin of(Caller caller) {
        boolean verified = caller.claim("email_verified").filter("true"::equals).isPresent();
        return new StaffLogin(
                StaffMembership.login(caller.issuer(), caller.subject()),
                text(caller.claim("name"), LONGEST_NAME),
                verified ? text(caller.claim("email"), LONGEST_EMAIL) : null);
    }

    private static @Nullable String text(Optional<String> claim, int longest) {
        return claim.filter(text -> !text.isBlank()
                        && text.length() <= longest
                        && text.codePoints().noneMatch(StaffLogin::isNoText))
                .orElse(null);
    }

    private static boolean isNoText(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }

    Optional<String> verifiedEmail() {
        return Optional.ofNullable(email);
    }
}
