package org.testamur.local;

import java.io.Serial;

/** Says in one sentence why a part of the stack is not there. */
final class PartFailed extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    PartFailed(String sentence) {
        super(sentence);
    }

    PartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
