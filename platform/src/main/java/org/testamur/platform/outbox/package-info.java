/**
 * Facts leave in the transaction that made them true; a relay sends them. Start at {@link org.testamur.platform.outbox.Outbox}.
 * What was sent is noted, and tells an older copy of the database when a service starts (ADR 18).
 */
@NullMarked
package org.testamur.platform.outbox;

import org.jspecify.annotations.NullMarked;
