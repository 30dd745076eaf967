package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.testamur.dataintegrity.proof.Vectors;

/** Documents of at most 1 MiB whose contexts are hard to process, by shape; the same number gives the same document. */
final class HostileContexts {
    static final int LARGEST = 1024 * 1024;

    private static final Map<String, BiConsumer<HostileContexts, ObjectNode>> SHAPES = new TreeMap<>(Map.ofEntries(
            Map.entry("wide", HostileContexts::wide),
            Map.entry("scoped", HostileContexts::scoped),
            Map.entry("deep", HostileContexts::deep),
            Map.entry("chain", HostileContexts::chain),
            Map.entry("circle", HostileContexts::circle),
            Map.entry("typed", HostileContexts::typed),
            Map.entry("propagated", HostileContexts::propagated),
            Map.entry("keyword aliases", HostileContexts::keywordAliases),
            Map.entry("nest", HostileContexts::nest),
            Map.entry("included", HostileContexts::included),
            Map.entry("reverse", HostileContexts::reverse),
            Map.entry("containers", HostileContexts::containers),
            Map.entry("long prefixes", HostileContexts::longPrefixes),
            Map.entry("bundled again and again", HostileContexts::bundled),
            Map.entry("bundled within terms", HostileContexts::bundledWithin),
            Map.entry("a context for each node", HostileContexts::perNode),
            Map.entry("paths", HostileContexts::paths),
            Map.entry("bundled paths", HostileContexts::bundledPaths),
            Map.entry("one type often", HostileContexts::oneTypeOften),
            Map.entry("deep values", HostileContexts::deepValues),
            Map.entry("many texts", HostileContexts::manyTexts),
            Map.entry("wrong everywhere", HostileContexts::wrong),
            Map.entry("alike nodes", HostileContexts::alike),
            Map.entry("arrays of arrays", HostileContexts::arrays)));

    private final Random random;

    private HostileContexts(int number) {
        this.random = new Random(number * 104_729L + 3);
    }

    static List<String> shapes() {
        return List.copyOf(SHAPES.keySet());
    }

    static ObjectNode document(String shape, int number) {
        HostileContexts made = new HostileContexts(number);
        ObjectNode document = Vectors.JSON.createObjectNode();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        if (made.random.nextBoolean()) {
            document.withArray("@context").add("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        }
        document.put("id", "urn:x:1").putArray("type").add("VerifiableCredential");
        Objects.requireNonNull(SHAPES.get(shape), shape).accept(made, document);
        return document;
    }

    /** Small ones, such as nearly pass, and ones of whatever size a body may have. */
    private int size(int most) {
        return switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(Math.min(most, 20));
            case 1 -> 1 + random.nextInt(Math.min(most, 300));
            case 2 -> 1 + random.nextInt(most);
            default -> most;
        };
    }

    private static ObjectNode context(ObjectNode document) {
        return document.withArray("@context").addObject();
    }

    private ObjectNode term(ObjectNode context, String name) {
        ObjectNode term = context.putObject(name).put("@id", "https://x.example/" + name);
        if (random.nextInt(3) == 0) {
            term.put("@type", random.nextBoolean() ? "@id" : "https://x.example/type");
        }
        if (random.nextInt(8) == 0) {
            term.put("@protected", true);
        }
        return term;
    }

    private void use(ObjectNode node, String term) {
        node.put(term, "urn:x:" + random.nextInt(1000));
    }

    private void wide(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(20_000);
        for (int i = 0; i < terms; i++) {
            if (random.nextBoolean()) {
                context.put("t" + i, "https://x.example/" + i);
            } else {
                term(context, "t" + i);
            }
        }
        use(document, "t0");
    }

    private void scoped(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(9_000);
        for (int i = 0; i < terms; i++) {
            ObjectNode inner = term(context, "t" + i).putObject("@context");
            if (random.nextBoolean()) {
                inner.put("s", "https://x.example/s");
            }
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(terms, 90); i++) {
            node = node.putObject("t" + i);
        }
        node.put("s", "x");
    }

    private void deep(ObjectNode document) {
        ObjectNode context = context(document);
        int levels = size(450);
        for (int i = 0; i < levels; i++) {
            ObjectNode inner = term(context, "t").putObject("@context");
            if (random.nextInt(3) == 0) {
                term(inner, "u");
            }
            context = inner;
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(levels, 90); i++) {
            node = node.putObject("t");
        }
    }

    /** Terms that are defined by terms: by themselves, as prefixes, or as types. */
    private void chain(ObjectNode document) {
        ObjectNode context = context(document);
        int length = size(12_000);
        int kind = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            String other = i + 1 == length ? "https://x.example/" : "a" + (i + 1);
            switch (kind) {
                case 0 -> context.put("a" + i, other);
                case 1 -> context.put("a" + i, i + 1 == length ? other : other + ":x");
                case 2 ->
                    context.putObject("a" + i)
                            .put("@id", "https://x.example/" + i)
                            .put("@type", other);
                default -> context.put(i + 1 == length ? "a" + i : "a" + (i + 1) + ":" + i, "https://x.example/" + i);
            }
        }
        use(document, "a0");
    }

