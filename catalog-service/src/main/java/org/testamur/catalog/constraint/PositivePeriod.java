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
import java.time.DateTimeException;
import java.time.Period;
import java.util.Optional;

/** Requires a positive ISO 8601 period of calendar units. */
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PositivePeriod.PositivePeriodCheck.class)
public @interface PositivePeriod {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is wrong with the text. */
    final class PositivePeriodCheck extends TextCheck<PositivePeriod> {

        private static final int MOST_YEARS = 100;

        @Override
        Optional<String> fault(String text) {
            try {
                Period period = Period.parse(text);
                boolean negative = period.isNegative();
                boolean fits = period.toTotalMonths() <= MOST_YEARS * 12L && period.getDays() <= MOST_YEARS * 366;
                return !negative && !period.isZero() && fits && text.startsWith("P")
                        ? Optional.empty()
                        : Optional.of("must be longer than nothing and at most 100 years");
            } catch (DateTimeException | ArithmeticException e) {
                return Optional.of("must be an ISO 8601 period such as P3Y or P18M");
            }
        }
    }
}
