package org.testamur.platform.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whether the audit log notes an operation. Without it POST, PUT, PATCH and DELETE are noted, and what reads is not:
 * {@code @Audited(false)} stands on a POST that only reads, {@code @Audited} on a GET that is to be noted.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Audited {

    /** Whether it is. */
    boolean value() default true;
}
