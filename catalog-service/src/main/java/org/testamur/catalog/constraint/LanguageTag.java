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
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Requires a canonical BCP 47 tag of language, script and region, as Open Badges 3.0 takes it. */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = LanguageTag.LanguageTagCheck.class)
public @interface LanguageTag {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class LanguageTagCheck extends TextCheck<LanguageTag> {

        private static final Pattern SHAPE = Pattern.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");
        private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());

        @Override
        Optional<String> fault(String text) {
            String canonical;
            try {
                canonical = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            } catch (IllformedLocaleException e) {
                return Optional.of("must be a BCP 47 language tag such as en or et");
            }
            if (!text.equals(canonical) && SHAPE.matcher(canonical).matches()) {
                return Optional.of("must be written " + canonical);
            }
            String language = text.split("-", -1)[0];
            return SHAPE.matcher(text).matches() && (language.length() > 2 || TWO_LETTERS.contains(language))
                    ? Optional.empty()
                    : Optional.of("must be a BCP 47 tag of a language, perhaps with script and region, such as en-GB");
        }
    }
}
