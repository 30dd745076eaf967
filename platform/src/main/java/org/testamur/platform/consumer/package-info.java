/**
 * Facts arrive, in order per key, each in one transaction with what it causes. Start at {@link
 * org.testamur.platform.consumer.EventConsumer}; SmallRye Reactive Messaging hands what a poll brought to {@link
 * org.testamur.platform.consumer.IncomingRecords}.
 *
 * <p>It stays one package of some thirty files: delivery, parking, dead letters, stopped consumers and rebuilds share
 * one order per key, and each calls the next. Eight types are public for services; a split would open the parked rows
 * and the delivery itself to every service.
 */
@NullMarked
package org.testamur.platform.consumer;

import org.jspecify.annotations.NullMarked;
