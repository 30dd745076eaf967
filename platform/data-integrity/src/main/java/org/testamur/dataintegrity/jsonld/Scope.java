package org.testamur.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.context.ActiveContext;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.lang.Keywords;
import com.apicatalog.jsonld.processor.ProcessingRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.bundled.PinnedDocuments;

/**
 * Represents a JSON-LD active context and caches the contexts derived from it. Documents of one kind use the same few
 * scopes, and context processing is the main cost of JSON-LD.
 */
final class Scope {
    /** Scopes remembered under one root, of near 100 KiB each: more than honest documents need. */
    private static final int REMEMBERED = 512;

    /** Titanium warns in the log of what strangers' documents say; here that is a finding. Kept, for levels go with loggers. */
    private static final Logger TITANIUM = Logger.getLogger("com.apicatalog");

    static {
        TITANIUM.setLevel(Level.OFF);
    }

    private final ActiveContext context;
    private final @Nullable Scope previous;
    private final Memory memory;
    private final Map<Object, Scope> derived = new ConcurrentHashMap<>();
    private final Map<String, ScopedTerm> terms = new ConcurrentHashMap<>();

    private Scope(ActiveContext context, @Nullable Scope previous, Memory memory) {
        this.context = context;
        this.previous = previous;
        this.memory = memory;
    }

    static Scope root(PinnedDocuments documents) {
        return root(documents, REMEMBERED);
    }

    static Scope root(PinnedDocuments documents, int remembered) {
        JsonLdOptions options = new JsonLdOptions(documents.loader());
        // Titanium's caches are not safe for use by several threads.
        options.setContextCache(null);
        options.setDocumentCache(null);
        Memory memory = new Memory(remembered);
        Scope root = new Scope(new ActiveContext(ProcessingRuntime.of(options)), null, memory);
        memory.root = root;
        return root;
    }

    /** Counts the scopes under one root; full, it is emptied, lest odd documents keep honest ones out for ever. */
    private static final class Memory {
        private final int most;
        private final AtomicInteger count = new AtomicInteger();
        private @Nullable Scope root;

        Memory(int most) {
            this.most = most;
        }

        void makeRoom() {
            if (count.incrementAndGet() > most && root != null) {
                count.set(1);
                root.derived.clear();
            }
        }
    }

    /**
     * What applying contexts has cost one document. Each is cheap, and a document has room for many thousands, each upon
     * another.
     */
    static final class Work {
        /** Terms of all contexts applied; honest documents take a tenth, and nothing once their scopes are remembered. */
        private static final int MOST = 15_000;

        /** What a context costs besides its terms, and what one costs that is bundled and only named. */
        private static final int CONTEXT = 20;

        private final TimeBudget time = TimeBudget.current();
        private int spent;

        private void spend(JsonValue definition) throws JsonLdError {
            spent += cost(definition);
            if (spent > MOST) {
                throw new JsonLdError(
                        JsonLdErrorCode.CONTEXT_OVERFLOW,
                        "the document needs more contexts upon contexts than can be processed");
            }
            if (time.isSpent()) {
                throw new JsonLdError(JsonLdErrorCode.CONTEXT_OVERFLOW, time.message());
            }
        }

        /** Bundled contexts and those that {@link ContextBounds} let pass are of few levels. */
        private static int cost(@Nullable JsonValue definition) {
            int cost = CONTEXT;
            if (definition instanceof JsonArray items) {
                for (JsonValue item : items) {
                    cost += cost(item);
                }
            } else if (definition instanceof JsonObject terms) {
                cost += terms.size();
                for (JsonValue term : terms.values()) {
                    if (term instanceof JsonObject one && one.containsKey(Keywords.CONTEXT)) {
                        cost += cost(one.get(Keywords.CONTEXT));
                    }
                }
            } else if (definition instanceof JsonString) {
                cost += 10 * CONTEXT;
            }
            return cost;
        }
    }

    /** What a key means here: its expansion and, if a context defines it, its definition. */
    record ScopedTerm(@Nullable String expanded, @Nullable TermDefinition definition) {
        boolean hasContainer(String container) {
            return definition != null && definition.hasContainerMapping(container);
        }

