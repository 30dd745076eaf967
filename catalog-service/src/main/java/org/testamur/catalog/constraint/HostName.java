package org.testamur.catalog.constraint;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requires a host name in lower case and ASCII, as a did:web id takes it: no IP address, and a port unless it is 443.
 */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HostName.HostNameCheck.class)
public @interface HostName {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class HostNameCheck extends TextCheck<HostName> {

        private static final Pattern SHAPE = Pattern.compile(
                "(?=.{1,253}(:|$))(?![0-9.]+(:|$))(?!.*:443$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[1-9][0-9]{0,4})?");

        @Override
        Optional<String> fault(String text) {
            boolean portFits = text.indexOf(58) < 0 || text.length() - text.indexOf(58) <= 5 || portOf(text) <= 65_535;
            return SHAPE.matcher(text).matches() && portFits
                    ? Optional.empty()
                    : Optional.of(
                            "must be a host name in lower case, with a port if not 443, such as badges.example.edu");
        }

        private static int portOf(String text) {
            try {
                return Integer.parseInt(text.substring(text.indexOf(58) + 1));
            } catch (NumberFormatException e) {
                return Integer.MAX_VALUE;
            }
        }
    }
}
