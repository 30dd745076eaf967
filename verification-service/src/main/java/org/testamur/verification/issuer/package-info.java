/** Issuers with their DID documents and key histories. Start at {@link org.testamur.verification.issuer.Issuers}. */
@NullMarked
package org.testamur.verification.issuer;

import org.jspecify.annotations.NullMarked;
