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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Requires a country code of ISO 3166-1 alpha-2. */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CountryCode.CountryCodeCheck.class)
public @interface CountryCode {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class CountryCodeCheck extends TextCheck<CountryCode> {

        private static final Set<String> CODES = Set.of(Locale.getISOCountries());

        @Override
        Optional<String> fault(String text) {
            return CODES.contains(text)
                    ? Optional.empty()
                    : Optional.of("must be an ISO 3166-1 country code of two capital letters such as EE");
        }
    }
}
