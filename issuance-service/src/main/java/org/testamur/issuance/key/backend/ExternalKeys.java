package org.testamur.issuance.key.backend;

import java.util.List;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Creates keys outside this process and signs with them. Each key is identified by a label and never leaves the
 * backend.
 */
public interface ExternalKeys {

    /** As sentences for an operator name it, such as {@code the token}. */
    String called();

    /** As such a sentence says that a key is in it, such as {@code on the token}. */
    String within();

    /**
     * The signatures of many messages, in their order.
     *
     * @throws TemporarilyUnavailable while the place is away
     */
    List<byte[]> sign(String label, List<byte[]> messages) throws NoSuchKeyException;

    /** No one key there has the label. */
    final class NoSuchKeyException extends Exception {

        private static final long serialVersionUID = 1;

        /** @param reason one sentence for an operator, without secrets */
        public NoSuchKeyException(String reason) {
            super(reason);
        }
    }
}
