package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.testamur.verification.record.ReasonCode;

/** Holds what employers read, docs/webhooks.md, against what is done. */
class WebhookDocumentTest {

    private static final Pattern PAUSE = Pattern.compile("(?m)^\\| [0-9]+ \\| ([0-9]+) (second|minute|hour)s \\|$");

    private final String document;

    WebhookDocumentTest() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/webhooks.md"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        document = Files.readString(folder.resolve("docs/webhooks.md"));
    }

    @Test
    void tellsTheScheduleOfRetries() {
        List<Duration> told = PAUSE.matcher(document)
                .results()
                .map(row -> Duration.parse(
                        "PT" + row.group(1) + Character.toUpperCase(row.group(2).charAt(0))))
                .toList();
        assertThat(told).isEqualTo(RetryPolicy.SCHEDULE);
        assertThat(RetryPolicy.SCHEDULE.stream()
                        .reduce(Duration.ZERO, Duration::plus)
                        .toMinutes())
                .isEqualTo(75 * 60 + 35);
        assertThat(document).contains("75 hours and 35 minutes");
    }

    @Test
    void namesEveryReasonCodeAndEveryType() {
        String codes = document.substring(document.indexOf("`reasonCode` is one of"));
        List<String> told = Pattern.compile("`([a-z-]+)`")
                .matcher(codes.substring("`reasonCode`".length(), codes.indexOf("more may come")))
                .results()
                .map(code -> code.group(1))
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ReasonCode.values()).map(ReasonCode::code).toList());
        assertThat(Announcements.EVENT_TYPES)
                .allSatisfy(type -> assertThat(document).contains("### `" + type + "`"));
    }
}
