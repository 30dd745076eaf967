package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.VerificationMethods;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;

/**
 * Verifies Open Badges of achievements seen before with little more work than their signatures take. A badge is known if
 * it differs from one that was learnt only in what is the learner's own; every other takes the general path.
 *
 * <p>What was learnt is never believed: it only says how a document is canonicalised. Safe for use by several threads.
 */
public final class KnownDocuments {
    /** Shapes of badges of one achievement that are worth knowing: with and without evidence, results, dates. */
    private static final int SHAPES = 6;

    /** Learnt badges have fewer characters in members and values, so that memory is bounded by their number. */
    private static final int MAX_SIZE = 32 * 1024;

    /** The bytes of memory that an achievement may take; a larger one takes the place of several. */
    private static final long MEMORY = 128 * 1024;

    private final ProofVerifier verifier;
    private final Canonicalizer canonicalizer;
    private final PinnedSchemas schemas;
    private final Map<ShapeKey, Shapes> known;
    private final long memory;

    /** @param capacity how many achievements, each under one key of one issuer, are remembered; the least used go first */
    public KnownDocuments(ProofVerifier verifier, Canonicalizer canonicalizer, PinnedSchemas schemas, int capacity) {
        this.verifier = verifier;
        this.canonicalizer = canonicalizer;
        this.schemas = schemas;
        this.memory = capacity * MEMORY;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ShapeKey, Shapes> eldest) {
                return size() > capacity;
            }
        };
    }

    private record ShapeKey(String issuer, String achievement, String verificationMethod) {}

    private static final class Shapes {
        private volatile List<KnownDocument> all = List.of();
        private int wishes;
        private int refusals;

        long size() {
            return all.stream().mapToLong(KnownDocument::size).sum();
        }
    }

    /**
     * What the general path would answer for a badge that is known; empty if it is not. A known badge fits the schema of
     * Open Badges 3.0.
     */
    public Optional<Verification> verify(ObjectNode badge, VerificationMethods keys, Expectation expectation) {
        ShapeKey key = key(badge);
        Shapes shapes = key == null ? null : shapes(key);
        if (shapes != null) {
            for (KnownDocument shape : shapes.all) {
                byte[] hashData = shape.hashData(badge);
                if (hashData != null) {
                    return Optional.of(
                            verifier.verify(badge.get("proof"), keys, expectation, (proof, all) -> hashData));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Learns how badges like this are canonicalised, the second time that it is asked to. To be asked only for badges that
     * fit the schema and verified under a key that the caller trusts: others could fill the memory with what nobody needs.
     *
     * @return whether badges like this are known now
     */
    public boolean learn(ObjectNode badge) {
        ShapeKey key = key(badge);
        if (key == null || size(badge) > MAX_SIZE) {
            return false;
        }
        Shapes shapes;
        synchronized (known) {
            shapes = known.computeIfAbsent(key, fresh -> new Shapes());
        }
        boolean isKnown = learn(badge, shapes);
        fit();
        return isKnown;
    }

    private boolean learn(ObjectNode badge, Shapes shapes) {
        synchronized (shapes) {
            if (shapes.all.stream().anyMatch(shape -> shape.hashData(badge) != null)) {
                return true;
            }
            if (++shapes.wishes < 2 || shapes.all.size() + shapes.refusals >= SHAPES) {
                return false;
            }
            try {
                List<KnownDocument> more = new ArrayList<>(shapes.all);
                more.add(KnownDocument.of(badge, canonicalizer, schemas));
                shapes.all = List.copyOf(more);
                shapes.wishes = 0;
                return true;
            } catch (TemplateRefused refused) {
                shapes.refusals++;
                return false;
            }
        }
    }

    /** The least used go until there is room for the others. */
    private void fit() {
        synchronized (known) {
            long size = known.values().stream().mapToLong(Shapes::size).sum();
            Iterator<Shapes> eldest = known.values().iterator();
            while (size > memory) {
                size -= eldest.next().size();
                eldest.remove();
            }
        }
    }

    private @Nullable Shapes shapes(ShapeKey key) {
        synchronized (known) {
            return known.get(key);
        }
    }

    private static @Nullable ShapeKey key(ObjectNode badge) {
        JsonNode issuer = badge.path("issuer");
        String issuerId = (issuer.isObject() ? issuer.path("id") : issuer).textValue();
        String achievement =
                badge.path("credentialSubject").path("achievement").path("id").textValue();
        String method = badge.path("proof").path("verificationMethod").textValue();
        return issuerId == null || achievement == null || method == null
                ? null
                : new ShapeKey(issuerId, achievement, method);
    }

    private static int size(JsonNode node) {
        int size = node.isValueNode() ? node.asText().length() : 2;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            size += entry.getKey().length() + 4;
        }
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }
}
