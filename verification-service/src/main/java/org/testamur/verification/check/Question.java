package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.issuer.Issuer;

/**
 * A credential, and what is known here to judge it by.
 *
 * @param issuer the document's issuer, if it is one of ours
 * @param onRecord whether it is, to the letter, the document on record; asked where a key is known to be compromised
 * @param statusLists what whoever asks brought of the lists that it names; nothing is fetched
 */
record Question(
        CredentialDocument document,
        @Nullable Issuer issuer,
        Standing standing,
        AsOf asOf,
        boolean onRecord,
        List<ObjectNode> statusLists) {

    Question {
        statusLists = List.copyOf(statusLists);
    }

    /** Of a document that is on record. */
    static Question of(CredentialDocument document, Optional<Issuer> issuer, Standing standing, AsOf asOf) {
        return new Question(document, issuer.orElse(null), standing, asOf, true, List.of());
    }
}
