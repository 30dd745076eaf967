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
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Requires an absolute http or https address with a host, such as the id of a skill in a framework. */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WebUrl.WebUrlCheck.class)
public @interface WebUrl {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class WebUrlCheck extends TextCheck<WebUrl> {

        private static final int LONGEST = 2000;

        @Override
        Optional<String> fault(String text) {
            return text.length() <= LONGEST && isWeb(text)
                    ? Optional.empty()
                    : Optional.of("must be an http or https address of at most 2000 characters");
        }

        private static boolean isWeb(String text) {
            try {
                URI uri = new URI(text);
                return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                        && uri.getHost() != null
                        && uri.getUserInfo() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }
}
