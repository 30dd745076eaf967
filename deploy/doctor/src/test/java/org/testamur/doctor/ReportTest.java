package org.testamur.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Report of(Severity... severities) {
        return new Report(
                "https://id.example",
                Instant.parse("2026-11-02T03:00:00Z"),
                List.of(severities).stream()
                        .map(severity -> new Finding(severity, "x", "It is so.", "Do it.", "docs/x.md"))
                        .toList());
    }

    @Test
    void theCodeIsThatOfTheWorst() {
        assertThat(of().code()).isZero();
        assertThat(of(Severity.INFO).code()).isZero();
        assertThat(of(Severity.WARNING, Severity.INFO).code()).isEqualTo(1);
        assertThat(of(Severity.CRITICAL, Severity.WARNING).code()).isEqualTo(2);
    }

    @Test
    void eachFindingIsOneLine() {
        assertThat(of(Severity.CRITICAL, Severity.WARNING).text()).isEqualTo("""
                https://id.example at 2026-11-02T03:00:00Z: 1 wrong, 1 to look at.
                critical  x: It is so. First: Do it. (docs/x.md)
                warning   x: It is so. First: Do it. (docs/x.md)
                """);
        assertThat(of().text()).isEqualTo("https://id.example at 2026-11-02T03:00:00Z: all is well.\n");
    }

    @Test
    void programsReadTheSame() throws Exception {
        var document = new ObjectMapper().readTree(of(Severity.WARNING).json());
        assertThat(document.path("verdict").asText()).isEqualTo("warnings");
        assertThat(document.path("findings").get(0).path("severity").asText()).isEqualTo("warning");
        assertThat(document.path("findings").get(0).path("page").asText()).isEqualTo("docs/x.md");
    }
}
