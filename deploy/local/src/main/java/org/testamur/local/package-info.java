/**
 * Runs the whole platform on one machine for people and whole-system tests: start reading at {@link LocalStack}.
 *
 * <p>It stays one package of more than twenty files: one program whose parts are started, watched and stopped by the
 * same supervision. Only its main class is public.
 */
@NullMarked
package org.testamur.local;

import org.jspecify.annotations.NullMarked;
