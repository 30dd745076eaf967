package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.dataintegrity.template.DocumentTemplate;
import org.testamur.dataintegrity.template.OpenBadgeSlots;
import org.testamur.dataintegrity.template.ProofConfiguration;
import org.testamur.dataintegrity.template.TemplateRefused;
import org.testamur.e2e.Json;

/** The template of the badges, and each badge's values. */
public record Templated(DocumentTemplate template, ProofConfiguration proof, List<String[]> values, Signer signer) {

    public static Templated prepare() throws NotMeasurable {
        return of(Signing.prepare());
    }

    /** Checks each outcome against the general path. */
    static Templated of(Signing signing) throws NotMeasurable {
        try {
            ObjectNode exemplar = signing.badges().getFirst();
            DocumentTemplate template =
                    DocumentTemplate.compile(exemplar, OpenBadgeSlots.of(exemplar), signing.canonicalizer());
            Instant created = Instant.parse("2026-11-20T10:15:00Z");
            Templated templated = new Templated(
                    template,
                    template.proof(signing.options(created)),
                    signing.badges().stream()
                            .map(badge -> template.match(badge).orElseThrow())
                            .toList(),
                    signing.key());
            for (int i = 0; i < templated.values.size(); i++) {
                byte[] text = Json.text(signing.signed().get(i)).getBytes(StandardCharsets.UTF_8);
                if (!Arrays.equals(templated.issue(templated.values.get(i)), text)) {
                    throw new NotMeasurable("the template's outcome is not that of the general path");
                }
            }
            return templated;
        } catch (TemplateRefused e) {
            throw new NotMeasurable(e);
        }
    }

    /** The signed document's text. */
    public byte[] issue(String[] values) {
        return template.render(values).orElseThrow().sign(proof, signer);
    }
}
