package org.testamur.issuance.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.lint.CredentialLint;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.SigningContext;

/** Signs what will verify, and refuses what would not. Next is {@link CredentialLint}. */
@ApplicationScoped
@Startup
public class DocumentSigner {

    private final Clock clock;
    private final Timer time;
    private final JsonMapper mapper = new JsonMapper();
    private final CredentialLint lint;
    private final EddsaRdfc2022 suite;

    public DocumentSigner(Clock clock, MeterRegistry metrics) {
        Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
        this.clock = clock;
        this.lint = new CredentialLint(PinnedSchemas.bundled(), canonicalizer);
        this.suite = new EddsaRdfc2022(canonicalizer);
        this.time = Timer.builder("testamur.documents.signing")
                .description("Checking, canonicalising and signing one document")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** The exact text of an Open Badges 3.0 credential with its proof, if nothing speaks against signing it. */
    public String signBadge(ObjectNode document, SigningContext context, Signer signer) throws DocumentRefused {
        long start = System.nanoTime();
        List<Fault> faults = lint.check(document, context);
        if (!faults.isEmpty()) {
            throw new DocumentRefused(faults);
        }
        return signed(document, context.key().id(), context.now(), signer, start);
    }

    /** Returns the objections to signing any document in this context, including its dates. */
    public List<Fault> objections(SigningContext context) {
        return lint.check(context);
    }

    /** The exact text of a document with its proof. */
    public String sign(ObjectNode document, SigningKeys.Active key) throws DocumentRefused {
        return signed(document, key.key().id(), SigningContext.now(clock, key.key()), key.signer(), System.nanoTime());
    }

    private String signed(ObjectNode document, String keyId, Instant created, Signer signer, long start)
            throws DocumentRefused {
        try {
            return mapper.writeValueAsString(suite.sign(document, ProofOptions.assertion(keyId, created), signer));
        } catch (LintException e) {
            throw new DocumentRefused(e.findings().stream().map(Fault::of).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable document", e);
        } finally {
            time.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
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
