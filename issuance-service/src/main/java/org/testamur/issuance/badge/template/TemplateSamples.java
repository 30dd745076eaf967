package org.testamur.issuance.badge.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;

/**
 * Makes a share of what templates gave out again by the general path, later and beside the work. Should the two ever
 * differ, the template is dropped, and an operator learns which credential is to be issued again.
 */
@ApplicationScoped
public class TemplateSamples {

    private static final Logger LOG = Logger.getLogger(TemplateSamples.class);
    private static final int WAITING = 1_000;
    private static final int LISTED = 1_000;

    private final double share;
    private final Clock clock;
    private final TemplateMetrics metrics;
    private final JsonMapper mapper = new JsonMapper();
    private final ProofVerifier verifier;
    private final Deque<Mismatch> mismatches = new ArrayDeque<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("template-samples").daemon().factory(),
            (check, full) -> {});

    @Inject
    TemplateSamples(TemplateConfig config, Clock clock, TemplateMetrics metrics) {
        this(config.sample(), clock, metrics);
    }

    /** @param share of what is given out, from 0 to 1 */
    public TemplateSamples(double share, Clock clock, TemplateMetrics metrics) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("testamur.issuance.template.sample must lie between 0 and 1");
        }
        this.share = share;
        this.clock = clock;
        this.metrics = metrics;
        this.verifier = new ProofVerifier(new Canonicalizer(PinnedDocuments.bundled()), Ed25519.fastest(), clock);
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * A credential that is not as the general path would have made it.
     *
     * @param credential its id
     * @param achievement of which version
     * @param since when the template came into use, which may have made others like it
     */
    @Schema(name = "TemplateMismatch")
    public record Mismatch(String credential, String achievement, Instant since, Instant seen) {}

    /**
     * Perhaps looks at a signed text.
     *
     * @param general makes the document again, without its proof
     * @param published the key that signed, as verifiers see it
     * @param drop takes the template out of use
     */
    public void perhaps(
            BadgeTemplate template,
            byte[] signed,
            Supplier<ObjectNode> general,
            Optional<VerificationMethod> published,
            Runnable drop) {
        if (share < 1 && (share <= 0 || ThreadLocalRandom.current().nextDouble() >= share)) {
            return;
        }
        if (thread.getQueue().remainingCapacity() == 0) {
            metrics.unchecked();
            return;
        }
        thread.execute(() -> check(template, signed, general, published, drop));
    }

    private void check(
            BadgeTemplate template,
            byte[] signed,
            Supplier<ObjectNode> general,
            Optional<VerificationMethod> published,
            Runnable drop) {
        String id = "unreadable";
        try {
            metrics.checked();
            ObjectNode read = (ObjectNode) mapper.readTree(signed);
            id = read.path("id").asText();
            if (isOfTheGeneralPath(signed, read, general.get()) && verifies(read, published)) {
                return;
            }
        } catch (Exception e) {
            LOG.debugf("a sample could not be made again: %s", e.getClass());
        }
        drop.run();
        metrics.mismatch();
        synchronized (mismatches) {
            if (mismatches.size() == LISTED) {
                mismatches.removeFirst();
            }
            mismatches.addLast(new Mismatch(id, template.achievement(), template.since(), clock.instant()));
        }
        LOG.errorf(
                "The template for %s, in use since %s, is dropped: it made %s otherwise than the general path does."
                        + " The general path serves from now on. Operators find the credential under"
                        + " /issuance/operations/template-mismatches: revoke it or issue it again.",
                template.achievement(), template.since(), id);
    }

    private boolean isOfTheGeneralPath(byte[] signed, ObjectNode read, ObjectNode general)
            throws JsonProcessingException {
        general.set("proof", read.get("proof"));
        return mapper.writeValueAsString(general).equals(new String(signed, StandardCharsets.UTF_8));
    }

    private boolean verifies(ObjectNode read, Optional<VerificationMethod> published) {
        return EddsaRdfc2022.CRYPTOSUITE.equals(read.at("/proof/cryptosuite").textValue())
                && verifier.verify(read, id -> published.filter(key -> key.id().equals(id)), Expectation.assertion())
                        instanceof Verification.Valid;
    }

    /** Those found since this instance started, oldest first. */
    public List<Mismatch> mismatches() {
        synchronized (mismatches) {
            return List.copyOf(mismatches);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