    private void circle(ObjectNode document) {
        ObjectNode context = context(document);
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            String next = "a" + (i + 1) % length;
            context.put("a" + i, random.nextBoolean() ? next : next + ":x");
        }
        use(document, "a0");
    }

    private void typed(ObjectNode document) {
        ObjectNode context = context(document);
        int types = size(3_000);
        for (int i = 0; i < types; i++) {
            ObjectNode inner =
                    context.putObject("T" + i).put("@id", "urn:x:T" + i).putObject("@context");
            inner.put("@propagate", random.nextBoolean());
            term(inner, "p");
        }
        ArrayNode nodes = document.putArray("evidence");
        for (int i = 0; i < Math.min(3 * types, 3_000); i++) {
            ObjectNode node = nodes.addObject();
            ArrayNode names = node.putArray("type");
            for (int j = random.nextInt(5); j >= 0; j--) {
                names.add("T" + random.nextInt(types));
            }
            node.put("p", "urn:x:p");
        }
    }

    private void propagated(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(60);
        for (int i = 0; i < terms; i++) {
            term(context, "t" + i)
                    .putObject("@context")
                    .put("@propagate", random.nextBoolean())
                    .put("u", "urn:x:u" + i);
        }
        ObjectNode node = document;
        for (int i = 0; i < 95; i++) {
            node = node.putObject("t" + random.nextInt(terms));
            if (random.nextInt(4) == 0) {
                node.putObject("@context")
                        .put("@propagate", random.nextBoolean())
                        .put("v", "urn:x:v");
            }
        }
    }

    private void keywordAliases(ObjectNode document) {
        ObjectNode context = context(document);
        List<String> keywords =
                List.of("@id", "@type", "@value", "@graph", "@set", "@list", "@language", "@none", "@json");
        int aliases = size(400);
        for (int i = 0; i < aliases; i++) {
            context.put(
                    "k" + i,
                    i > 0 && random.nextInt(3) == 0 ? "k" + (i - 1) : keywords.get(random.nextInt(keywords.size())));
        }
        for (int i = 0; i < Math.min(aliases, 30); i++) {
            document.put("k" + i, "urn:x:" + i);
        }
    }

    private void nest(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(300);
        context.put("n", "@nest");
        for (int i = 0; i < terms; i++) {
            term(context, "t" + i).put("@nest", random.nextBoolean() ? "n" : "t" + (i + 1) % terms);
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(terms, 90); i++) {
            node = node.putObject(random.nextBoolean() ? "@nest" : "n");
            use(node, "t" + i);
        }
    }

    private void included(ObjectNode document) {
        ObjectNode node = document;
        for (int i = size(400); i > 0; i--) {
            node = node.putObject("@included");
            node.put("id", "urn:x:" + i);
        }
    }

    private void reverse(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(500);
        for (int i = 0; i < terms; i++) {
            context.putObject("r" + i).put("@reverse", i > 0 && random.nextInt(3) == 0 ? "r" + (i - 1) : "urn:x:r" + i);
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(terms, 90); i++) {
            node = random.nextBoolean()
                    ? node.putObject("r" + i)
                    : node.putObject("@reverse").putObject("r" + i);
        }
    }

    private void containers(ObjectNode document) {
        ObjectNode context = context(document);
        List<String> kinds = List.of("@graph", "@index", "@id", "@language", "@type", "@list", "@set");
        int terms = size(300);
        for (int i = 0; i < terms; i++) {
            ArrayNode container = term(context, "c" + i).putArray("@container");
            for (int j = random.nextInt(3); j >= 0; j--) {
                container.add(kinds.get(random.nextInt(kinds.size())));
            }
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(terms, 90); i++) {
            node.putArray("c" + (i + 1) % terms)
                    .addObject()
                    .putArray("c" + i % terms)
                    .addArray()
                    .add(1)
                    .add("x");
            node = node.putObject("c" + i);
        }
    }

    /** Short names for long IRIs, used often. */
    private void longPrefixes(ObjectNode document) {
        ObjectNode context = context(document);
        int length = size(400_000);
        context.put(random.nextBoolean() ? "@vocab" : "p", "https://x.example/" + "y".repeat(length) + "/");
        context.put("q", "p:" + "z".repeat(Math.min(length, 900)));
        int uses = size(20_000);
        for (int i = 0; i < uses; i++) {
            document.put((random.nextBoolean() ? "p:" : "q:") + i, i);
        }
    }

    private void bundled(ObjectNode document) {
        ArrayNode contexts = document.withArray("@context");
        for (int i = size(15_000); i > 0; i--) {
            contexts.add(
                    random.nextBoolean()
                            ? "https://www.w3.org/ns/credentials/v2"
                            : "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json");
        }
    }

    private void bundledWithin(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = size(5_000);
        for (int i = 0; i < terms; i++) {
            term(context, "t" + i).put("@context", "https://www.w3.org/ns/credentials/v2");
        }
        if (random.nextBoolean()) {
            context.put("@import", "https://www.w3.org/ns/credentials/v2");
        }
        ObjectNode node = document;
        for (int i = 0; i < Math.min(terms, 90); i++) {
            node = node.putObject("t" + i);
        }
    }

    private void perNode(ObjectNode document) {
        ArrayNode nodes = document.putArray("evidence");
        for (int i = size(8_000); i > 0; i--) {
            ObjectNode node = nodes.addObject();
            if (random.nextBoolean()) {
                node.putObject("@context").put("t" + i, "urn:x:" + i);
            } else {
                node.putArray("@context")
                        .add("https://www.w3.org/ns/credentials/v2")
                        .add("https://w3id.org/security/data-integrity/v2");
            }
            node.put("type", "Evidence");
        }
    }

    /** Every way through a tree of scoped terms is a scope of its own. */
    private void paths(ObjectNode document) {
        ObjectNode context = context(document);
        int terms = 2 + random.nextInt(30);
        for (int i = 0; i < terms; i++) {
            ObjectNode inner = term(context, "t" + i).putObject("@context");
            for (int j = random.nextInt(20); j >= 0; j--) {
                inner.put("u" + j, "urn:x:" + i + ":" + j);
            }
        }
        tree(document, "t", terms, size(20_000));
    }

    private void tree(ObjectNode root, String prefix, int terms, int nodes) {
        ObjectNode node = root;
        for (int i = 0; i < nodes; i++) {
            JsonNode made = node.get(prefix + random.nextInt(terms));
            if (made instanceof ObjectNode child) {
                node = child;
            } else {
                node.putObject(prefix + random.nextInt(terms));
                node = random.nextInt(40) == 0 ? root : node;
            }
        }
    }

    private void bundledPaths(ObjectNode document) {
        List<String> terms = List.of(
                "endorsement", "issuer", "credentialSubject", "proof", "evidence", "achievement", "creator", "image");
        List<String> types = List.of(
                "EndorsementCredential",
                "OpenBadgeCredential",
                "Achievement",
                "Profile",
                "VerifiableCredential",
                "DataIntegrityProof",
                "BitstringStatusList");
        for (int path = size(400); path > 0; path--) {
            ObjectNode node = document.withArray("evidence").addObject();
            for (int i = random.nextInt(40); i >= 0; i--) {
                node = node.putObject(terms.get(random.nextInt(terms.size())));
                ArrayNode type = node.putArray("type");
                for (int j = random.nextInt(4); j > 0; j--) {
                    type.add(types.get(random.nextInt(types.size())));
                }
            }
        }
    }

    private void oneTypeOften(ObjectNode document) {
        context(document)
                .putObject("T")
                .put("@id", "urn:x:T")
                .putObject("@context")
                .put("p", "urn:x:p");
        ArrayNode types = document.withArray("type");
        for (int i = size(40_000); i > 0; i--) {
            types.add(random.nextInt(3) == 0 ? "T" : "OpenBadgeCredential");
        }
    }

    private void deepValues(ObjectNode document) {
        context(document).putObject("j").put("@id", "urn:x:j").put("@type", random.nextBoolean() ? "@json" : "@id");
        ArrayNode array = document.putArray("j");
        for (int i = size(450); i > 0; i--) {
            array = random.nextBoolean() ? array.addArray() : array.addObject().putArray("@id");
        }
    }

    private void manyTexts(ObjectNode document) {
        context(document)
                .put("@language", "en-" + "abcdefgh-".repeat(size(2_000)) + "x")
                .put("t", "urn:x:t");
        ArrayNode texts = document.putArray("t");
        for (int i = size(100_000); i > 0; i--) {
            texts.add("t" + i);
        }
    }

    /** JSON of any kind where a context, a term or a value belongs. */
    private void wrong(ObjectNode document) {
        ObjectNode context = context(document);
        List<String> keys = List.of(
                "@id",
                "@type",
                "@container",
                "@context",
                "@language",
                "@direction",
                "@nest",
                "@reverse",
                "@prefix",
                "@protected",
                "@propagate",
                "@index",
                "@version",
                "@vocab",
                "@base",
                "@import",
                "@none",
                "x",
                "y",
                "x:y");
        for (int i = size(60); i > 0; i--) {
            context.set(keys.get(random.nextInt(keys.size())), value(3));
            ObjectNode term = context.putObject("t" + i);
            for (int j = random.nextInt(4); j >= 0; j--) {
                term.set(keys.get(random.nextInt(keys.size())), value(2));
            }
            document.set("t" + i, value(4));
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 -> Vectors.JSON.nullNode();
            case 1 -> Vectors.JSON.getNodeFactory().numberNode(random.nextDouble());
            case 2 -> Vectors.JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> Vectors.JSON.getNodeFactory().textNode("");
            case 4 -> Vectors.JSON.getNodeFactory().textNode("@" + (char) ('a' + random.nextInt(26)));
            case 5 ->
                Vectors.JSON
                        .getNodeFactory()
                        .textNode(List.of("@id", "@json", "@vocab", "@none", "x", ":", "_:", "//")
                                .get(random.nextInt(8)));
            case 6 -> Vectors.JSON.getNodeFactory().textNode("urn:x:" + random.nextInt(9));
            case 7 ->
                Vectors.JSON.getNodeFactory().textNode("t" + random.nextInt(9) + (random.nextBoolean() ? ":" : ""));
            case 8 -> Vectors.JSON.createArrayNode().add(value(depth - 1)).add(value(depth - 1));
            case 9 -> Vectors.JSON.createArrayNode();
            default ->
                Vectors.JSON
                        .createObjectNode()
                        .<ObjectNode>set(
                                List.of("@id", "@type", "@value", "t1", "@context", "@set", "@list")
                                        .get(random.nextInt(7)),
                                value(depth - 1))
                        .set("t2", value(depth - 1));
        };
    }

    /** Unnamed nodes that point at one another without end. */
    private void alike(ObjectNode document) {
        context(document).putObject("knows").put("@id", "urn:x:knows").put("@type", "@id");
        ArrayNode nodes = document.putArray("evidence");
        int count = size(2_000);
        int degree = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            ArrayNode knows = nodes.addObject().put("id", "_:b" + i).putArray("knows");
            for (int j = 1; j <= degree; j++) {
                knows.add("_:b" + (random.nextInt(4) == 0 ? random.nextInt(count) : (i + j) % count));
            }
        }
    }

    private void arrays(ObjectNode document) {
        ArrayNode contexts = document.withArray("@context");
        for (int i = size(450); i > 0; i--) {
            contexts = contexts.addArray();
            contexts.addObject().put("t" + i, "urn:x:" + i);
        }
    }
}
