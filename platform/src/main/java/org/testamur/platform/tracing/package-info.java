/**
 * Traces, by OpenTelemetry, of a request through all services that its facts reach. Start at {@link
 * org.testamur.platform.tracing.Traces}; nothing is traced without {@code testamur.tracing.collector}.
 */
@NullMarked
package org.testamur.platform.tracing;

import org.jspecify.annotations.NullMarked;
