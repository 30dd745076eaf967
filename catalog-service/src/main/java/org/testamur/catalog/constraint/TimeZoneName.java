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
import java.time.ZoneId;
import java.util.Optional;

/** Requires a time zone name of the IANA database. */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TimeZoneName.TimeZoneNameCheck.class)
public @interface TimeZoneName {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class TimeZoneNameCheck extends TextCheck<TimeZoneName> {

        @Override
        Optional<String> fault(String text) {
            return ZoneId.getAvailableZoneIds().contains(text) && !text.startsWith("SystemV/")
                    ? Optional.empty()
                    : Optional.of("must be a time zone of the IANA database such as Europe/Tallinn");
        }
    }
}
