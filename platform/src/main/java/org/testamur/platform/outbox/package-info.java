/** Facts leave in the transaction that made them true; a relay sends them. Start at {@link org.testamur.platform.outbox.Outbox}. */
@NullMarked
package org.testamur.platform.outbox;

import org.jspecify.annotations.NullMarked;
