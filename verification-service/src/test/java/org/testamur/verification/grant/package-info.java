/** How long a grant may last. */
@NullMarked
package org.testamur.verification.grant;

import org.jspecify.annotations.NullMarked;
