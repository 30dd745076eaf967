package org.testamur.catalog.constraint;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requires the fields of a record to be consistent with each other. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Coherent.CoherentCheck.class)
public @interface Coherent {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Knows which of its fields contradict others. */
    interface Fields {

        /** By field, what is expected of it in view of the others; absent fields are another constraint's affair. */
        Map<String, String> contradictions();
    }

    /** Names each contradiction at its field. */
    final class CoherentCheck implements ConstraintValidator<Coherent, Fields> {

        @Override
        public boolean isValid(@Nullable Fields fields, ConstraintValidatorContext context) {
            if (fields == null) {
                return true;
            }
            Map<String, String> contradictions = fields.contradictions();
            context.disableDefaultConstraintViolation();
            contradictions.forEach((field, message) -> context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(field)
                    .addConstraintViolation());
            return contradictions.isEmpty();
        }
    }
}
