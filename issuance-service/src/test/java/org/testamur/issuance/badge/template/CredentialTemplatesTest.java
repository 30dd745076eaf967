package org.testamur.issuance.badge.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.issuance.badge.AwardIdentity;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialDocument;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.CredentialValues;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.credential.RandomOrders;
import org.testamur.issuance.credential.SignChunk;
import org.testamur.issuance.credential.Signed;
import org.testamur.issuance.credential.SigningContexts;
import org.testamur.issuance.credential.Specimen;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.key.PublishedKeys;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusListReference;
import org.testamur.issuance.status.StatusPurpose;

class CredentialTemplatesTest {

    private static final long SEED = Long.getLong("testamur.seed", 20261120);
    private static final int ORDERS = Integer.getInteger("testamur.orders", 10_000);
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Ed25519.Key KEY = Ed25519.fastest().fromSeed(new byte[32]);
    private static final Canonicalizer CANONICALIZER = new Canonicalizer(PinnedDocuments.bundled());
    private static final AwardIdentity IDENTITY = new AwardIdentity(new byte[32]);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TemplateMetrics metrics = new TemplateMetrics(registry);

    private SignChunk chunk(TemplateSamples samples, CredentialTemplates.DocumentCompiler compiler, boolean proving) {
        return new SignChunk(
                new SigningContexts(CLOCK, new PublishedKeys()),
                new CredentialTemplates(
                        new Templates<>(1_000, 2, metrics, template -> 1), samples, CLOCK, compiler, proving),
                new DocumentSigner(CLOCK, registry),
                metrics);
    }

    private static CredentialValues values(CredentialOrder order, int index) {
        UUID id = IDENTITY.credentialId(order.enrolmentId(), order.awardNumber());
        UUID list = new UUID(5, index >> 17);
        return new CredentialValues(
                published(order),
                id,
                order.issuer().baseUrl() + "/credentials/" + id,
                Validity.of(
                        order.awardedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone()),
                new StatusEntry(
                        List.of(
                                new StatusListReference(
                                        StatusPurpose.REVOCATION,
                                        list,
                                        order.issuer().baseUrl() + "/status-lists/" + list,
                                        true),
                                new StatusListReference(
                                        StatusPurpose.SUSPENSION,
                                        new UUID(6, index >> 17),
                                        order.issuer().baseUrl() + "/status-lists/suspended-" + list,
                                        // As some operators want it.
                                        order.issuer().slug().endsWith("1"))),
                        index & 0x1FFFF),
                IDENTITY);
    }

    /** With the DID document that publishes the key. */
    private static CredentialOrder published(CredentialOrder order) {
        Issuer issuer = order.issuer();
        String document = DidDocument.of(
                        issuer.issuerId(),
                        List.of(new VerificationMethod(
                                keyId(issuer),
                                issuer.issuerId(),
                                Multikey.encodePublicKey(KEY.publicKey()),
                                Set.of("assertionMethod"),
                                null)))
                .toString();
        return new CredentialOrder(
                new Issuer(
                        issuer.institutionId(),
                        issuer.slug(),
                        issuer.issuerId(),
                        issuer.baseUrl(),
                        issuer.name(),
                        issuer.url(),
                        issuer.logoUrl(),
                        issuer.timeZone(),
                        document,
                        1),
                order.learner(),
                order.achievement(),
                order.enrolmentId(),
                order.awardNumber(),
                order.content(),
                order.awardedOn());
    }

    private static String keyId(Issuer issuer) {
        return issuer.issuerId() + "#key-1";
    }

    private static SigningKeys.Active key(CredentialValues values) {
        return new SigningKeys.Active(
                new IssuerKey(
                        keyId(values.order().issuer()),
                        1,
                        Multikey.encodePublicKey(KEY.publicKey()),
                        KeyState.ACTIVE,
                        NOW.minusSeconds(3600),
                        null,
                        null,
                        null),
                KEY,
                "database");
    }

    private static String general(CredentialValues values) throws Exception {
        ObjectNode signed = new EddsaRdfc2022(CANONICALIZER)
                .sign(
                        CredentialDocument.of(values),
                        ProofOptions.assertion(keyId(values.order().issuer()), NOW),
                        KEY);
        return new JsonMapper().writeValueAsString(signed);
    }

