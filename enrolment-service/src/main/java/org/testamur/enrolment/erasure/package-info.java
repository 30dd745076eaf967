/**
 * Forgetting a learner. Start at {@link org.testamur.enrolment.erasure.EraseLearner}.
 *
 * <p>What goes: the learner with name, address, DID, consents, log-ins, invitation, challenge and
 * who confirmed the name; every answer kept for a repeated
 * request of theirs; parked records that name them. What stays: their enrolments, withdrawn, as ids. A credential's
 * status entry, an institution's counts and the topic's history go on meaning something, while the learner's id in them
 * leads to nobody; the id itself is kept in {@code erasure}, because an erased learner is not an unknown one.
 */
@NullMarked
package org.testamur.enrolment.erasure;

import org.jspecify.annotations.NullMarked;
