/**
 * How somebody proves that they hold a DID. Start at {@link org.testamur.enrolment.did.HolderProofs}; what is done with
 * the answer is the learner's.
 */
@NullMarked
package org.testamur.enrolment.did;

import org.jspecify.annotations.NullMarked;