    private static String document(Signed signed) {
        return String.valueOf(assertInstanceOf(Signed.Ready.class, signed)
                .credential()
                .fact(new StatusEntry(new UUID(0, 1), "https://u.example/status-lists/1", 1))
                .document());
    }

    /** A few of a run, for other people's software: node tests/e2e/foreign/sample.mjs issuance-service/target/templates. */
    private static final class Kept {

        private static final int ONE_IN = 250;

        private final Path folder;
        private final ObjectNode dids = new JsonMapper().createObjectNode();
        private int seen;

        Kept(Path folder) throws IOException {
            this.folder = folder;
            Files.createDirectories(folder);
        }

        void keep(Issuer issuer, String document) throws IOException {
            if (seen++ % ONE_IN == 0) {
                dids.set(issuer.issuerId(), new JsonMapper().readTree(issuer.didDocument()));
                Files.writeString(folder.resolve("dids.json"), dids.toString());
                Files.writeString(folder.resolve("credential-" + seen / ONE_IN + ".json"), document);
            }
        }
    }

    private double signed(String path) {
        return registry.get("testamur.documents.signed")
                .tag("path", path)
                .counter()
                .count();
    }

    @Test
    void templatesGiveWhatTheGeneralPathGives() throws Exception {
        TemplateSamples samples = new TemplateSamples(0.01, CLOCK, metrics);
        SignChunk chunk =
                chunk(samples, (exemplar, slots) -> DocumentTemplate.compile(exemplar, slots, CANONICALIZER), true);
        RandomOrders orders = new RandomOrders(SEED);
        Kept kept = new Kept(Path.of("target/templates"));
        int index = 0;
        while (index < ORDERS) {
            // Together with others of the same institution, as they come.
            Map<String, List<CredentialValues>> together = new HashMap<>();
            for (int i = 0; i < 50; i++) {
                CredentialValues values = values(orders.next(), index++);
                together.computeIfAbsent(values.order().issuer().issuerId(), id -> new ArrayList<>())
                        .add(values);
            }
            for (List<CredentialValues> batch : together.values()) {
                List<Signed> signed = chunk.sign(batch, key(batch.getFirst()));
                for (int i = 0; i < batch.size(); i++) {
                    assertEquals(general(batch.get(i)), document(signed.get(i)), "with the seed " + SEED);
                    kept.keep(batch.get(i).order().issuer(), document(signed.get(i)));
                }
            }
        }
        assertEquals(ORDERS, signed("template") + signed("general"));
        assertTrue(signed("template") > ORDERS * 0.5, "by templates: " + signed("template"));
        assertEquals(List.of(), samples.mismatches());
        assertEquals(0, registry.get("testamur.templates.mismatches").counter().count());
    }

