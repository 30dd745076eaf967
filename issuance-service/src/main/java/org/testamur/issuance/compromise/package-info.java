/** What follows when somebody else may have a key. Start at {@link org.testamur.issuance.compromise.DeclareCompromise}. */
@NullMarked
package org.testamur.issuance.compromise;

import org.jspecify.annotations.NullMarked;
