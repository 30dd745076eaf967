/** The page that people read. Start at {@link org.testamur.verification.page.VerifyPage}. */
@NullMarked
package org.testamur.verification.page;

import org.jspecify.annotations.NullMarked;
