/** Real servers and house rules for the tests of every service: start reading at {@link org.testamur.testing.Servers}. */
@NullMarked
package org.testamur.testing;

import org.jspecify.annotations.NullMarked;
