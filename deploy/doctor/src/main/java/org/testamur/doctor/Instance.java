package org.testamur.doctor;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what an instance says of itself.
 *
 * @param address where it was asked
 * @param refusal why it gave no answer, or an empty text
 * @param dead liveness checks that are down, with what they say
 * @param unready readiness checks that are down, with what they say
 * @param degraded its degraded states, with their sentences
 * @param clock how far its clock is ahead of ours
 */
record Instance(
        String service,
        String address,
        String refusal,
        Map<String, String> dead,
        Map<String, String> unready,
        Map<String, String> degraded,
        Optional<Duration> clock) {

    boolean answers() {
        return refusal.isEmpty();
    }
}
