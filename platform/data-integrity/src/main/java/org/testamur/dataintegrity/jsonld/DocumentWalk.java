package org.testamur.dataintegrity.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.context.TermDefinition;
import com.apicatalog.jsonld.lang.Keywords;
import com.apicatalog.jsonld.lang.LanguageTag;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.rdf.CodePoints;
import org.testamur.dataintegrity.rdf.NQuads;
import org.testamur.dataintegrity.rdf.Quad;

/**
 * Translates a JSON-LD document to RDF in one walk, and reports each part that cannot be translated.
 *
 * <p>JSON-LD's own algorithms silently drop what they cannot map, and dropped data is not signed. Here the same code
 * emits statements and reports faults, so every value ends as one or the other. Features that credentials do not use
 * (reverse properties, index maps, nesting, explicit lists) are refused. A null and an empty array state nothing, as in
 * JSON-LD.
 */
public final class DocumentWalk {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_FINDINGS = 200;

    /** Bundled contexts that are named at once without anybody asking. */
    private static final int MOST_NAMES = 16;

    /** Tags in use have a third of it; a document may say one of each of its texts. */
    private static final int LONGEST_LANGUAGE = 100;

    /** Characters of all statements: contexts can make long IRIs of short names, as often as a document has room for. */
    private static final int MAX_SIZE = 32 * 1024 * 1024;

    private static final BigDecimal MAX_EXACT_INTEGER = new BigDecimal(BigInteger.ONE.shiftLeft(53));

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String TYPE = NQuads.iri(RDF + "type");
    private static final String FIRST = NQuads.iri(RDF + "first");
    private static final String REST = NQuads.iri(RDF + "rest");
    private static final String NIL = NQuads.iri(RDF + "nil");
    private static final Set<String> VALUE_KEYS =
            Set.of(Keywords.VALUE, Keywords.TYPE, Keywords.LANGUAGE, Keywords.CONTEXT);

    private static final boolean[] FORBIDDEN = forbiddenInIris();

    private final Scope root;
    private final PinnedDocuments documents;
    private final Set<Quad> quads = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Set<Quad>> outermost = new HashMap<>();
    private final Map<String, String> namedBlanks = new HashMap<>();
    private @Nullable String about;
    private final ContextBounds bounds = new ContextBounds();
    private final Scope.Work work = new Scope.Work();
    private final TimeBudget time = TimeBudget.current();
    private int blanks;
    private int size;
    private boolean ended;

    DocumentWalk(Scope root, PinnedDocuments documents) {
        this.root = root;
        this.documents = documents;
    }

    DocumentWalk over(ObjectNode document) {
        if (!document.has(Keywords.CONTEXT)) {
            find("", Finding.Kind.INVALID_CONTEXT, "the document has no @context, so none of its terms has a meaning");
            return this;
        }
        try {
            about = node(document, root, null, null, new Position(null, "", 0, 0));
        } catch (JsonLdError e) {
            find("", kind(e), explain(e));
        }
        return this;
    }

    /** The term of the node that the document is about; null if it could not be walked. */
    @Nullable
    String about() {
        return about;
    }

    public Set<Quad> quads() {
        return quads;
    }

    /** What the members of the document's top level state themselves, by their names. */
    Map<String, Set<Quad>> outermost() {
        return outermost;
    }

    /** How many nodes of the document have no name. */
    int unnamedNodes() {
        return blanks;
    }

    public List<Finding> findings() {
        return findings;
    }

    /**
     * A property on the way to a value: where its context is scoped, what it is called there, and whether it is one of the
     * node that the document is about, at the document's top level.
     */
    private record Via(Scope scope, String key, Scope.ScopedTerm term, boolean outermost) {}

