/** Institutions and employers as the catalogue tells of them. Start at {@link org.testamur.verification.organisation.Organisations}. */
@NullMarked
package org.testamur.verification.organisation;

import org.jspecify.annotations.NullMarked;
