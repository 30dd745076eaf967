/**
 * What arrives and what is decided on it. Start at {@link org.testamur.issuance.result.ResultConsumer}, then {@link
 * org.testamur.issuance.result.IssuancePolicy}.
 *
 * <p>It stays one package of some twenty files: one result, a batch and a waiting pass are decided by one policy over
 * the same references and history. A split would make the policy's inputs and decisions public, which only these use
 * cases may produce.
 */
@NullMarked
package org.testamur.issuance.result;

import org.jspecify.annotations.NullMarked;
