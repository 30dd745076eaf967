package org.testamur.platform.tenancy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in which capacity an operation's caller acts. Stands on a resource method or class; an operation without it
 * sees no row of any table under row-level security.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ActingAs {

    Actor value();

    /** For {@link Actor#SELF}: whether a log-in that we hold no person for is refused (403) or comes through. */
    boolean known() default true;

    /** For {@link Actor#STAFF}: whether an operator, who works for no institution, comes through as the service. */
    boolean orOperator() default false;
}
