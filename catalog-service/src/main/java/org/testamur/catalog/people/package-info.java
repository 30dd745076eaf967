/**
 * Who works for an institution: invitations, memberships with roles, limits and ends, and what was changed. Start at
 * {@link org.testamur.catalog.people.JoinInstitution}.
 *
 * <p>It stays one package of more than fifteen files: an invitation becomes a membership, both under one policy, one lock
 * and one history.
 */
@NullMarked
package org.testamur.catalog.people;

import org.jspecify.annotations.NullMarked;
