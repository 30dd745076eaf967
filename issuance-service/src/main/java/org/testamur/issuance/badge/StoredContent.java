package org.testamur.issuance.badge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.issuance.reference.Learner;

/** Reads the result and the learner's data back from a signed document. Issuance stores them nowhere else. */
public final class StoredContent {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode document;

    private StoredContent(JsonNode document) {
        this.document = document;
    }

    public static StoredContent of(String document) {
        try {
            return new StoredContent(MAPPER.readTree(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no JSON", e);
        }
    }

    /** The same content again, less what the learner no longer consents to. */
    public Content content(UUID microCredential, int version, Learner.Consents consents) {
        JsonNode subject = document.path("credentialSubject");
        JsonNode score = subject.at("/result/0/value");
        List<Content.Evidence> evidence = new ArrayList<>();
        if (consents.evidence()) {
            for (JsonNode item : document.path("evidence")) {
                evidence.add(new Content.Evidence(
                        item.path("id").asText(), text(item.path("name")), text(item.path("description"))));
            }
        }
        return new Content(
                microCredential,
                version,
                consents.result() ? text(score) : null,
                evidence,
                DateTimeStamp.parse(subject.path("activityEndDate").asText())
                        .orElseThrow()
                        .toOffsetDateTime()
                        .toLocalDate());
    }

    /** Whether it holds a hash of this e-mail address. */
    public boolean identifies(String email) {
        for (JsonNode identifier : document.at("/credentialSubject/identifier")) {
            if (!identifier.path("identityType").asText().equals("name")
                    && CredentialDocument.hashed(email, identifier.path("salt").asText())
                            .equals(identifier.path("identityHash").asText())) {
                return true;
            }
        }
        return false;
    }

    /** What it shows of who the learner is. */
    public DisclosedIdentity shown() {
        Optional<String> name = Optional.empty();
        boolean identified = false;
        for (JsonNode identifier : document.at("/credentialSubject/identifier")) {
            if (identifier.path("identityType").asText().equals("name")) {
                name = Optional.ofNullable(text(identifier.path("identityHash")));
            } else {
                identified = true;
            }
        }
        return new DisclosedIdentity(name, identified);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
