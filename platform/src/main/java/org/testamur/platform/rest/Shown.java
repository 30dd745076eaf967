package org.testamur.platform.rest;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requires text that can be shown to people, without invisible and reordering characters ({@link DisplayText}). Null is
 * valid.
 */
@Documented
@Target({
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.RECORD_COMPONENT,
    ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Shown.Check.class)
public @interface Shown {

    /** Whether it may have several lines. */
    boolean lines() default false;

    String message() default "holds characters that cannot be shown";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks {@link DisplayText}, and says which character is at fault and where. */
    class Check implements ConstraintValidator<Shown, CharSequence> {

        private boolean lines;

        @Override
        public void initialize(Shown shown) {
            lines = shown.lines();
        }

        @Override
        public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
            if (value == null || value.isEmpty()) {
                return true;
            }
            Optional<String> fault =
                    lines ? DisplayText.faultOfText(value.toString()) : DisplayText.faultOfLine(value.toString());
            // Nothing of the caller's stands in the sentence, so nothing in it is taken for an expression.
            fault.ifPresent(sentence -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(sentence).addConstraintViolation();
            });
            return fault.isEmpty();
        }
    }
}
