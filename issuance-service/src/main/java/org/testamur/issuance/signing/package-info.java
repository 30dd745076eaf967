/** Keys and signatures: nothing outside this package sees a private key. Start at {@link org.testamur.issuance.signing.DocumentSigner}. */
@NullMarked
package org.testamur.issuance.signing;

import org.jspecify.annotations.NullMarked;
