package org.testamur.platform.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares the machine's clock with the database's. */
final class ClockPolicy {

    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private ClockPolicy() {}

    /**
     * The sentence for operators when the clocks are more than a minute apart, whatever the answer took.
     *
     * @param asked when the database was asked, by this machine's clock
     * @param database the time that it answered
     * @param answered when the answer was there, by this machine's clock
     */
    static Optional<String> fault(Instant asked, Instant database, Instant answered) {
        if (Duration.between(database, asked).compareTo(TOLERATED) > 0) {
            return Optional.of(sentence(Duration.between(database, asked), "ahead of"));
        }
        if (Duration.between(answered, database).compareTo(TOLERATED) > 0) {
            return Optional.of(sentence(Duration.between(answered, database), "behind"));
        }
        return Optional.empty();
    }

    private static String sentence(Duration apart, String side) {
        return "This instance's clock is %d s %s the database's. Ends of tokens, deadlines and the times in signed documents go by it."
                .formatted(apart.toSeconds(), side);
    }
}
