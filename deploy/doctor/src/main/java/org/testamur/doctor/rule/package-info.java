/**
 * Judges metrics by the rules that Prometheus is given, from a few looks instead of a time series: start reading at
 * {@link Rules}.
 */
@NullMarked
package org.testamur.doctor.rule;

import org.jspecify.annotations.NullMarked;
