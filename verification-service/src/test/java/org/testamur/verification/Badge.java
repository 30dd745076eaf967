package org.testamur.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;

/** Open Badges as an issuer makes them, and signs them for real. */
public final class Badge {

    public static final JsonMapper MAPPER = new JsonMapper();

    private static final EddsaRdfc2022 SUITE = new EddsaRdfc2022(new Canonicalizer(PinnedDocuments.bundled()));

    private Badge() {}

    public static ObjectNode unsigned(String url, String issuer, Instant validFrom) {
        ObjectNode badge = parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "id": "%1$s", "type": ["VerifiableCredential", "OpenBadgeCredential"],
             "name": "Food safety, level 2",
             "issuer": {"id": "%2$s", "type": ["Profile"], "name": "Northfield University"},
             "validFrom": "%3$s", "awardedDate": "%3$s",
             "credentialSubject": {"id": "urn:uuid:%4$s", "type": ["AchievementSubject"],
              "achievement": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef/versions/1",
               "type": ["Achievement"], "achievementType": "License", "name": "Food safety, level 2",
               "description": "Handles, stores and serves food so that nobody falls ill.", "inLanguage": "en",
               "criteria": {"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef/versions/1#criteria",
                "narrative": "A written assessment of 40 questions, passed with 60 of 100.\\n\\n- Names the critical control points of a kitchen\\n- Keeps a temperature log"},
               "alignment": [{"id": "https://localhost:8443/catalog/micro-credentials/0197b2ef/versions/1#alignment-1",
                "type": ["Alignment"], "targetName": "apply food safety rules",
                "targetUrl": "http://data.europa.eu/esco/skill/food", "targetFramework": "ESCO"}]}}}\
            """.formatted(
                        url, issuer, validFrom.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), UUID.randomUUID()));
        return badge;
    }

    public static ObjectNode sign(ObjectNode badge, String verificationMethod, Ed25519.Key key) {
        return SUITE.sign(badge, ProofOptions.assertion(verificationMethod, Instant.now(Clock.systemUTC())), key);
    }

    /** By an issuer that is its own key. */
    public static ObjectNode selfContained(Instant validFrom) {
        Ed25519.Key key = Ed25519.fastest().generate();
        String did = DidKey.of(key.publicKey());
        return sign(unsigned("urn:uuid:" + UUID.randomUUID(), did, validFrom), DidKey.verificationMethodId(did), key);
    }

    public static ObjectNode parse(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file beside the tests of this package. */
    public static ObjectNode resource(String name) {
        try (InputStream stream = Badge.class.getResourceAsStream(name)) {
            return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
