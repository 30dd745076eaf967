/**
 * Signs JSON-LD documents with Data Integrity proofs and verifies them, without fetching anything: start at
 * {@link org.testamur.dataintegrity.EddsaRdfc2022} to sign, at {@link org.testamur.dataintegrity.ProofVerifier} to verify,
 * at {@link org.testamur.dataintegrity.DocumentTemplate} to do either for many documents of one shape.
 */
@NullMarked
package org.testamur.dataintegrity;

import org.jspecify.annotations.NullMarked;
