/** Keys in a hardware security module, by PKCS#11. Start at {@link org.testamur.issuance.key.backend.pkcs11.Pkcs11Backend}. */
@NullMarked
package org.testamur.issuance.key.backend.pkcs11;

import org.jspecify.annotations.NullMarked;
