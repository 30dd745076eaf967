package org.testamur.issuance.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.lint.SigningContext;

/** Makes a credential, or what it is held against, wrong in one way; every one of them is wrong by construction. */
final class Mutations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Members that the schema, or the order, cannot do without; {@code *} is any element. */
    private static final List<String> NEEDED = List.of(
            "/@context",
            "/id",
            "/type",
            "/issuer",
            "/issuer/id",
            "/issuer/type",
            "/validFrom",
            "/validUntil",
            "/awardedDate",
            "/credentialSubject",
            "/credentialSubject/type",
            "/credentialSubject/achievement",
            "/credentialSubject/identifier/0/type",
            "/credentialSubject/identifier/0/hashed",
            "/credentialSubject/identifier/0/identityHash",
            "/credentialSubject/identifier/0/identityType",
            "/credentialSubject/achievement/id",
            "/credentialSubject/achievement/type",
            "/credentialSubject/achievement/name",
            "/credentialSubject/achievement/description",
            "/credentialSubject/achievement/criteria",
            "/credentialSubject/achievement/image/id",
            "/credentialSubject/achievement/image/type",
            "/credentialSubject/achievement/alignment/0/type",
            "/credentialSubject/achievement/alignment/0/targetName",
            "/credentialSubject/achievement/alignment/0/targetUrl",
            "/credentialSubject/achievement/resultDescription/0/id",
            "/credentialSubject/achievement/resultDescription/0/type",
            "/credentialSubject/achievement/resultDescription/0/name",
            "/credentialSubject/achievement/resultDescription/0/resultType",
            "/credentialSubject/result/0/type",
            "/evidence/0/type",
            "/credentialStatus",
            "/credentialStatus/id",
            "/credentialStatus/type",
            "/credentialStatus/statusPurpose",
            "/credentialStatus/statusListIndex",
            "/credentialStatus/statusListCredential");

    private static final List<String> DATES =
            List.of("/validFrom", "/validUntil", "/awardedDate", "/credentialSubject/activityEndDate");
    private static final List<String> NO_DATES = List.of(
            "",
            "yesterday",
            "2026-11-20",
            "2026-11-20T00:00:00",
            "2026-11-20 00:00:00Z",
            "2026-11-20T00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-20T25:00:00Z",
            "2026-11-20T00:61:00Z",
            "2026-11-20T00:00:00+2",
            "2026-11-20T00:00:00 02:00",
            "20261120T000000Z",
            "0026-11-20T00:00:00Z",
            "9026-11-20T00:00:00Z",
            "+12026-11-20T00:00:00Z",
            "1795392000",
            "2026-11-20T00:00:00z\u0000");
    private static final List<String> NO_URLS = List.of(
            "",
            "not-a-url",
            "../up",
            "#fragment",
            "/path",
            "//host/path",
            " https://space.example/1",
            "https://space.example/a b",
            "https://angle.example/<a>",
            "https://brace.example/{a}",
            "https://caret.example/^",
            "https://control.example/\u0001",
            "_:b0",
            "_:",
            ":",
            "1http://digit.example");

    /** A credential on the point of being signed. */
    record Case(ObjectNode document, SigningContext context) {}

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** What was done, and the credential after it. */
    record Mutated(String what, Case mutated) {}

    Mutated mutate(Case valid) {
        while (true) {
            Case copy = new Case(valid.document().deepCopy(), valid.context());
            int way = random.nextInt(20);
            String what = way < 16 ? document(way, copy.document()) : null;
            if (what != null) {
                return new Mutated(what, copy);
            }
            if (way >= 16) {
                return way < 18 ? key(copy) : place(copy);
            }
        }
    }

    /** What was changed; null when the document has no such thing. */
    private @Nullable String document(int way, ObjectNode document) {
        return switch (way) {
            case 0 -> drop(document);
            case 1 -> rename(document);
            case 2 -> add(document);
            case 3 -> retype(document);
            case 4 -> put(document, one(DATES), one(NO_DATES));
            case 5 -> shift(document);
            case 6 -> replaceId(document, one(NO_URLS));
            case 7 -> otherId(document);
            case 8 -> contexts(document);
            case 9 -> types(document);
            case 10 -> status(document);
            case 11 -> issuer(document);
            case 12 -> surrogate(document);
            case 13 -> nothing(document);
            case 14 -> sharedId(document);
            default -> proof(document);
        };
    }

    private @Nullable String drop(ObjectNode document) {
        String pointer = one(NEEDED);
        ObjectNode parent = parent(document, pointer);
        return parent == null || parent.remove(name(pointer)) == null ? null : "dropped " + pointer;
    }

    private String rename(ObjectNode document) {
        ObjectNode node = one(objects(document));
        String member = one(names(node));
        JsonNode value = node.remove(member);
        String other = random.nextBoolean() ? member + "X" : word();
        node.set(other, value);
        return "renamed " + member + " to " + other;
    }

    private String add(ObjectNode document) {
        ObjectNode node = one(objects(document));
        String member = word();
        node.set(member, one(List.of(JSON.textNode("more"), JSON.numberNode(7), JSON.booleanNode(true))));
        return "added " + member;
    }

    /** A number, a boolean or an object stands where only a text can. */
    private @Nullable String retype(ObjectNode document) {
        ObjectNode node = one(objects(document));
        List<String> texts =
                names(node).stream().filter(name -> node.get(name).isTextual()).toList();
        if (texts.isEmpty()) {
            return null;
        }
        String member = one(texts);
        node.set(
                member,
                switch (random.nextInt(4)) {
                    case 0 -> JSON.numberNode(random.nextInt(1000));
                    case 1 -> JSON.booleanNode(random.nextBoolean());
                    case 2 -> JSON.objectNode().put(word(), "in an object");
                    default -> JSON.arrayNode().add(JSON.numberNode(1));
                });
        return "retyped " + member + " to " + node.get(member);
    }

    private @Nullable String shift(ObjectNode document) {
        if (random.nextInt(4) == 0) {
            JsonNode until = document.get("validUntil");
            if (until == null) {
                document.put("validUntil", "2036-11-20T00:00:00Z");
                return "added an end";
            }
            document.set("validUntil", document.get("validFrom"));
            document.set("validFrom", until);
            return "swapped the dates";
        }
        String pointer = one(DATES);
        if (document.at(pointer).isMissingNode()) {
            return null;
        }
        long seconds = random.nextInt(3) == 0 ? 1 : 1L + random.nextInt(100_000_000);
        OffsetDateTime date = OffsetDateTime.parse(document.at(pointer).textValue())
                .plusSeconds(random.nextBoolean() ? seconds : -seconds);
        return put(document, pointer, java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date));
    }

    private String replaceId(ObjectNode document, String value) {
        ObjectNode node = one(objects(document, object -> object.has("id")));
        String old = node.get("id").asText();
        node.put("id", value);
        return "made the id " + old + " '" + value + "'";
    }

    private @Nullable String otherId(ObjectNode document) {
        String pointer = one(List.of(
                "/id",
                "/issuer/id",
                "/credentialSubject/achievement/id",
                "/credentialStatus/id",
                "/credentialStatus/statusListCredential"));
        return put(document, pointer, document.at(pointer).asText() + one(List.of("0", "/x", "x", "?a=b")));
    }

    private String contexts(ObjectNode document) {
        ArrayNode contexts = (ArrayNode) document.get("@context");
        switch (random.nextInt(7)) {
            case 0 -> contexts.remove(random.nextInt(2));
            case 1 -> contexts.insert(0, contexts.remove(1));
            case 2 -> contexts.add("https://" + word() + ".example/context.json");
            case 3 -> contexts.addObject().put(word(), "https://vocabulary.example/term");
            case 4 -> contexts.set(1, "https://purl.imsglobal.org/spec/ob/v3p0/context.json");
            case 5 -> contexts.set(0, "https://www.w3.org/2018/credentials/v1");
            default -> document.set("@context", contexts.get(0));
        }
        return "made the contexts " + document.get("@context");
    }

    private String types(ObjectNode document) {
        ObjectNode node = one(objects(document, object -> object.path("type").isArray()));
        ArrayNode types = (ArrayNode) node.get("type");
        switch (random.nextInt(3)) {
            case 0 -> types.removeAll();
            case 1 -> types.set(random.nextInt(types.size()), word());
            default -> types.add(word());
        }
        return "made the types " + types;
    }

    private String status(ObjectNode document) {
        ObjectNode status = (ObjectNode) document.get("credentialStatus");
        String index = status.get("statusListIndex").textValue();
        switch (random.nextInt(9)) {
            case 0 -> status.put("statusListIndex", Integer.toString(Integer.parseInt(index) + 1));
            case 1 -> status.put("statusListIndex", "131072");
            case 2 -> status.put("statusListIndex", "-1");
            case 3 -> status.put("statusListIndex", "0" + index);
            case 4 -> status.put("statusListIndex", Integer.parseInt(index));
            case 5 -> status.put("statusPurpose", one(List.of("suspension", "refresh", "message", "")));
            case 6 -> status.put("type", one(List.of("StatusList2021Entry", "1EdTechRevocationList", word())));
            case 7 -> status.put("statusListCredential", "https://elsewhere.example/status-lists/1");
            default ->
                document.set("credentialStatus", JSON.arrayNode().add(status).add(status.deepCopy()));
        }
        return "made the status " + document.get("credentialStatus");
    }

    private String issuer(ObjectNode document) {
        switch (random.nextInt(3)) {
            case 0 -> put(document, "/issuer/id", "did:web:" + word() + ".example");
            case 1 -> document.put("issuer", "did:web:" + word() + ".example");
            default -> document.set("issuer", JSON.arrayNode().add(document.get("issuer")));
        }
        return "made the issuer " + document.get("issuer");
    }

    private @Nullable String surrogate(ObjectNode document) {
        ObjectNode node = one(objects(document));
        List<String> texts =
                names(node).stream().filter(name -> node.get(name).isTextual()).toList();
        if (texts.isEmpty()) {
            return null;
        }
        String member = one(texts);
        String text = node.get(member).textValue();
        int at = random.nextInt(text.length() + 1);
        node.put(member, text.substring(0, at) + (random.nextBoolean() ? "\uD83D" : "\uDE00") + text.substring(at));
        return "half a character in " + member;
    }

    private String nothing(ObjectNode document) {
        ObjectNode node = one(objects(document));
        String member = one(names(node));
        switch (random.nextInt(3)) {
            case 0 -> node.putNull(member);
            case 1 -> node.putArray(member);
            default -> node.putObject(member);
        }
        return "emptied " + member;
    }

    private @Nullable String sharedId(ObjectNode document) {
        List<ObjectNode> own = new ArrayList<>();
        document.path("evidence").forEach(item -> own.add((ObjectNode) item));
        document.at("/credentialSubject/result").forEach(item -> own.add((ObjectNode) item));
        own.add((ObjectNode) document.get("credentialSubject"));
        ObjectNode node = one(own);
        String other = one(List.of(
                document.get("id").textValue(),
                document.at("/issuer/id").textValue(),
                document.at("/credentialSubject/achievement/id").textValue()));
        node.put("id", other);
        return "gave a learner's part the id " + other;
    }

    private String proof(ObjectNode document) {
        document.putObject("proof").put("type", "DataIntegrityProof").put("cryptosuite", "eddsa-rdfc-2022");
        return "added a proof";
    }

    private Mutated key(Case valid) {
        SigningContext context = valid.context();
        IssuerKey key = context.key();
        VerificationMethod method = context.published().orElseThrow();
        Instant now = context.now();
        String other = "did:web:" + word() + ".example";
        return switch (random.nextInt(10)) {
            case 0 -> with(valid, "a pending key", state(key, KeyState.PENDING), method);
            case 1 -> with(valid, "a retired key", state(key, KeyState.RETIRED), method);
            case 2 -> with(valid, "a compromised key", state(key, KeyState.COMPROMISED), method);
            case 3 ->
                with(valid, "a key of tomorrow", dated(key, now.plusSeconds(1 + random.nextInt(999)), null), method);
            case 4 ->
                with(
                        valid,
                        "a key of yesterday",
                        dated(key, key.validFrom(), now.minusSeconds(random.nextInt(999))),
                        method);
            case 5 ->
                with(
                        valid,
                        "a key of another issuer",
                        new IssuerKey(
                                other + "#key-1",
                                1,
                                key.publicKeyMultibase(),
                                KeyState.ACTIVE,
                                key.validFrom(),
                                null,
                                null,
                                null),
                        new VerificationMethod(
                                other + "#key-1", other, key.publicKeyMultibase(), method.purposes(), null));
            case 6 -> with(valid, "a key that is not published", key, null);
            case 7 ->
                with(
                        valid,
                        "a key for another purpose",
                        key,
                        new VerificationMethod(
                                key.id(),
                                method.controller(),
                                method.publicKeyMultibase(),
                                Set.of("authentication"),
                                null));
            case 8 ->
                with(
                        valid,
                        "a key published otherwise",
                        key,
                        new VerificationMethod(
                                key.id(), method.controller(), "z6Mkother" + word(), method.purposes(), null));
            default ->
                with(
                        valid,
                        "a key published as revoked",
                        key,
                        new VerificationMethod(
                                key.id(), method.controller(), method.publicKeyMultibase(), method.purposes(), now));
        };
    }

    private static IssuerKey state(IssuerKey key, KeyState state) {
        return new IssuerKey(
                key.id(), 1, key.publicKeyMultibase(), state, key.validFrom(), key.validUntil(), null, null);
    }

    private static IssuerKey dated(IssuerKey key, Instant from, @Nullable Instant until) {
        return new IssuerKey(key.id(), 1, key.publicKeyMultibase(), key.state(), from, until, null, null);
    }

    private static Mutated with(Case valid, String what, IssuerKey key, @Nullable VerificationMethod method) {
        SigningContext context = valid.context();
        return new Mutated(
                what,
                new Case(
                        valid.document(),
                        new SigningContext(
                                context.institution(),
                                context.issuerId(),
                                context.baseUrl(),
                                key,
                                Optional.ofNullable(method),
                                context.now(),
                                context.claims())));
    }

    /** The document is as it should be, and its place in the list is not. */
    private Mutated place(Case valid) {
        SigningContext context = valid.context();
        SigningContext.Awarded awarded = (SigningContext.Awarded) context.claims();
        SigningContext.StatusIndex place = awarded.statusIndexes().getFirst();
        SigningContext.StatusIndex other = switch (random.nextInt(4)) {
            case 0 ->
                new SigningContext.StatusIndex(
                        place.purpose(), place.listUrl(), place.index(), place.entries(), UUID.randomUUID(), true);
            case 1 ->
                new SigningContext.StatusIndex(
                        place.purpose(),
                        place.listUrl(),
                        place.index(),
                        random.nextInt(place.index() + 1),
                        place.institution(),
                        true);
            case 2 ->
                new SigningContext.StatusIndex(
                        place.purpose(),
                        "https://elsewhere.example/status-lists/1",
                        place.index(),
                        place.entries(),
                        place.institution(),
                        true);
            default ->
                new SigningContext.StatusIndex(
                        place.purpose(), place.listUrl(), place.index(), place.entries(), place.institution(), false);
        };
        return new Mutated(
                "held against " + other,
                new Case(
                        valid.document(),
                        new SigningContext(
                                context.institution(),
                                context.issuerId(),
                                context.baseUrl(),
                                context.key(),
                                context.published(),
                                context.now(),
                                new SigningContext.Awarded(
                                        awarded.url(),
                                        awarded.achievementId(),
                                        awarded.awardedOn(),
                                        awarded.assessedOn(),
                                        awarded.validity(),
                                        awarded.zone(),
                                        List.of(other)))));
    }

    private static @Nullable String put(ObjectNode document, String pointer, String value) {
        ObjectNode parent = parent(document, pointer);
        if (parent == null || !parent.has(name(pointer))) {
            return null;
        }
        parent.put(name(pointer), value);
        return "made " + pointer + " '" + value + "'";
    }

    private static @Nullable ObjectNode parent(ObjectNode document, String pointer) {
        return document.at(pointer.substring(0, pointer.lastIndexOf('/'))) instanceof ObjectNode node ? node : null;
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static List<ObjectNode> objects(JsonNode node) {
        return objects(node, object -> true);
    }

    private static List<ObjectNode> objects(JsonNode node, Predicate<ObjectNode> wanted) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object && wanted.test(object)) {
            objects.add(object);
        }
        node.forEach(child -> objects.addAll(objects(child, wanted)));
        return objects;
    }

    private static List<String> names(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A word that no context defines. */
    private String word() {
        StringBuilder word = new StringBuilder("zq");
        for (int i = 0; i < 6; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