    @Test
    void aWrongTemplateIsFoundInASampleAndDropped() throws Exception {
        TemplateSamples samples = new TemplateSamples(1, CLOCK, metrics);
        SignChunk chunk = chunk(
                samples,
                (exemplar, slots) -> {
                    ObjectNode wrong = exemplar.deepCopy();
                    wrong.put("name", "Something else");
                    return DocumentTemplate.compile(wrong, slots, CANONICALIZER);
                },
                false);
        CredentialValues first = values(Specimen.plain().order(), 1);
        CredentialValues second = values(Specimen.plain().order(), 2);
        assertEquals(
                general(first), document(chunk.sign(List.of(first), key(first)).getFirst()));
        String wrong = document(chunk.sign(List.of(second), key(second)).getFirst());
        assertTrue(wrong.contains("Something else"), wrong);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (samples.mismatches().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        TemplateSamples.Mismatch mismatch = samples.mismatches().getFirst();
        assertEquals(second.url(), mismatch.credential());
        assertEquals(second.order().achievement().achievementId(), mismatch.achievement());
        assertEquals(1, registry.get("testamur.templates.mismatches").counter().count());
        // From now on by the general path, however often the shape is met.
        for (int index = 3; index < 10; index++) {
            CredentialValues values = values(Specimen.plain().order(), index);
            assertEquals(
                    general(values),
                    document(chunk.sign(List.of(values), key(values)).getFirst()));
        }
        assertEquals(1, signed("template"));
        assertEquals(8, signed("general"));
    }

    @Test
    void aTemplateThatWouldGiveOneLearnersPartsToAnotherIsNeverUsed() throws Exception {
        SignChunk chunk = chunk(
                new TemplateSamples(0, CLOCK, metrics),
                (exemplar, slots) -> {
                    ObjectNode wrong = exemplar.deepCopy();
                    wrong.put("name", "Something else");
                    return DocumentTemplate.compile(wrong, slots, CANONICALIZER);
                },
                true);
        for (int index = 0; index < 5; index++) {
            CredentialValues values = values(Specimen.plain().order(), index);
            assertEquals(
                    general(values),
                    document(chunk.sign(List.of(values), key(values)).getFirst()));
        }
        assertEquals(0, signed("template"));
        assertEquals(1, registry.get("testamur.templates.refused").counter().count());
    }

    @Test
    void whatSpeaksAgainstAnAwardIsFoundWithATemplateToo() {
        SignChunk chunk = chunk(
                new TemplateSamples(0, CLOCK, metrics),
                (exemplar, slots) -> DocumentTemplate.compile(exemplar, slots, CANONICALIZER),
                true);
        CredentialValues values = values(Specimen.plain().order(), 7);
        for (int index = 1; index < 4; index++) {
            CredentialValues other = values(Specimen.plain().order(), index);
            document(chunk.sign(List.of(other), key(other)).getFirst());
        }
        document(chunk.sign(List.of(values), key(values)).getFirst());
        CredentialOrder order = Specimen.plain()
                .evidence(new Content.Evidence(values.order().achievement().achievementId(), null, null))
                .order();
        for (int index = 10; index < 14; index++) {
            CredentialValues plain = values(
                    Specimen.plain()
                            .evidence(new Content.Evidence("https://evidence.example/" + index, null, null))
                            .order(),
                    index);
            document(chunk.sign(List.of(plain), key(plain)).getFirst());
        }
        CredentialValues shared = values(order, 14);
        List<String> mixed = assertInstanceOf(
                        Signed.RefusedOrder.class,
                        chunk.sign(List.of(shared), key(shared)).getFirst())
                .reasons();
        assertTrue(mixed.getFirst().contains("is the id of something else"), mixed::toString);
        CredentialValues taken = new CredentialValues(
                values.order(),
                values.id(),
                values.url(),
                values.validity(),
                values.status(),
                values.identity(),
                false);
        Signed again = chunk.sign(List.of(taken), key(taken)).getFirst();
        List<String> reasons =
                assertInstanceOf(Signed.RefusedOrder.class, again).reasons();
        assertTrue(reasons.getFirst().contains("is another credential's"), reasons::toString);
    }

    @Test
    void whatShowsLessOfItsLearnerHasATemplateTooAndNoUnnamedNode() throws Exception {
        SignChunk chunk = chunk(
                new TemplateSamples(0, CLOCK, metrics),
                (exemplar, slots) -> DocumentTemplate.compile(exemplar, slots, CANONICALIZER),
                true);
        int index = 0;
        for (boolean named : List.of(false, true)) {
            for (Learner.IdentifierConsent identifier : Learner.IdentifierConsent.values()) {
                double before = signed("template");
                for (int i = 0; i < 10; i++) {
                    CredentialValues values = values(
                            Specimen.plain().consenting(named, identifier).order(), index++);
                    String signed =
                            document(chunk.sign(List.of(values), key(values)).getFirst());
                    assertEquals(general(values), signed);
                    int expected = (named ? 1 : 0) + (identifier == Learner.IdentifierConsent.GIVEN ? 1 : 0);
                    assertEquals(
                            expected,
                            CANONICALIZER
                                    .canonicalize(CredentialDocument.of(values))
                                    .lines()
                                    .filter(line -> line.startsWith("_:c14n") && line.contains("#type>"))
                                    .count());
                }
                assertTrue(signed("template") - before >= 6, () -> named + " " + identifier);
            }
        }
    }
}