    /** Walks a node object and returns the term that stands for it. */
    private @Nullable String node(
            JsonNode node, Scope inherited, @Nullable Via via, @Nullable String graph, Position place)
            throws JsonLdError {
        if (isTooDeep(place) || isOver(place)) {
            return null;
        }
        Scope scope = scopeOf(node, inherited, via, place);
        if (scope == null) {
            return null;
        }
        Scope typeScope = scope;
        scope = typeScoped(node, scope, place);
        if (scope == null) {
            return null;
        }
        if (hasKeyword(node, scope, Keywords.VALUE)) {
            return via == null ? unsupported(place, "a value cannot stand alone") : valueObject(node, scope, place);
        }

        String subject = subject(node, scope, place);
        if (subject == null) {
            subject = blank();
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            property(subject, entry.getKey(), entry.getValue(), scope, typeScope, graph, place.at(entry.getKey()));
        }
        return subject;
    }

    private boolean isTooDeep(Position place) {
        if (place.depth > MAX_DEPTH) {
            find(place, Finding.Kind.TOO_COMPLEX, "nested more than " + MAX_DEPTH + " deep");
            return true;
        }
        return false;
    }

    /** Whether the document has had its share of time, memory and findings; what is left of it is not looked at then. */
    private boolean isOver(Position place) {
        if (!ended && (size > MAX_SIZE || time.isSpent())) {
            ended = true;
            find(
                    place,
                    Finding.Kind.TOO_COMPLEX,
                    size > MAX_SIZE ? "it says more than " + MAX_SIZE + " characters of statements" : time.message());
        }
        return ended || findings.size() >= MAX_FINDINGS;
    }

    private @Nullable Scope scopeOf(JsonNode node, Scope inherited, @Nullable Via via, Position place)
            throws JsonLdError {
        Scope scope = inherited;
        Scope previous = scope.previous();
        if (previous != null && !keepsTypeScope(node, scope)) {
            scope = previous;
        }
        if (via != null) {
            scope = scope.property(via.scope, via.key, work);
        }
        JsonNode local = node.get(Keywords.CONTEXT);
        return local == null ? scope : localScope(scope, local, place.at(Keywords.CONTEXT));
    }

    private static boolean keepsTypeScope(JsonNode node, Scope scope) throws JsonLdError {
        return hasKeyword(node, scope, Keywords.VALUE) || (node.size() == 1 && hasKeyword(node, scope, Keywords.ID));
    }

    private static boolean hasKeyword(JsonNode node, Scope scope, String keyword) throws JsonLdError {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (keyword.equals(scope.term(entry.getKey()).expanded())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Scope localScope(Scope scope, JsonNode local, Position place) {
        boolean pinned = true;
        boolean onlyNames = true;
        int index = 0;
        for (JsonNode item : local.isArray() ? local : List.of(local)) {
            if (item.isTextual()) {
                if (!documents.contains(item.textValue())) {
                    find(
                            local.isArray() ? place.at(index) : place,
                            Finding.Kind.UNPINNED_CONTEXT,
                            PinnedDocuments.refusal(item.textValue()));
                    pinned = false;
                }
            } else {
                onlyNames = false;
            }
            index++;
        }
        if (!pinned) {
            return null;
        }
        String refusal = onlyNames && local.size() <= MOST_NAMES ? null : bounds.refusal(local);
        if (refusal != null) {
            find(place, Finding.Kind.TOO_COMPLEX, refusal);
            return null;
        }
        try {
            return scope.local(local, onlyNames, work);
        } catch (JsonLdError e) {
            find(place, kind(e), explain(e));
            return null;
        }
    }

    private @Nullable Scope typeScoped(JsonNode node, Scope typeScope, Position place) {
        Scope scope = typeScope;
        try {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!Keywords.TYPE.equals(typeScope.term(entry.getKey()).expanded())) {
                    continue;
                }
                JsonNode types = entry.getValue();
                if (types.isTextual()) {
                    scope = scope.typed(typeScope, types.textValue(), work);
                } else if (types.isArray()) {
                    List<String> names = new ArrayList<>(types.size());
                    types.forEach(type -> {
                        if (type.isTextual()) {
                            names.add(type.textValue());
                        }
                    });
                    names.sort(null);
                    for (String name : names) {
                        scope = scope.typed(typeScope, name, work);
                    }
                }
            }
            return scope;
        } catch (JsonLdError e) {
            find(place, kind(e), explain(e));
            return null;
        }
    }

