package org.testamur.platform.consumer;

import java.util.Objects;

/** What an event refers to has not arrived: the event is parked until {@link Parking#arrived} names it. */
public final class MissingReference extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is longer would not fit an index. */
    private static final int LONGEST = 300;

    private final String reference;

    /** @param kind what is missing, such as {@code enrolment}; the same word is given to {@link Parking#arrived} */
    public MissingReference(String kind, Object id) {
        super("waits for " + kind + " " + id);
        this.reference = reference(kind, id);
    }

    String reference() {
        return reference;
    }

    static String reference(String kind, Object id) {
        String name = kind + ":" + Objects.toString(id).replace("\0", "");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
