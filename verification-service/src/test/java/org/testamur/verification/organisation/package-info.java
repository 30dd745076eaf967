/** What the catalogue publishes of organisations can be read. */
@NullMarked
package org.testamur.verification.organisation;

import org.jspecify.annotations.NullMarked;