        @Nullable
        String typeMapping() {
            return definition == null ? null : definition.getTypeMapping();
        }
    }

    ScopedTerm term(String key) throws JsonLdError {
        ScopedTerm known = terms.get(key);
        if (known != null) {
            return known;
        }
        TermDefinition definition = context.getTerm(key).orElse(null);
        ScopedTerm term = new ScopedTerm(context.uriExpansion().vocab(true).expand(key), definition);
        if (definition != null) {
            terms.put(key, term);
        }
        return term;
    }

    /** Expands a type, or the value of a term typed {@code @vocab}. */
    @Nullable
    String vocabularyIri(String value) throws JsonLdError {
        return context.uriExpansion().vocab(true).documentRelative(true).expand(value);
    }

    @Nullable
    String documentIri(String value) throws JsonLdError {
        return context.uriExpansion().documentRelative(true).expand(value);
    }

    @Nullable
    Scope previous() {
        return previous;
    }

    @Nullable
    String defaultLanguage() {
        return context.getDefaultLanguage();
    }

    boolean hasDefaultDirection() {
        return context.getDefaultBaseDirection() != null;
    }

    /** Applies the {@code @context} of a node; remembered when it only names bundled contexts. */
    Scope local(JsonNode localContext, boolean onlyNames, Work work) throws JsonLdError {
        if (onlyNames) {
            return derive(localContext, true, false, null, () -> parse(localContext), work);
        }
        return apply(parse(localContext), true, false, null, work);
    }

    /** Applies the context that {@code source} scopes to a type, for one node only. */
    Scope typed(Scope source, String type, Work work) throws JsonLdError {
        JsonValue scoped = source.localContext(type);
        return scoped == null
                ? this
                : derive(new TypeKey(source, type), false, false, baseUrl(type), () -> scoped, work);
    }

    /** Applies the context that {@code source} scopes to a property. */
    Scope property(Scope source, String property, Work work) throws JsonLdError {
        JsonValue scoped = source.localContext(property);
        return scoped == null
                ? this
                : derive(new PropertyKey(source, property), true, true, baseUrl(property), () -> scoped, work);
    }

    private @Nullable JsonValue localContext(String term) {
        return context.getTerm(term).map(TermDefinition::getLocalContext).orElse(null);
    }

    private @Nullable URI baseUrl(String term) {
        return context.getTerm(term).map(TermDefinition::getBaseUrl).orElse(null);
    }

    private Scope derive(
            Object key,
            boolean propagate,
            boolean overrideProtected,
            @Nullable URI baseUrl,
            Definition definition,
            Work work)
            throws JsonLdError {
        Scope known = derived.get(key);
        if (known != null) {
            return known;
        }
        Scope fresh = apply(definition.value(), propagate, overrideProtected, baseUrl, work);
        memory.makeRoom();
        Scope raced = derived.putIfAbsent(key, fresh);
        return raced != null ? raced : fresh;
    }

    private Scope apply(
            JsonValue definition, boolean propagate, boolean overrideProtected, @Nullable URI baseUrl, Work work)
            throws JsonLdError {
        work.spend(definition);
        ActiveContext next;
        try {
            next = context.newContext()
                    .propagate(propagate)
                    .overrideProtected(overrideProtected)
                    .create(definition, baseUrl);
        } catch (ClassCastException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw new JsonLdError(JsonLdErrorCode.INVALID_LOCAL_CONTEXT, "the context is malformed");
        }
        return new Scope(next, scopeOf(next.getPreviousContext()), memory);
    }

    private @Nullable Scope scopeOf(@Nullable ActiveContext wanted) {
        if (wanted == null) {
            return null;
        }
        for (Scope scope = this; scope != null; scope = scope.previous) {
            if (scope.context == wanted) {
                return scope;
            }
        }
        return new Scope(wanted, null, memory);
    }

    static JsonValue parse(JsonNode node) {
        try (JsonReader reader = Json.createReader(new StringReader("[" + node + "]"))) {
            return reader.readArray().get(0);
        }
    }

    private record TypeKey(Scope source, String type) {}

    private record PropertyKey(Scope source, String property) {}

    @FunctionalInterface
    private interface Definition {
        JsonValue value();
    }
}
