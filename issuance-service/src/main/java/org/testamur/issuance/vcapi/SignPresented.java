package org.testamur.issuance.vcapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.template.ProofConfiguration;
import org.testamur.dataintegrity.template.Rendering;
import org.testamur.issuance.badge.template.TemplateMetrics;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.OwnAddresses;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.signing.SigningThreads;
import org.testamur.platform.problem.Refusal;

/**
 * Signs credentials that an institution presents, unless a rule refuses them, and stores nothing. A text that matches a
 * template is signed by the template. Others go to {@link DocumentSigner}, and templates are learned from them.
 */
@Singleton
class SignPresented {

    private final CurrentSigners standings;
    private final PresentedTemplates templates;
    private final DocumentSigner signer;
    private final SigningThreads threads;
    private final TemplateMetrics metrics;
    private final Clock clock;

    SignPresented(
            CurrentSigners standings,
            PresentedTemplates templates,
            DocumentSigner signer,
            SigningThreads threads,
            TemplateMetrics metrics,
            Clock clock) {
        this.standings = standings;
        this.templates = templates;
        this.signer = signer;
        this.threads = threads;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What became of one credential. */
    sealed interface SigningOutcome {}

    /** @param text the exact text with its proof, in UTF-8 */
    @SuppressWarnings("ArrayRecordComponent")
    record SignedDocument(byte[] text) implements SigningOutcome {}

    record RefusedDocument(List<Fault> faults) implements SigningOutcome {}

    /** One outcome for each text, in their order. */
    List<SigningOutcome> sign(UUID institution, List<byte[]> credentials) {
        CurrentSigner standing = standings.of(institution);
        SigningContext context = new SigningContext(
                institution,
                standing.issuer().issuerId(),
                standing.issuer().baseUrl(),
                standing.key().key(),
                standing.published(),
                SigningContext.now(clock, standing.key().key()),
                new SigningContext.Presented());
        List<Fault> objections = signer.objections(context);
        if (!objections.isEmpty()) {
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "key-not-usable",
                    objections.getFirst().message());
        }
        return threads.inChunks(standing.key().backend(), credentials, chunk -> sign(chunk, standing, context));
    }

    /** A rendering that waits for its signature. */
    @SuppressWarnings("ArrayRecordComponent")
    private record UnsignedRendering(
            int index, byte[] json, PresentedTemplates.Match match, Rendering rendering, ProofConfiguration proof) {}

    private List<SigningOutcome> sign(List<byte[]> credentials, CurrentSigner standing, SigningContext context) {
        @Nullable SigningOutcome[] done = new SigningOutcome[credentials.size()];
        List<UnsignedRendering> waiting = new ArrayList<>(done.length);
        ProofOptions options = ProofOptions.assertion(context.key().id(), context.now());
        OwnAddresses own = OwnAddresses.under(context.baseUrl());
        for (int i = 0; i < done.length; i++) {
            byte[] json = credentials.get(i);
            Optional<UnsignedRendering> made = make(i, json, context, own, options);
            if (made.isEmpty()) {
                ObjectNode credential = read(json);
                byte[] plain = credential == null ? json : PresentedJson.write(credential);
                if (!Arrays.equals(plain, json)) {
                    made = make(i, plain, context, own, options);
                }
                if (made.isEmpty()) {
                    done[i] = credential == null ? notAnObject() : byGeneralPath(credential, standing, context);
                }
            }
            made.ifPresent(waiting::add);
        }
        if (!waiting.isEmpty()) {
            List<byte[]> signatures = standing.key()
                    .signer()
                    .signAll(waiting.stream()
                            .map(each -> each.rendering().hashData(each.proof()))
                            .toList());
            for (int i = 0; i < signatures.size(); i++) {
                UnsignedRendering each = waiting.get(i);
                byte[] text = each.rendering().signed(each.proof(), signatures.get(i));
                templates.watch(each.match(), each.json(), text, standing.published());
                metrics.byTemplate();
                done[each.index()] = new SignedDocument(text);
            }
        }
        return Arrays.stream(done).map(Objects::requireNonNull).toList();
    }

    private Optional<UnsignedRendering> make(
            int index, byte[] json, SigningContext context, OwnAddresses own, ProofOptions options) {
        Optional<PresentedTemplates.Match> match = templates.match(context.institution(), json);
        if (match.isEmpty() || !match.get().template().allows(match.get().values(), own, context.now())) {
            return Optional.empty();
        }
        var document = match.get().template().badge().document();
        return document.render(match.get().values())
                .map(rendering -> new UnsignedRendering(index, json, match.get(), rendering, document.proof(options)));
    }

    private SigningOutcome byGeneralPath(ObjectNode credential, CurrentSigner standing, SigningContext context) {
        try {
            String text = signer.signBadge(credential, context, standing.key().signer());
            metrics.byGeneralPath();
            templates.learn(context.institution(), credential, text.length());
            return new SignedDocument(text.getBytes(StandardCharsets.UTF_8));
        } catch (DocumentRefused e) {
            return new RefusedDocument(e.faults());
        }
    }

    private static @Nullable ObjectNode read(byte[] json) {
        try {
            JsonNode read = PresentedJson.read(json);
            return read instanceof ObjectNode object ? object : null;
        } catch (Refusal e) {
            return null;
        }
    }

    private static SigningOutcome notAnObject() {
        return new RefusedDocument(List.of(new Fault("", Fault.Rule.FORM, "must be well-formed JSON, and an object")));
    }
}
