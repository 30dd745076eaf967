/** Stores issuers' keys and opens them for signing. */
@NullMarked
package org.testamur.issuance.key.store;

import org.jspecify.annotations.NullMarked;
