/** What is decided without a server about a credential. */
@NullMarked
package org.testamur.verification.check;

import org.jspecify.annotations.NullMarked;
