/**
 * Runs the process that holds keys and signs for the issuance service. Start at
 * {@link org.testamur.signer.SigningProcess}.
 */
@NullMarked
package org.testamur.signer;

import org.jspecify.annotations.NullMarked;
