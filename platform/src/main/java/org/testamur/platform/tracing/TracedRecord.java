package org.testamur.platform.tracing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a record that is handled, for its span.
 *
 * @param key tells the records of a batch apart; no attribute, for it may name a person
 * @param event the id of its CloudEvent
 * @param parent the {@code traceparent} that came with it
 */
public record TracedRecord(
        UUID key,
        String event,
        @Nullable UUID institution,
        @Nullable String parent) {}
