/**
 * Micro-credentials from draft to retirement, in versions that never change once published. Start at {@link
 * org.testamur.catalog.microcredential.MicroCredential}.
 *
 * <p>It stays one package of more than twenty files: authors' and readers' operations work on one aggregate with its
 * versions, views and fact. Three types are public; a package for reading would make the aggregate, the repository and
 * all views public.
 */
@NullMarked
package org.testamur.catalog.microcredential;

import org.jspecify.annotations.NullMarked;
