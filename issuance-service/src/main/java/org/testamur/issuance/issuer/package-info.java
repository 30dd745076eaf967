/** Institutions as issuers: their keys' publication, DID documents and profiles. Start at {@link org.testamur.issuance.issuer.SetUpIssuer}. */
@NullMarked
package org.testamur.issuance.issuer;

import org.jspecify.annotations.NullMarked;
