package org.testamur.catalog.constraint;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates a text with a message that depends on the text. Absent values are left to other constraints. */
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
