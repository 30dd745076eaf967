/**
 * Real servers and house rules for the tests of every service: start reading at {@link org.testamur.testing.Servers}.
 *
 * <p>It stays one package of some twenty files: each is a tool that tests name by itself, and few of them know one
 * another. A split would be by topic alone and would hide nothing.
 */
@NullMarked
package org.testamur.testing;

import org.jspecify.annotations.NullMarked;
