package org.testamur.catalog.constraint;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A constraint on a text whose message depends on the text; absence is another constraint's affair. */
abstract class TextCheck<A extends Annotation> implements ConstraintValidator<A, String> {

    /** What is wrong with the text, if anything; braces must not stand in it. */
    abstract Optional<String> fault(String text);

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        Optional<String> fault = text == null ? Optional.empty() : fault(text);
        fault.ifPresent(message -> {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        });
        return fault.isEmpty();
    }
}
