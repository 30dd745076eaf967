package org.testamur.doctor;

import java.util.List;

/** The services by name, in the order of their ports. */
final class Services {

    static final List<String> NAMES = List.of("catalog", "enrolment", "assessment", "issuance", "verification");

    private Services() {}
}
