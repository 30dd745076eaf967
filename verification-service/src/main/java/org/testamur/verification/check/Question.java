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
 * @param statusLists what whoever asks brought of the lists that it names; nothing is fetched
 */
record Question(
        CredentialDocument document,
        @Nullable Issuer issuer,
        Standing standing,
        AsOf asOf,
        List<ObjectNode> statusLists) {

    Question {
        statusLists = List.copyOf(statusLists);
    }

    static Question of(CredentialDocument document, Optional<Issuer> issuer, Standing standing, AsOf asOf) {
        return new Question(document, issuer.orElse(null), standing, asOf, List.of());
    }
}
