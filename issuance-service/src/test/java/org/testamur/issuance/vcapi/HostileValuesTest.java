package org.testamur.issuance.vcapi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.dataintegrity.template.OpenBadgeSlots;
import org.testamur.dataintegrity.template.Rendering;
import org.testamur.dataintegrity.template.Slot;
import org.testamur.issuance.badge.template.BadgeTemplate;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.OwnAddresses;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;

/** Whatever stands in the slots, a template signs it as the general path does, or leaves it to that. */
class HostileValuesTest {

    private static final long SEED = Long.getLong("testamur.seed", 20261120);
    private static final int BADGES = Integer.getInteger("testamur.badges", 6_000);
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Ed25519.Key KEY = Ed25519.fastest().fromSeed(new byte[32]);
    private static final String ISSUER = "did:web:localhost%3A8443:issuers:northfield";
    private static final String BASE = "https://localhost:8443";

    private static final List<String> IRIS = List.of(
            ISSUER,
            ISSUER + "#key-1",
            BASE + "/credentials/019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01",
            BASE + "/credentials",
            BASE.toUpperCase(java.util.Locale.ROOT) + "/credentials/1",
            "https://northfield.example/achievements/food",
            "https://northfield.example/achievements/food#result",
            "https://northfield.example/achievements/food#criteria",
            "https://www.w3.org/ns/credentials/v2",
            "urn:uuid:019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01",
            "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
            "https://a.example/\u00E9",
            "https://a.example/e\u0301",
            "https://a.example/%C3%A9",
            "https://a.example/%zz",
            "https://a.example:99999/",
            "https://a.example/ ",
            "https://a.example/<",
            "https://a.example/\uD83C",
            "https://a.example/?\uD83C\uDF93",
            "http://a.example",
            "HTTPS://a.example/",
            "https:a",
            "xsd:string",
            "Evidence",
            "@type",
            "_:b0",
            "_:c14n0",
            "relative",
            "#fragment",
            "//a.example/",
            "mailto:a@a.example",
            "urn:x",
            "did:web",
            "");
    private static final List<String> DATES = List.of(
            "2026-11-20T00:00:00Z",
            "2026-11-19T22:00:00Z",
            "2026-11-20T00:00:00+02:00",
            "2026-11-20T00:00:00.5Z",
            "2027-11-21T15:00:00Z",
            "2027-11-21T15:00:01Z",
            "2027-11-22T05:00:00+14:00",
            "2027-11-22T05:30:01+14:30",
            "1900-01-01T00:00:00+14:00",
            "1899-12-31T23:00:00Z",
            "2399-12-31T23:59:59Z",
            "2400-01-01T00:00:00+14:00",
            "2026-02-29T00:00:00Z",
            "2024-02-29T24:00:00Z",
            "2026-11-20T00:00:60Z",
            "2026-11-20T00:00:00-00:00",
            "2026-11-20T00:00:00+18:00",
            "2026-11-20T00:00:00+18:01",
            "2026-11-20T00:00Z",
            "2026-11-20",
            "2026-11-20t00:00:00z",
            "\u0662\u0660\u0662\u0666-11-20T00:00:00Z",
            "yesterday",
            "");
    private static final List<String> TEXTS = List.of(
            "",
            "\u2028\u2029",
            "\u0000\u007F\u0080\uFEFF\uFFFF",
            "\"\\/\b\f\n\r\t",
            "\uD83C",
            "\uDF93\uD83C",
            "\uD83C\uDF93?",
            "e\u0301 \u00E9",
            "true",
            "1",
            "null",
            "https://northfield.example/achievements/food",
            "_:c14n0",
            "\" .\n<a> <b> <c> .");

    private final Random random = new Random(SEED);
    private final DocumentSigner signer =
            new DocumentSigner(Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());
    private final SigningContext context = new SigningContext(
            new UUID(0, 1),
            ISSUER,
            BASE,
            new IssuerKey(
                    ISSUER + "#key-1",
                    1,
                    Multikey.encodePublicKey(KEY.publicKey()),
                    KeyState.ACTIVE,
                    NOW.minusSeconds(3600),
                    null,
                    null,
                    null),
            Optional.of(new VerificationMethod(
                    ISSUER + "#key-1",
                    ISSUER,
                    Multikey.encodePublicKey(KEY.publicKey()),
                    Set.of("assertionMethod"),
                    null)),
            NOW,
            new SigningContext.Presented());

