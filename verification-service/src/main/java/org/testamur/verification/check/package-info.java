/**
 * Whether a credential holds, and why or why not. Start at {@link org.testamur.verification.check.VerifyCredential}.
 *
 * <p>It stays one package of more than thirty files: nearly every check reads the document, answers with a {@code
 * Check} and notes findings, so the parts are small and know one another. A package for the document alone would make
 * its readers public with all of their methods, and would form a circle, because the document's views and its form
 * answer in terms of checks.
 */
@NullMarked
package org.testamur.verification.check;

import org.jspecify.annotations.NullMarked;
