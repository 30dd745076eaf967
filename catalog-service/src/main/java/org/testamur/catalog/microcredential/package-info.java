/** Micro-credentials from draft to retirement, in versions that never change once published. Start at {@link org.testamur.catalog.microcredential.MicroCredential}. */
@NullMarked
package org.testamur.catalog.microcredential;

import org.jspecify.annotations.NullMarked;
