/** What follows when somebody else may have a key. Start at {@link org.testamur.issuance.key.compromise.DeclareCompromise}. */
@NullMarked
package org.testamur.issuance.key.compromise;

import org.jspecify.annotations.NullMarked;
