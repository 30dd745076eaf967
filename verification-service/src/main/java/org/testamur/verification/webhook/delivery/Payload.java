package org.testamur.verification.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the payload of a fact: id, achievement and status. The stored payload has no link. Whether one is added is
 * decided at each attempt.
 */
record Payload(String type, Instant timestamp, Data data) {

    private static final ObjectMapper PLAIN = new JsonMapper();
    private static final String PAGE = "verificationUrl";
    private static final String CREDENTIAL = "credentialUrl";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            UUID credentialId,
            NamedResource institution,
            NamedResource achievement,
            String status,
            @Nullable String reasonCode) {}

    record NamedResource(String id, String name) {}

    /** The addresses of a credential and of the page about it: they lead to a person. */
    record Links(String verificationUrl, String credentialUrl) {}

    static Payload of(Announcements.News news) {
        return new Payload(
                news.eventType(),
                news.at(),
                new Data(
                        news.credentialId(),
                        new NamedResource(news.institutionId().toString(), news.institutionName()),
                        new NamedResource(news.achievementId(), news.achievementName()),
                        news.status(),
                        news.reasonCode()));
    }

    /**
     * The bytes to send now.
     *
     * @param kept as it was kept; before links needed consent, they were kept in it
     * @param links null when the learner does not consent to this employer
     */
    static byte[] toSend(String kept, @Nullable Links links) {
        if (links == null && !kept.contains('"' + PAGE + '"') && !kept.contains('"' + CREDENTIAL + '"')) {
            return kept.getBytes(StandardCharsets.UTF_8);
        }
        try {
            ObjectNode payload = PLAIN.readValue(kept, ObjectNode.class);
            ObjectNode data = payload.withObject("/data");
            data.remove(PAGE);
            data.remove(CREDENTIAL);
            if (links != null) {
                data.put(PAGE, links.verificationUrl());
                data.put(CREDENTIAL, links.credentialUrl());
            }
            return PLAIN.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a delivery is not JSON", e);
        }
    }
}
