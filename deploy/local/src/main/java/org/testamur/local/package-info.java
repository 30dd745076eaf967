/** Runs the whole platform on one machine for people and whole-system tests: start reading at {@link LocalStack}. */
@NullMarked
package org.testamur.local;

import org.jspecify.annotations.NullMarked;
