package org.testamur.verification.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lists what an employer's endpoint is told of. */
@Schema(
        name = "WebhookEventType",
        description =
                "credential.issued: a credential is there and counts; credential.status_changed: whether one counts"
                        + " has changed. Answers may name types of a later release: leave them as they are.")
public enum WebhookEventType {
    ISSUED(Announcements.ISSUED),
    STATUS_CHANGED(Announcements.STATUS_CHANGED);

    private final String text;

    WebhookEventType(String text) {
        this.text = text;
    }

    /** As requests, answers, messages and tables name it. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Each once, in the order of the request. */
    public static List<String> texts(Collection<WebhookEventType> types) {
        return types.stream().distinct().map(WebhookEventType::text).toList();
    }

    /** Without those of a later release. */
    public static List<WebhookEventType> known(Collection<String> texts) {
        return texts.stream().flatMap(text -> known(text).stream()).toList();
    }

    private static Optional<WebhookEventType> known(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