    private @Nullable String subject(JsonNode node, Scope scope, Position place) throws JsonLdError {
        String subject = null;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!Keywords.ID.equals(scope.term(entry.getKey()).expanded())) {
                continue;
            }
            Position at = place.at(entry.getKey());
            if (subject != null) {
                find(at, Finding.Kind.UNSUPPORTED, "the node has a second identifier");
            } else if (!entry.getValue().isTextual()) {
                find(at, Finding.Kind.RELATIVE_ID, "an identifier must be a string");
            } else {
                String id = entry.getValue().textValue();
                subject = resource(scope.documentIri(id), id, Finding.Kind.RELATIVE_ID, at);
            }
        }
        return subject;
    }

    private void property(
            String subject,
            String key,
            JsonNode value,
            Scope scope,
            Scope typeScope,
            @Nullable String graph,
            Position place)
            throws JsonLdError {
        Scope.ScopedTerm term = scope.term(key);
        String expanded = term.expanded();
        if (expanded == null) {
            find(place, Finding.Kind.UNDEFINED_TERM, undefined(key));
        } else if (expanded.equals(Keywords.CONTEXT) || expanded.equals(Keywords.ID)) {
            return;
        } else if (expanded.equals(Keywords.TYPE)) {
            types(subject, value, typeScope, graph, place);
        } else if (expanded.startsWith("@")) {
            find(place, Finding.Kind.UNSUPPORTED, "the keyword " + expanded + " is not supported here");
        } else if (expanded.indexOf(':') < 0) {
            find(place, Finding.Kind.UNDEFINED_TERM, undefined(key));
        } else if (!isAbsolute(expanded)) {
            find(place, Finding.Kind.UNSIGNED_VALUE, "the property " + expanded + " is no absolute IRI");
        } else if (isUnsupported(term)) {
            find(place, Finding.Kind.UNSUPPORTED, "its context defines " + key + " in a way that is not supported");
        } else {
            values(subject, NQuads.iri(expanded), value, new Via(scope, key, term, place.depth == 1), graph, place);
        }
    }

    private static boolean isUnsupported(Scope.ScopedTerm term) {
        TermDefinition definition = term.definition();
        if (definition == null) {
            return false;
        }
        for (String container : definition.getContainerMapping()) {
            if (!container.equals(Keywords.SET)
                    && !container.equals(Keywords.LIST)
                    && !container.equals(Keywords.GRAPH)) {
                return true;
            }
        }
        return definition.isReverseProperty() || definition.getNestValue() != null;
    }

    private void types(String subject, JsonNode value, Scope typeScope, @Nullable String graph, Position place)
            throws JsonLdError {
        int index = 0;
        for (JsonNode type : value.isArray() ? value : List.of(value)) {
            Position at = value.isArray() ? place.at(index++) : place;
            if (!type.isTextual()) {
                find(at, Finding.Kind.UNDEFINED_TYPE, "a type must be a string");
                continue;
            }
            String name = type.textValue();
            String iri = resource(typeScope.vocabularyIri(name), name, Finding.Kind.UNDEFINED_TYPE, at);
            if (iri != null) {
                add(subject, TYPE, iri, graph);
            }
        }
    }

    private void values(
            String subject, String predicate, JsonNode value, Via via, @Nullable String graph, Position place)
            throws JsonLdError {
        if (isTooDeep(place) || isOver(place)) {
            return;
        }
        if (Keywords.JSON.equals(via.term.typeMapping())) {
            state(subject, predicate, json(value, place), via, graph);
        } else if (via.term.hasContainer(Keywords.LIST)) {
            list(subject, predicate, value, via, graph, place);
        } else if (value.isArray()) {
            int index = 0;
            for (JsonNode item : value) {
                values(subject, predicate, item, via, graph, place.at(index++));
            }
        } else if (via.term.hasContainer(Keywords.GRAPH)) {
            graph(subject, predicate, value, via, graph, place);
        } else {
            String object = object(value, via, graph, place);
            if (object != null) {
                state(subject, predicate, object, via, graph);
            }
        }
    }

    private void graph(
            String subject, String predicate, JsonNode value, Via via, @Nullable String graph, Position place)
            throws JsonLdError {
        if (value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            find(place, Finding.Kind.UNSIGNED_VALUE, "only an object can stand here: a reference would not be signed");
            return;
        }
        String name = blank();
        state(subject, predicate, name, via, graph);
        int before = quads.size();
        node(value, via.scope, via, name, place);
        if (quads.size() == before) {
            find(place, Finding.Kind.UNSIGNED_VALUE, "says nothing that would be signed");
        }
    }

    private void list(String subject, String predicate, JsonNode value, Via via, @Nullable String graph, Position place)
            throws JsonLdError {
        if (value.isNull()) {
            return;
        }
        List<String> items = new ArrayList<>();
        int index = 0;
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            Position at = place.at(index++);
            String object =
                    item.isArray() ? unsupported(at, "lists of lists are not supported") : object(item, via, graph, at);
            if (object != null) {
                items.add(object);
            }
        }
        String head = items.isEmpty() ? NIL : blank();
        state(subject, predicate, head, via, graph);
        for (int i = 0; i < items.size(); i++) {
            String rest = i + 1 == items.size() ? NIL : blank();
            add(head, FIRST, items.get(i), graph);
            add(head, REST, rest, graph);
            head = rest;
        }
    }

    /** The RDF term for one value: a node, a reference or a literal. */
    private @Nullable String object(JsonNode value, Via via, @Nullable String graph, Position place)
            throws JsonLdError {
        if (value.isNull()) {
            return null;
        }
        if (value.isObject()) {
            return node(value, via.scope, via, graph, place);
        }
        Scope scope = via.scope.property(via.scope, via.key, work);
        String type = via.term.typeMapping();
        if (value.isTextual()) {
            String text = value.textValue();
            if (Keywords.ID.equals(type)) {
                return resource(scope.documentIri(text), text, Finding.Kind.RELATIVE_ID, place);
            }
            if (Keywords.VOCAB.equals(type)) {
                return resource(scope.vocabularyIri(text), text, Finding.Kind.UNDEFINED_TERM, place);
            }
        }
        boolean typed = type != null && !type.startsWith("@");
        if (typed && type != null && !isAbsolute(type)) {
            return unsigned(place, "its type " + type + " is no absolute IRI");
        }
        if (value.isTextual() && !typed) {
            return text(value.textValue(), via.term.definition(), scope, place);
        }
        return scalar(value, typed ? type : null, place);
    }

    private @Nullable String text(String text, @Nullable TermDefinition definition, Scope scope, Position place) {
        if (scope.hasDefaultDirection() || (definition != null && definition.getDirectionMapping() != null)) {
            return unsigned(place, "RDF cannot carry a text's direction");
        }
        String language = scope.defaultLanguage();
        JsonValue mapped = definition == null ? null : definition.getLanguageMapping();
        if (mapped instanceof JsonString string) {
            language = string.getString();
        } else if (mapped != null) {
            language = null;
        }
        return tagged(text, language, place);
    }

    private @Nullable String valueObject(JsonNode node, Scope scope, Position place) throws JsonLdError {
        JsonNode value = null;
        JsonNode type = null;
        JsonNode language = null;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String keyword = scope.term(entry.getKey()).expanded();
            if (keyword == null || !VALUE_KEYS.contains(keyword)) {
                find(
                        place.at(entry.getKey()),
                        Finding.Kind.UNSIGNED_VALUE,
                        entry.getKey() + " would not be signed with this value");
            } else if (keyword.equals(Keywords.VALUE)) {
                value = entry.getValue();
            } else if (keyword.equals(Keywords.TYPE)) {
                type = entry.getValue();
            } else if (keyword.equals(Keywords.LANGUAGE)) {
                language = entry.getValue();
            }
        }
        if (value == null || value.isNull()) {
            return unsigned(place, "the value is null");
        }
        if (type != null && !type.isNull()) {
            if (!type.isTextual() || (language != null && !language.isNull())) {
                return unsupported(place, "a value has either one type or one language");
            }
            if (Keywords.JSON.equals(type.textValue())) {
                return json(value, place);
            }
            String datatype = scope.vocabularyIri(type.textValue());
            if (datatype == null || !isAbsolute(datatype)) {
                return unsigned(place, "the type " + type.textValue() + " is not defined");
            }
            return scalar(value, datatype, place);
        }
        if (language != null && !language.isNull()) {
            if (!language.isTextual() || !value.isTextual()) {
                return unsupported(place, "only a text can have a language, and only a string can name it");
            }
            return tagged(value.textValue(), language.textValue(), place);
        }
        return scalar(value, null, place);
    }

    private @Nullable String tagged(String text, @Nullable String language, Position place) {
        if (language != null && (language.length() > LONGEST_LANGUAGE || !LanguageTag.isWellFormed(language))) {
            return unsigned(place, "the language tag " + language + " is malformed");
        }
        return literal(text, null, language == null ? null : language.toLowerCase(Locale.ROOT), place);
    }

    private @Nullable String scalar(JsonNode value, @Nullable String datatype, Position place) {
        if (value.isTextual()) {
            return Numbers.XSD_DOUBLE.equals(datatype) && !Numbers.isCanonicalDouble(value.textValue())
                    ? unsupported(place, "readers of JSON-LD differ on a text where a number belongs")
                    : literal(value.textValue(), datatype, null, place);
        }
        if (value.isBoolean()) {
            return literal(value.asText(), datatype == null ? Numbers.XSD + "boolean" : datatype, null, place);
        }
        if (!value.isNumber()) {
            return unsupported(place, "a value must be a text, a number or a boolean");
        }
        // Nearly all readers take a number for the double that is nearest, whatever digits it is written with.
        double nearest = value.doubleValue();
        if (!Double.isFinite(nearest)) {
            return unsigned(place, "the number is out of range");
        }
        if (nearest == Math.rint(nearest) && !Numbers.XSD_DOUBLE.equals(datatype)) {
            if (value.decimalValue().abs().compareTo(MAX_EXACT_INTEGER) > 0) {
                return unsupported(
                        place, "not every reader of JSON keeps a number beyond 2^53 exact: write it as text");
            }
            return literal(
                    Long.toString((long) nearest), datatype == null ? Numbers.XSD_INTEGER : datatype, null, place);
        }
        if (!Numbers.XSD_DOUBLE.equals(datatype) && !Numbers.isFractionToEveryReader(nearest)) {
            return unsupported(
                    place,
                    "readers of JSON-LD in JavaScript take a number such as 1e-7 for the integer 0: write it as text");
        }
        return literal(Numbers.canonicalDouble(nearest), datatype == null ? Numbers.XSD_DOUBLE : datatype, null, place);
    }

    private String json(JsonNode value, Position place) {
        return isWritable(value, place)
                ? NQuads.literal(JsonCanonicalization.write(value), RDF + "JSON", null)
                : NQuads.literal("", RDF + "JSON", null);
    }

    /** RFC 8785 writes numbers as doubles; one that is none would be written in as many ways as there are readers. */
    private boolean isWritable(JsonNode value, Position place) {
        if (isTooDeep(place)) {
            return false;
        }
        boolean writable = true;
        if (value.isTextual()) {
            writable = wellFormed(value.textValue(), place);
        } else if (value.isNumber() && !isExact(value)) {
            unsupported(place, "not every reader of JSON keeps this number exact: write it as text");
            writable = false;
        }
        int index = 0;
        for (JsonNode child : value.isArray() ? value : List.<JsonNode>of()) {
            writable &= isWritable(child, place.at(index++));
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Position at = place.at(member.getKey());
            writable &= wellFormed(member.getKey(), at);
            writable &= isWritable(member.getValue(), at);
        }
        return writable;
    }

    /** Whether a reader that has doubles writes the number that one who keeps every digit has read. */
    private static boolean isExact(JsonNode number) {
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest)) {
            return false;
        }
        if (number.isDouble() || number.isFloat()) {
            return true;
        }
        return nearest == 0
                ? number.decimalValue().signum() == 0
                : number.decimalValue().abs().compareTo(JsonCanonicalization.shortest(Math.abs(nearest))) == 0;
    }

    private String literal(String text, @Nullable String datatype, @Nullable String language, Position place) {
        wellFormed(text, place);
        return NQuads.literal(text, datatype, language);
    }

    private boolean wellFormed(String text, Position place) {
        boolean wellFormed = CodePoints.isWellFormed(text);
        if (!wellFormed) {
            find(place, Finding.Kind.ILL_FORMED_TEXT, "the text holds half of a surrogate pair");
        }
        return wellFormed;
    }

    private @Nullable String resource(@Nullable String iri, String written, Finding.Kind otherwise, Position place) {
        if (iri != null && iri.startsWith("_:") && iri.length() > 2) {
            return namedBlanks.computeIfAbsent(iri, label -> blank());
        }
        if (iri == null || !isAbsolute(iri)) {
            find(
                    place,
                    otherwise,
                    otherwise == Finding.Kind.RELATIVE_ID
                            ? "'" + written + "' is no absolute IRI, so it would not be signed"
                            : undefined(written));
            return null;
        }
        return NQuads.iri(iri);
    }

    /** Whether N-Quads can carry the IRI: it has a scheme, something after it, and no character that IRIs forbid. */
    private static boolean isAbsolute(String iri) {
        int colon = iri.indexOf(':');
        if (colon < 1 || colon == iri.length() - 1 || !isAsciiLetter(iri.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = iri.charAt(i);
            if (!isAsciiLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        boolean surrogates = false;
        for (int i = colon + 1; i < iri.length(); i++) {
            char c = iri.charAt(i);
            if (c < FORBIDDEN.length && FORBIDDEN[c]) {
                return false;
            }
            surrogates |= Character.isSurrogate(c);
        }
        return !surrogates || CodePoints.isWellFormed(iri);
    }

    private static boolean[] forbiddenInIris() {
        boolean[] forbidden = new boolean[128];
        Arrays.fill(forbidden, 0, 0x21, true);
        "<>\"{}|^`\\".chars().forEach(c -> forbidden[c] = true);
        return forbidden;
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void state(String subject, String predicate, String object, Via via, @Nullable String graph) {
        Quad quad = add(subject, predicate, object, graph);
        if (via.outermost) {
            outermost.computeIfAbsent(via.key, name -> new HashSet<>()).add(quad);
        }
    }

    private Quad add(String subject, String predicate, String object, @Nullable String graph) {
        Quad quad = new Quad(subject, predicate, object, graph);
        if (quads.add(quad)) {
            size += subject.length() + predicate.length() + object.length() + (graph == null ? 0 : graph.length());
        }
        return quad;
    }

    private String blank() {
        return "_:n" + blanks++;
    }

    private static String undefined(String term) {
        return "no context defines '" + term + "', so it would not be signed";
    }

    private static Finding.Kind kind(JsonLdError error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonLdError e && e.getCode() == JsonLdErrorCode.LOADING_DOCUMENT_FAILED) {
                return Finding.Kind.UNPINNED_CONTEXT;
            }
        }
        return error.getCode() == JsonLdErrorCode.CONTEXT_OVERFLOW
                ? Finding.Kind.TOO_COMPLEX
                : Finding.Kind.INVALID_CONTEXT;
    }

    private static String explain(JsonLdError error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? String.valueOf(error.getCode()) : message;
    }

    private @Nullable String unsupported(Position place, String message) {
        find(place, Finding.Kind.UNSUPPORTED, message);
        return null;
    }

    private @Nullable String unsigned(Position place, String message) {
        find(place, Finding.Kind.UNSIGNED_VALUE, message);
        return null;
    }

    private void find(Position place, Finding.Kind kind, String message) {
        find(place.pointer(), kind, message);
    }

    private void find(String pointer, Finding.Kind kind, String message) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(pointer, kind, message));
        }
    }

    /** Where the walk is; its pointer, so many characters long, is only spelled out for a finding. */
    private record Position(@Nullable Position parent, String step, int depth, int length) {
        Position at(String key) {
            return new Position(this, key, depth + 1, length + 1 + key.length());
        }

        Position at(int index) {
            return at(Integer.toString(index));
        }

        /** Of this place or, where that would be long, of the nearest around it. */
        String pointer() {
            if (parent == null) {
                return "";
            }
            return length > Finding.MAX_POINTER
                    ? parent.pointer()
                    : parent.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
        }
    }
}