    private static ObjectNode exemplar() throws Exception {
        ObjectNode badge =
                (ObjectNode) new JsonMapper().readTree(IssueExamples.REQUEST).get("credential");
        badge.put("validUntil", "2031-11-20T00:00:00+02:00").put("awardedDate", "2026-11-19T00:00:00+02:00");
        ObjectNode subject = (ObjectNode) badge.get("credentialSubject");
        subject.put("activityStartDate", "2026-01-01T00:00:00Z").put("activityEndDate", "2026-06-01T00:00:00Z");
        subject.put("licenseNumber", "7").put("narrative", "Passed.");
        for (String kind : List.of("emailAddress", "name")) {
            subject.withArray("identifier")
                    .addObject()
                    .put("type", "IdentityObject")
                    .put("hashed", kind.equals("emailAddress"))
                    .put("identityHash", kind)
                    .put("identityType", kind)
                    .put("salt", "salt of " + kind);
        }
        for (int i = 0; i < 2; i++) {
            subject.withArray("result")
                    .addObject()
                    .put("id", "urn:example:result-" + i)
                    .put("value", "8" + i)
                    .put("achievedLevel", "https://northfield.example/levels/" + i)
                    .putArray("type")
                    .add("Result");
            badge.withArray("evidence")
                    .addObject()
                    .put("id", "https://evidence.example/" + i)
                    .put("name", "Film " + i)
                    .putArray("type")
                    .add("Evidence");
        }
        return badge;
    }

    private String value(Slot slot, ObjectNode badge, List<Slot> slots) {
        return switch (slot.kind()) {
            case IRI ->
                random.nextInt(4) == 0
                        ? badge.at(slots.get(random.nextInt(slots.size())).pointer())
                                .asText()
                        : IRIS.get(random.nextInt(IRIS.size()));
            case DATE_TIME -> DATES.get(random.nextInt(DATES.size()));
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    @Test
    void aTemplateSignsWhatTheGeneralPathSignsOrNothing() throws Exception {
        ObjectNode exemplar = exemplar();
        List<Slot> slots = OpenBadgeSlots.of(exemplar);
        DocumentTemplate document =
                DocumentTemplate.compile(exemplar, slots, new Canonicalizer(PinnedDocuments.bundled()));
        KnownTemplate template = new KnownTemplate(
                new BadgeTemplate(document, "", NOW), Skeleton.of(context.institution(), exemplar, slots));
        ProofOptions options = ProofOptions.assertion(context.key().id(), NOW);
        OwnAddresses own = OwnAddresses.under(BASE);
        int served = 0;
        for (int i = 0; i < BADGES; i++) {
            ObjectNode badge = exemplar.deepCopy();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                Slot slot = slots.get(random.nextInt(slots.size()));
                JsonPointer place = JsonPointer.compile(slot.pointer());
                ((ObjectNode) badge.at(place.head()))
                        .put(place.last().getMatchingProperty(), value(slot, badge, slots));
            }
            // Half a character cannot be sent: what is sent is a question mark.
            byte[] sent = badge.toString().getBytes(StandardCharsets.UTF_8);
            String[] values = document.match(sent).orElse(null);
            if (values == null || !template.allows(values, own, NOW)) {
                continue;
            }
            Rendering rendering = document.render(values).orElse(null);
            if (rendering != null) {
                served++;
                String text = new String(rendering.sign(document.proof(options), KEY), StandardCharsets.UTF_8);
                assertEquals(general(PresentedJson.credential(sent)), text);
            }
        }
        assertTrue(served > BADGES / 20, () -> "the seed " + SEED + " gave too few that a template serves");
    }

    /** What the platform serves is its own however its address is written: RFC 3986 §6.2.2 and §6.2.3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8443/credentials/1",
                "https://localhost:8443/status-lists/1",
                "HTTPS://localhost:8443/credentials/1",
                "https://LOCALHOST:8443/credentials/1",
                "https://localhost.:8443/credentials/1",
                "https://anna@localhost:8443/credentials/1",
                "https://localhost:08443/credentials/1",
                "https://localhost:8443/%63redentials/1",
                "https://localhost:8443/a/../credentials/1",
                "https://localhost:8443/./status%2dlists/1",
                "https://localhost:8443//credentials/1",
                "http://localhost:8443/credentials/1",
                "https://local%68ost:8443/credentials/1"
            })
    void noWayOfWritingAnAddressOfOursIsSigned(String id) throws Exception {
        ObjectNode badge = exemplar();
        List<Slot> slots = OpenBadgeSlots.of(badge);
        DocumentTemplate document =
                DocumentTemplate.compile(badge, slots, new Canonicalizer(PinnedDocuments.bundled()));
        KnownTemplate template = new KnownTemplate(
                new BadgeTemplate(document, "", NOW), Skeleton.of(context.institution(), badge, slots));
        assertDoesNotThrow(() -> signer.signBadge(exemplar(), context, KEY));
        badge.put("id", id);
        String[] values = document.match(badge.toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertFalse(template.allows(values, OwnAddresses.under(BASE), NOW));
        DocumentRefused refused = assertThrows(DocumentRefused.class, () -> signer.signBadge(badge, context, KEY));
        assertTrue(
                refused.faults().stream()
                        .anyMatch(fault -> fault.pointer().equals("/id")
                                && fault.rule() == Fault.Rule.IDENTIFIER
                                && fault.message().contains("address of this platform")),
                () -> refused.faults().toString());
    }

    private String general(ObjectNode badge) {
        try {
            return signer.signBadge(badge, context, KEY);
        } catch (DocumentRefused e) {
            throw new AssertionError("a template signs, with the seed " + SEED + ", " + badge, e);
        }
    }
}
