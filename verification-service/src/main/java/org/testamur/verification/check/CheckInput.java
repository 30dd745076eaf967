package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.reference.Issuer;

/**
 * A credential, and what is known here to judge it by.
 *
 * @param issuer the document's issuer, if it is one of ours
 * @param onRecord whether it is, to the letter, the document on record; asked where a key is known to be compromised
 * @param inside asks about a credential inside it, from what is known here
 * @param statusLists what whoever asks brought of the lists that it names; nothing is fetched
 */
record CheckInput(
        CredentialDocument document,
        @Nullable Issuer issuer,
        RecordedStatus recordedStatus,
        AsOf asOf,
        boolean onRecord,
        List<ObjectNode> statusLists,
        Function<CredentialDocument, CheckInput> inside) {

    CheckInput {
        statusLists = List.copyOf(statusLists);
    }

    /** Of a document that is on record, with nothing known of what is inside it but what that says itself. */
    static CheckInput of(
            CredentialDocument document, Optional<Issuer> issuer, RecordedStatus recordedStatus, AsOf asOf) {
        return new CheckInput(
                document,
                issuer.orElse(null),
                recordedStatus,
                asOf,
                true,
                List.of(),
                inner -> foreign(inner, asOf, List.of()));
    }

    /** Of a document by somebody of whom nothing is known here. */
    static CheckInput foreign(CredentialDocument document, AsOf asOf, List<ObjectNode> statusLists) {
        return new CheckInput(
                document,
                null,
                new RecordedStatus.Foreign(),
                asOf,
                false,
                statusLists,
                inner -> foreign(inner, asOf, statusLists));
    }
}
