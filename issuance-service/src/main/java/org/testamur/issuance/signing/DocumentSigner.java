package org.testamur.issuance.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.testamur.dataintegrity.Canonicalizer;
import org.testamur.dataintegrity.DocumentLint;
import org.testamur.dataintegrity.EddsaRdfc2022;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.PinnedDocuments;
import org.testamur.dataintegrity.PinnedSchemas;
import org.testamur.dataintegrity.ProofOptions;

/** Signs what will verify, and refuses what would not. */
@ApplicationScoped
public class DocumentSigner {

    private final Clock clock;
    private final Timer time;
    private final JsonMapper mapper = new JsonMapper();
    private final PinnedSchemas schemas = PinnedSchemas.bundled();
    private final DocumentLint lint;
    private final EddsaRdfc2022 suite;

    DocumentSigner(Clock clock, MeterRegistry metrics) {
        Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
        this.clock = clock;
        this.lint = new DocumentLint(canonicalizer);
        this.suite = new EddsaRdfc2022(canonicalizer);
        this.time = Timer.builder("testamur.documents.signing")
                .description("Checking, canonicalising and signing one document")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** The exact text of an Open Badges 3.0 credential with its proof: it must also keep 1EdTech's schema. */
    public String signBadge(ObjectNode document, SigningKeys.Active key) throws DocumentRefused {
        return signed(document, key, badgeFindings(document));
    }

    /** 1EdTech's schema knows one status: where an operator wants several named, each is held against it alone. */
    private List<Finding> badgeFindings(ObjectNode document) {
        if (!(document.get("credentialStatus") instanceof ArrayNode statuses) || statuses.isEmpty()) {
            return schemas.validate(PinnedSchemas.OPEN_BADGE, document);
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode status : statuses) {
            ObjectNode withOne = document.deepCopy();
            withOne.set("credentialStatus", status);
            findings.addAll(schemas.validate(PinnedSchemas.OPEN_BADGE, withOne));
        }
        return findings.stream().distinct().toList();
    }

    /** The exact text of a document with its proof. */
    public String sign(ObjectNode document, SigningKeys.Active key) throws DocumentRefused {
        return signed(document, key, List.of());
    }

    private String signed(ObjectNode document, SigningKeys.Active key, List<Finding> schemaFindings)
            throws DocumentRefused {
        long start = System.nanoTime();
        List<Finding> findings = new ArrayList<>(schemaFindings);
        findings.addAll(lint.check(document));
        if (!findings.isEmpty()) {
            throw new DocumentRefused(findings.stream().map(Finding::toString).toList());
        }
        ObjectNode signed =
                suite.sign(document, ProofOptions.assertion(key.key().id(), created(key)), key.signer());
        try {
            return mapper.writeValueAsString(signed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable document", e);
        } finally {
            time.record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    /** Now; and were the clock put back, not before there was the key, for such a proof would not verify. */
    private Instant created(SigningKeys.Active key) {
        Instant now = clock.instant();
        return now.isBefore(key.key().validFrom()) ? key.key().validFrom() : now;
    }

    /** Short, and another for another text. */
    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
