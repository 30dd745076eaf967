package org.testamur.issuance.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.badge.AwardIdentity;
import org.testamur.issuance.badge.CredentialDocument;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.status.StatusEntry;

class LintBeforeSigningTest {

    private static final long SEED = Long.getLong("testamur.seed", 20261120);
    private static final int MUTATED = 10_000;
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final AwardIdentity IDENTITY = new AwardIdentity(new byte[32]);
    private static final Ed25519.Key KEY = Ed25519.fastest().fromSeed(new byte[32]);

    private final AtomicInteger signatures = new AtomicInteger();
    private final Signer counting = message -> {
        signatures.incrementAndGet();
        return KEY.sign(message);
    };
    private final DocumentSigner signer =
            new DocumentSigner(Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());

    private static Mutations.Case valid(Specimen specimen, int index) {
        CredentialOrder order = specimen.order();
        UUID id = IDENTITY.credentialId(new UUID(7, index), 1);
        String url = order.issuer().baseUrl() + "/credentials/" + id;
        StatusEntry status =
                new StatusEntry(new UUID(7, 7), order.issuer().baseUrl() + "/status-lists/" + new UUID(7, 7), index);
        Validity validity = Validity.of(
                order.awardedOn(),
                order.achievement().validity(),
                order.issuer().timeZone());
        IssuerKey key = new IssuerKey(
                order.issuer().issuerId() + "#key-1",
                1,
                Multikey.encodePublicKey(KEY.publicKey()),
                KeyState.ACTIVE,
                NOW.minusSeconds(3600),
                null,
                null,
                null);
        return new Mutations.Case(
                CredentialDocument.of(order, id, url, validity, status, IDENTITY),
                new SigningContext(
                        order.issuer().institutionId(),
                        order.issuer().issuerId(),
                        order.issuer().baseUrl(),
                        key,
                        Optional.of(new VerificationMethod(
                                key.id(),
                                order.issuer().issuerId(),
                                key.publicKeyMultibase(),
                                Set.of("assertionMethod"),
                                null)),
                        NOW,
                        new SigningContext.Awarded(
                                url,
                                order.achievement().achievementId(),
                                order.awardedOn(),
                                order.content().assessedOn(),
                                order.achievement().validity(),
                                order.issuer().timeZone(),
                                List.of(new SigningContext.StatusIndex(
                                        "revocation",
                                        status.listUrl(),
                                        index,
                                        131_072,
                                        order.issuer().institutionId(),
                                        true)))));
    }

    private static List<Mutations.Case> specimens(Random random, int count) {
        List<Mutations.Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Specimen specimen =
                    random.nextBoolean() ? Specimen.plain() : Specimen.plain().consenting();
            specimen = switch (random.nextInt(5)) {
                case 0 -> specimen.validity(null);
                case 1 -> specimen.validity(Period.ofMonths(1 + random.nextInt(1200)));
                case 2 -> specimen.named("\uD841\uDF0E \"quoted\" \u05DC\u05D9\u05D0\u05D4");
                case 3 -> specimen.did("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
                default -> specimen;
            };
            cases.add(valid(specimen, random.nextInt(131_072)));
        }
        return cases;
    }

    private Optional<DocumentRefused> refusal(ObjectNode document, SigningContext context) {
        try {
            signer.signBadge(document, context, counting);
            return Optional.empty();
        } catch (DocumentRefused e) {
            return Optional.of(e);
        }
    }

    @Test
    void nothingThatIsWrongIsSigned() {
        Mutations mutations = new Mutations(SEED);
        List<Mutations.Case> valid = specimens(new Random(SEED), 50);
        List<String> signed = new ArrayList<>();
        Set<Fault.Rule> rules = EnumSet.noneOf(Fault.Rule.class);
        for (int i = 0; i < MUTATED; i++) {
            Mutations.Mutated mutated = mutations.mutate(valid.get(i % valid.size()));
            refusal(mutated.mutated().document(), mutated.mutated().context())
                    .ifPresentOrElse(
                            refused -> refused.faults().forEach(fault -> rules.add(fault.rule())),
                            () -> signed.add(mutated.what()));
        }
        assertEquals(List.of(), signed.stream().distinct().toList(), "signed with the seed " + SEED);
        assertEquals(0, signatures.get());
        assertEquals(EnumSet.allOf(Fault.Rule.class), rules, "rules that refused something");
    }

