package org.testamur.dataintegrity.bundled;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Provides the bundled JSON-LD contexts, pinned by hash. Every other URL is refused: nothing is fetched. */
public final class PinnedDocuments {

    private static final String BUNDLED_MANIFEST = "contexts.manifest";

    private final Map<String, Document> documents;

    private PinnedDocuments(Map<String, Document> documents) {
        this.documents = documents;
    }

    /** The contexts of VC, Open Badges, CLR, Data Integrity, Multikey and DID documents. */
    public static PinnedDocuments bundled() {
        return of(BUNDLED_MANIFEST);
    }

    public static PinnedDocuments of(String... manifests) {
        Map<String, Document> documents = new LinkedHashMap<>();
        for (String manifest : manifests) {
            Pinned.read(manifest).forEach((url, bytes) -> documents.put(url, parse(url, bytes)));
        }
        return new PinnedDocuments(documents);
    }

    public Set<String> urls() {
        return Set.copyOf(documents.keySet());
    }

    public boolean contains(String url) {
        return documents.containsKey(url);
    }

    public DocumentLoader loader() {
        return (url, options) -> {
            Document document = documents.get(url.toString());
            if (document == null) {
                throw new JsonLdError(JsonLdErrorCode.LOADING_DOCUMENT_FAILED, refusal(url.toString()));
            }
            return document;
        };
    }

    public static String refusal(String url) {
        return "The context " + url + " is not bundled, and nothing is fetched from a URL found in a document";
    }

    private static Document parse(String url, byte[] bytes) {
        try {
            JsonDocument document = JsonDocument.of(new ByteArrayInputStream(bytes));
            document.setDocumentUrl(URI.create(url));
            return document;
        } catch (JsonLdError e) {
            throw new IllegalStateException("Bundled context for " + url + " is not JSON", e);
        }
    }
}
