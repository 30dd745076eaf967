/** Institutions and employers: who they are, and the issuer id that an institution keeps for ever. Start at {@link org.testamur.catalog.organisation.SetUpInstitution}. */
@NullMarked
package org.testamur.catalog.organisation;

import org.jspecify.annotations.NullMarked;
