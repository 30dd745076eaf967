/**
 * Institutions and employers: who they are, and the issuer id that an institution keeps for ever. Start at {@link
 * org.testamur.catalog.organisation.SetUpInstitution}.
 *
 * <p>It stays one package of more than twenty files: institutions and employers are two kinds of one entity with one
 * space of slugs, one repository and one fact. Only the directory of tenants is public; a package for each kind would
 * make the entity and its repository public as well.
 */
@NullMarked
package org.testamur.catalog.organisation;

import org.jspecify.annotations.NullMarked;
