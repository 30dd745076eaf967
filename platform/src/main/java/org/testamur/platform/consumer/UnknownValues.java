package org.testamur.platform.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts values of facts that a consumer does not know. Enumerations of facts are open: the consumer reads an unknown
 * value in the most careful way, says so here and goes on.
 */
@ApplicationScoped
public class UnknownValues {

    private static final Logger LOG = Logger.getLogger(UnknownValues.class);

    private final MeterRegistry metrics;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UnknownValues(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Whether the value is one of those that are known; counts it if not, and if it is missing. */
    public boolean isKnown(String consumer, String member, Set<String> known, @Nullable String value) {
        if (value != null && known.contains(value)) {
            return true;
        }
        count(consumer, member);
        return false;
    }

    /**
     * @param consumer the name of the consumer, such as {@code assessment.enrolments}
     * @param member the member of the fact whose value is not known; the value itself is neither logged nor counted
     */
    public void count(String consumer, String member) {
        Counter.builder("testamur.consumer.unknown.values")
                .description("Values in facts that this release does not know and reads in the most careful way")
                .tag("consumer", consumer)
                .tag("member", member)
                .register(metrics)
                .increment();
        if (told.add(consumer + " " + member)) {
            LOG.warnf(
                    "%s reads values of %s that this release does not know in the most careful way", consumer, member);
        }
    }
}
