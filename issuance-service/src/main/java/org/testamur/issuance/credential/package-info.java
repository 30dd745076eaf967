/**
 * The signed document: its identity, its content, its state. Start at {@link
 * org.testamur.issuance.credential.IssueCredential}.
 *
 * <p>It stays one package of some thirty files: signing, status changes and staff decisions all read and change the
 * entity {@code Credential}, and its setters, its repository and its facts are visible to nothing else. Two packages
 * would make them public, so that other features could change a credential without its fact.
 */
@NullMarked
package org.testamur.issuance.credential;

import org.jspecify.annotations.NullMarked;
