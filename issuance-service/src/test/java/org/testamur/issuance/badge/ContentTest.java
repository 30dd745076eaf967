package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final UUID MICRO_CREDENTIAL = UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e03");

    private static Content content(int version, @Nullable String score, int day, Content.Evidence... evidence) {
        return new Content(MICRO_CREDENTIAL, version, score, List.of(evidence), LocalDate.of(2026, 11, day));
    }

    private static Content.Evidence evidence(String url, @Nullable String name, @Nullable String description) {
        return new Content.Evidence(url, name, description);
    }

    @Test
    void everyDifferenceShowsInTheDigest() {
        var all = List.of(
                content(1, null, 20),
                content(2, null, 20),
                content(1, "80", 20),
                content(1, "81", 20),
                content(1, null, 21),
                content(1, null, 20, evidence("https://a.example", null, null)),
                content(1, null, 20, evidence("https://b.example", null, null)),
                content(1, null, 20, evidence("https://a.example", "", null)),
                content(1, null, 20, evidence("https://a.example", "name", null)),
                content(1, null, 20, evidence("https://a.example", null, "name")),
                content(1, null, 20, evidence("https://a.example", "name", "text")),
                content(1, null, 20, evidence("https://a.example", "nam", "etext")),
                content(
                        1,
                        null,
                        20,
                        evidence("https://a.example", null, null),
                        evidence("https://b.example", null, null)),
                content(
                        1,
                        null,
                        20,
                        evidence("https://b.example", null, null),
                        evidence("https://a.example", null, null)));
        assertEquals(all.size(), all.stream().map(Content::digest).distinct().count());
    }

    @Test
    void equalContentHasAnEqualDigest() {
        assertEquals(
                content(1, "80", 20, evidence("https://a.example", "name", null))
                        .digest(),
                content(1, "80", 20, evidence("https://a.example", "name", null))
                        .digest());
    }

    @Test
    void numbersAreWrittenOneWay() {
        assertEquals(
                List.of("80", "80", "80", "87.5", "0", "100"),
                Stream.of("80", "80.0", "8E+1", "87.50", "0.00", "100")
                        .map(text -> Content.number(new BigDecimal(text)))
                        .toList());
    }
}
