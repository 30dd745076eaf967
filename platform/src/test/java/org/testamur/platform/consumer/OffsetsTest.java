package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private static final long SECOND = 1_000_000_000;
    private static final TopicPartition A = new TopicPartition("facts", 0);
    private static final TopicPartition B = new TopicPartition("facts", 1);

    private final Offsets offsets = new Offsets(0);

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }

    @Test
    void areToldFourTimesASecondAtMost() {
        offsets.reached(Map.of(A, at(5)));
        assertEquals(Map.of(), offsets.due(SECOND / 10));
        assertEquals(Map.of(A, at(5)), offsets.due(SECOND));
        assertEquals(Map.of(), offsets.due(2 * SECOND));
    }

    @Test
    void whatCouldNotBeToldIsToldAgain() {
        offsets.reached(Map.of(A, at(5), B, at(7)));
        Map<TopicPartition, OffsetAndMetadata> told = offsets.due(SECOND);
        offsets.failed(told, List.of(A, B));
        assertEquals(Map.of(A, at(5), B, at(7)), offsets.due(2 * SECOND));
    }

    @Test
    void whatIsRefusedBeforeItIsToldIsToldAgain() {
        offsets.reached(Map.of(A, at(5)));
        offsets.tell(
                SECOND,
                due -> {
                    throw new GroupAuthorizationException("facts");
                },
                (due, e) -> offsets.failed(due, List.of(A)));
        Map<TopicPartition, OffsetAndMetadata> told = new HashMap<>();
        offsets.tell(2 * SECOND, told::putAll, (due, e) -> fail(e));
        assertEquals(Map.of(A, at(5)), told);
        offsets.tell(3 * SECOND, due -> fail("nothing is due"), (due, e) -> fail(e));
    }

    @Test
    void whatIsLaterIsNotUndone() {
        offsets.reached(Map.of(A, at(5)));
        Map<TopicPartition, OffsetAndMetadata> told = offsets.due(SECOND);
        offsets.reached(Map.of(A, at(9)));
        offsets.failed(told, List.of(A));
        assertEquals(Map.of(A, at(9)), offsets.due(2 * SECOND));
    }

    @Test
    void ofWhatIsAnothersNothingIsTold() {
        offsets.reached(Map.of(A, at(5), B, at(7)));
        Map<TopicPartition, OffsetAndMetadata> told = offsets.due(SECOND);
        offsets.failed(told, List.of(B));
        assertEquals(Map.of(B, at(7)), offsets.due(2 * SECOND));
    }
}
