package org.testamur.enrolment.learner.did;

import java.util.List;
import org.testamur.platform.problem.Fault;

/** Reports whether a presentation proves control of a DID. */
public sealed interface HolderProof {

    /** The holder has signed. */
    record Proved(String did) implements HolderProof {}

    /** All that stands against it. */
    record Refused(List<Fault> faults) implements HolderProof {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
