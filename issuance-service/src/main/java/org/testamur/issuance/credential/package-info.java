/** The signed document: its identity, its content, its state. Start at {@link org.testamur.issuance.credential.IssueCredential}. */
@NullMarked
package org.testamur.issuance.credential;

import org.jspecify.annotations.NullMarked;
