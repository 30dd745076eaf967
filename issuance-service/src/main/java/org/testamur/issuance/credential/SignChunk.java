package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.template.ProofConfiguration;
import org.testamur.issuance.badge.CredentialDocument;
import org.testamur.issuance.badge.CredentialValues;
import org.testamur.issuance.badge.template.CredentialTemplates;
import org.testamur.issuance.badge.template.TemplateMetrics;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.lint.Fault;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Signs some credentials of one institution: by a template where there is one, else by the general path of {@link
 * DocumentSigner}. Either way nothing is signed that something speaks against.
 */
@ApplicationScoped
public class SignChunk {

    private final SigningContexts mandates;
    private final CredentialTemplates templates;
    private final DocumentSigner signer;
    private final TemplateMetrics metrics;

    public SignChunk(
            SigningContexts mandates, CredentialTemplates templates, DocumentSigner signer, TemplateMetrics metrics) {
        this.mandates = mandates;
        this.templates = templates;
        this.signer = signer;
        this.metrics = metrics;
    }

    /** A document from a template that waits for its signature. */
    private record UnsignedDocument(
            int index,
            CredentialValues values,
            CredentialTemplates.FilledTemplate made,
            ProofConfiguration proof,
            SigningContext context,
            byte[] message) {}

    public List<Signed> sign(List<CredentialValues> wanted, SigningKeys.Active key) {
        Map<Integer, Signed> done = new HashMap<>();
        List<UnsignedDocument> waiting = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            CredentialValues values = wanted.get(i);
            SigningContext context =
                    mandates.of(values.order(), values.url(), values.status(), values.free(), key.key());
            List<Fault> objections = signer.objections(context);
            Optional<CredentialTemplates.FilledTemplate> made =
                    objections.isEmpty() ? templates.make(values) : Optional.empty();
            if (made.isPresent()) {
                ProofConfiguration proof = made.get()
                        .badge()
                        .document()
                        .proof(ProofOptions.assertion(key.key().id(), context.now()));
                waiting.add(new UnsignedDocument(
                        i,
                        values,
                        made.get(),
                        proof,
                        context,
                        made.get().rendering().hashData(proof)));
            } else {
                done.put(i, byGeneralPath(values, context, key));
            }
        }
        byTemplate(waiting, key, done);
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> Objects.requireNonNull(done.get(i)))
                .toList();
    }

    private void byTemplate(List<UnsignedDocument> waiting, SigningKeys.Active key, Map<Integer, Signed> done) {
        if (waiting.isEmpty()) {
            return;
        }
        List<byte[]> signatures = key.signer()
                .signAll(waiting.stream().map(UnsignedDocument::message).toList());
        for (int i = 0; i < signatures.size(); i++) {
            UnsignedDocument each = waiting.get(i);
            byte[] text = each.made().rendering().signed(each.proof(), signatures.get(i));
            templates.watch(each.made(), each.values(), text, each.context().published());
            metrics.byTemplate();
            done.put(each.index(), ready(each.values(), each.context(), key, new String(text, StandardCharsets.UTF_8)));
        }
    }

    private Signed byGeneralPath(CredentialValues values, SigningContext context, SigningKeys.Active key) {
        try {
            String text = signer.signBadge(CredentialDocument.of(values), context, key.signer());
            metrics.byGeneralPath();
            return ready(values, context, key, text);
        } catch (DocumentRefused e) {
            if (e.isOfTheKeyAlone()) {
                throw new TemporarilyUnavailable(String.join("; ", e.reasons()));
            }
            return new Signed.RefusedOrder(values.order(), e);
        }
    }

    private static Signed ready(CredentialValues values, SigningContext context, SigningKeys.Active key, String text) {
        Credential credential = new Credential(
                values.id(), values.url(), values.order(), values.validity(), values.status(), context.now(), text);
        return new Signed.Ready(credential.signedWith(key.key().id()), values.order(), values.status());
    }
}
