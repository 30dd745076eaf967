/** What issuance publishes of issuers can be read. */
@NullMarked
package org.testamur.verification.issuer;

import org.jspecify.annotations.NullMarked;
