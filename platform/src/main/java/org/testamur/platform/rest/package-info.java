/**
 * The HTTP edge: strict JSON in, entity tags out. Start at {@link org.testamur.platform.rest.StrictJsonReader}.
 *
 * <p>It stays one package of twenty-five files: half of them are filters and providers that the server calls and no
 * code names. The classes for large and slow bodies are the seam, if they grow: a package of their own would make the
 * table of operations, the sender of a request and the limit of bodies public.
 */
@NullMarked
package org.testamur.platform.rest;

import org.jspecify.annotations.NullMarked;
