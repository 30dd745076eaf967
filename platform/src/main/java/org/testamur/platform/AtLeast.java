package org.testamur.platform;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** States the lowest number that a setting may be; see {@link SettingBounds}. */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface AtLeast {

    /** That number. */
    double value();
}
