/**
 * Sends webhook deliveries, retries them and keeps their outcome. Start at
 * {@link org.testamur.verification.webhook.delivery.Dispatcher}.
 *
 * <p>Two loops of {@link org.testamur.platform.work.BackgroundWork} decide: the dispatcher claims endpoints, the settler notes
 * outcomes, many in one statement. Sending itself runs in virtual threads, one for each endpoint in turn and a few for its
 * requests: a loop has one thread, and a receiver that answers late must hold up nobody else. Such a thread ends with its turn,
 * and its number and time are bounded, so it needs no heartbeat of its own; the two loops have theirs, and fail liveness.
 *
 * <p>It stays one package of sixteen files: queue, turns, outcomes and the settler hand the same lease from one to the
 * next. A split would make the lease public.
 */
@NullMarked
package org.testamur.verification.webhook.delivery;

import org.jspecify.annotations.NullMarked;
