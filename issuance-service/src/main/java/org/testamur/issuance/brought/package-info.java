/**
 * Credentials that somebody of an institution brings to be signed (VC-API), of which nothing is kept. Start at {@link
 * org.testamur.issuance.brought.IssueResource}.
 */
@NullMarked
package org.testamur.issuance.brought;

import org.jspecify.annotations.NullMarked;
