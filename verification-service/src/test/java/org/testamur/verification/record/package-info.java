/** What issuance publishes of credentials can be read. */
@NullMarked
package org.testamur.verification.record;

import org.jspecify.annotations.NullMarked;
