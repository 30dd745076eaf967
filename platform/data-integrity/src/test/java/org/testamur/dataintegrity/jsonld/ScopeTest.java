package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLdError;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.proof.Vectors;

class ScopeTest {
    private final Scope root = Scope.root(PinnedDocuments.bundled(), 4);

    private static ArrayNode contexts(int times) {
        ArrayNode contexts = Vectors.JSON.createArrayNode();
        for (int i = 0; i < times; i++) {
            contexts.add("https://www.w3.org/ns/credentials/v2");
        }
        return contexts;
    }

    @Test
    void whatIsMetAgainIsRememberedWhateverWasMetBefore() throws JsonLdError {
        for (int times = 1; times < 20; times++) {
            root.local(contexts(times), true, new Scope.Work());
        }
        Scope met = root.local(contexts(30), true, new Scope.Work());
        assertThat(root.local(contexts(30), true, new Scope.Work())).isSameAs(met);
    }

    @Test
    void onlySoMuchIsRemembered() throws JsonLdError {
        Scope first = root.local(contexts(1), true, new Scope.Work());
        assertThat(root.local(contexts(1), true, new Scope.Work())).isSameAs(first);
        for (int times = 2; times < 20; times++) {
            root.local(contexts(times), true, new Scope.Work());
        }
        assertThat(root.local(contexts(1), true, new Scope.Work())).isNotSameAs(first);
    }
}
