package org.testamur.doctor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    @Test
    void readsWhatAnInstanceShows() {
        assertThat(Exposition.read("""
                        # HELP testamur_degraded 1 while this is degraded
                        # TYPE testamur_degraded gauge
                        testamur_degraded{what="kafka",} 1.0
                        http_server_requests_seconds_bucket{uri="/verify/{id}",le="0.5",} 12
                        jvm_memory_used_bytes 1.5E7
                        testamur_consumer_lag_records{consumer="a \\"b\\" \\\\c"} NaN
                        of another form
                        """))
                .containsExactly(
                        new Sample("testamur_degraded", Map.of("what", "kafka"), 1),
                        new Sample(
                                "http_server_requests_seconds_bucket", Map.of("uri", "/verify/{id}", "le", "0.5"), 12),
                        new Sample("jvm_memory_used_bytes", Map.of(), 15_000_000),
                        new Sample("testamur_consumer_lag_records", Map.of("consumer", "a \"b\" \\c"), Double.NaN));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var samples = List.of(
                new Sample("up", Map.of("service", "a\n\"b\\"), 0),
                new Sample("x_total", Map.of(), Double.POSITIVE_INFINITY));
        assertThat(Exposition.read(Exposition.write(samples))).isEqualTo(samples);
    }
}
