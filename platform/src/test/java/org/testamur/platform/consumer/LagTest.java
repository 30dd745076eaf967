package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final TopicPartition A = new TopicPartition("facts", 0);
    private static final Duration SHORT = Duration.ofSeconds(50);
    private static final Duration LONG = Duration.ofSeconds(70);

    private static Lag measured(long position, long end) {
        Lag lag = new Lag("facts");
        try (MockConsumer<byte[], byte[]> client = new MockConsumer<>("none")) {
            client.assign(List.of(A));
            client.seek(A, position);
            client.updateEndOffsets(Map.of(A, end));
            lag.measure(client, Map.of());
        }
        return lag;
    }

    @Test
    void isBehindWhileThereIsSomethingToRead() {
        Lag lag = measured(7, 9);
        assertEquals(2, lag.records());
        assertTrue(lag.behind().isPositive());
        lag.isUnknown();
        assertEquals(Duration.ZERO, lag.behind());
    }

    @Test
    void isNotBehindWhereThereIsNothingToReadOrNobodyKnows() {
        assertEquals(0, measured(7, 7).records());
        assertEquals(Duration.ZERO, measured(7, 7).behind());
        assertEquals(Duration.ZERO, new Lag("facts").behind());
    }

    @Test
    void whoReadsNothingForAMinuteOfWhatHasBeenThereForAMinuteStandsStill() {
        assertTrue(Channel.standsStill(LONG, LONG));
        assertFalse(Channel.standsStill(SHORT, LONG));
        assertFalse(Channel.standsStill(LONG, SHORT));
        assertFalse(Channel.standsStill(LONG, Duration.ZERO));
    }
}