    @Test
    void everythingThatIsRightIsSigned() {
        List<Mutations.Case> valid = specimens(new Random(SEED), 500);
        for (Mutations.Case each : valid) {
            assertEquals(
                    Optional.empty(), refusal(each.document(), each.context()).map(DocumentRefused::reasons));
        }
        assertEquals(valid.size(), signatures.get());
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        Mutations.Case valid = valid(Specimen.plain(), 5);
        ObjectNode document = valid.document();
        document.put("surprise", "term");
        document.put("validUntil", "2029-11-20T00:00:00+02:00");
        document.putArray("evidence");
        ((ObjectNode) document.get("issuer")).put("id", "did:web:other.example");
        ((ObjectNode) document.get("credentialStatus")).put("statusListIndex", "6");
        ((ObjectNode) document.get("credentialSubject")).put("id", "relative");
        DocumentRefused refused =
                assertThrows(DocumentRefused.class, () -> signer.signBadge(document, valid.context(), counting));
        List<String> places =
                refused.faults().stream().map(Fault::pointer).distinct().toList();
        assertTrue(
                places.containsAll(List.of(
                        "/surprise",
                        "/validUntil",
                        "/evidence",
                        "/issuer/id",
                        "/credentialStatus/statusListIndex",
                        "/credentialSubject/id")),
                refused::getMessage);
    }

    private List<Fault> faults(ObjectNode document, SigningContext context) {
        return refusal(document, context).map(DocumentRefused::faults).orElse(List.of());
    }

    @Test
    void whatReadersOfJsonWouldNotSeeIsRefused() {
        Mutations.Case valid = valid(Specimen.plain().consenting(), 5);
        ObjectNode document = valid.document();
        ObjectNode evidence = (ObjectNode) document.at("/evidence/0");
        evidence.remove("id");
        evidence.put("@id", document.at("/credentialSubject/achievement/id").textValue());
        evidence.put("@type", "Evidence");
        ((ObjectNode) document.get("credentialSubject"))
                .putObject("@context")
                .put("@base", "https://a.example/")
                .put("grade", "https://a.example/grade");
        List<String> refused =
                faults(document, valid.context()).stream().map(Fault::toString).toList();
        assertTrue(refused.contains("/evidence/0/@id: must be called id [IDENTIFIER]"), refused::toString);
        assertTrue(refused.contains("/evidence/0/@type: must be called type [FORM]"), refused::toString);
        assertTrue(
                refused.contains("/credentialSubject/@context: must be the name of a context [CONTEXT]"),
                refused::toString);
        assertEquals(0, signatures.get());
    }

    @Test
    void placesAreNamedAsJsonPointersNameThem() {
        Mutations.Case valid = valid(Specimen.plain(), 5);
        valid.document().putNull("and/or~x");
        assertTrue(faults(valid.document(), valid.context()).stream()
                .anyMatch(fault ->
                        fault.rule() == Fault.Rule.FORM && fault.pointer().equals("/and~1or~0x")));
    }

    @Test
    void manyFaultsTakeLittleMemoryAndTime() {
        Mutations.Case valid = valid(Specimen.plain(), 5);
        ArrayNode nulls = valid.document().putObject("n".repeat(30_000)).putArray("all");
        ArrayNode statuses = valid.document().putArray("credentialStatus");
        for (int i = 0; i < 30_000; i++) {
            nulls.addNull();
            statuses.add(0);
        }
        List<Fault> faults =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> faults(valid.document(), valid.context()));
        assertTrue(faults.stream().allMatch(fault -> fault.pointer().length() <= 1_000));
        assertTrue(
                faults.stream().filter(fault -> fault.rule() == Fault.Rule.FORM).count() <= 201);
    }

    @Test
    void aKeyInDoubtIsNoFaultOfTheDocument() {
        Mutations.Case valid = valid(Specimen.plain(), 5);
        SigningContext context = valid.context();
        IssuerKey pending = new IssuerKey(
                context.key().id(),
                2,
                context.key().publicKeyMultibase(),
                KeyState.PENDING,
                NOW.plusSeconds(60),
                null,
                NOW.plusSeconds(60),
                null);
        DocumentRefused refused = assertThrows(
                DocumentRefused.class,
                () -> signer.signBadge(
                        valid.document(),
                        new SigningContext(
                                context.institution(),
                                context.issuerId(),
                                context.baseUrl(),
                                pending,
                                context.published(),
                                NOW,
                                context.claims()),
                        counting));
        assertEquals(2, refused.faults().size());
        assertTrue(refused.isOfTheKeyAlone());
    }

    @Test
    void aPlaceIsFreeOnce() {
        UsedEntries places = new UsedEntries();
        assertTrue(places.take(new UUID(0, 1), 7));
        assertTrue(places.take(new UUID(0, 2), 7));
        assertTrue(!places.take(new UUID(0, 1), 7));
    }
}
