/** What a signing key is and what may become of it, without a database. Start at {@link org.testamur.issuance.key.KeyPolicy}. */
@NullMarked
package org.testamur.issuance.key;

import org.jspecify.annotations.NullMarked;
