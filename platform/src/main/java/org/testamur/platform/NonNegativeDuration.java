package org.testamur.platform;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Demands of a setting that it is not less than no time; see {@link SettingBounds}. */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface NonNegativeDuration {}
