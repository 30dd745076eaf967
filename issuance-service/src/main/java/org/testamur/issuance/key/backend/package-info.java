/** Reaches the places that hold private keys: the database, a PKCS #11 token, or a signing process. */
@NullMarked
package org.testamur.issuance.key.backend;

import org.jspecify.annotations.NullMarked;
