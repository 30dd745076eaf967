/** Keys in a hardware security module, by PKCS#11. Start at {@link org.testamur.issuance.signing.pkcs11.Pkcs11Backend}. */
@NullMarked
package org.testamur.issuance.signing.pkcs11;

import org.jspecify.annotations.NullMarked;
