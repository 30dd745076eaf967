package org.testamur.issuance.credential;

import java.util.List;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.status.StatusEntry;

/** Reports the outcome of an order to sign a credential. */
public sealed interface Signed {

    CredentialOrder order();

    /** Signed for its place in status lists, and nothing of it kept yet. */
    record Ready(Credential credential, CredentialOrder order, StatusEntry place) implements Signed {}

    /** Its document would not verify. */
    record RefusedOrder(CredentialOrder order, DocumentRefused refusal) implements Signed {

        public List<String> reasons() {
            return refusal.reasons();
        }
    }
}
