/** What issuance publishes of issuers can be read. */
@NullMarked
package org.testamur.verification.reference;

import org.jspecify.annotations.NullMarked;
