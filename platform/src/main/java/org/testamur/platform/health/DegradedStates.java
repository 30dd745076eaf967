package org.testamur.platform.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Collects the degraded states of this instance (DESIGN, Health). Each part reports here when a state begins and ends;
 * the gauge {@code testamur_degraded{code}}, the health group {@code degraded} and
 * {@code GET /{service}/operations/health} show them. {@code docs/runbooks/health.md} has a paragraph for each name.
 */
@ApplicationScoped
public class DegradedStates {

    private static final Logger LOG = Logger.getLogger(DegradedStates.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Clock clock;
    private final MeterRegistry metrics;
    private final ConcurrentMap<String, DegradedState> present = new ConcurrentHashMap<>();
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    public DegradedStates(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Has the gauge show 0 until the state begins, so that an alert can tell "not degraded" from "not known".
     *
     * @param code a stable name in kebab case
     */
    public void declare(String code) {
        if (!NAME.matcher(code).matches()) {
            throw new IllegalArgumentException("a degraded state is named in kebab case, and this one is " + code);
        }
        if (declared.add(code)) {
            Gauge.builder("testamur.degraded", present, states -> states.containsKey(code) ? 1 : 0)
                    .tag("what", code)
                    .description("1 while this is degraded; GET /{service}/operations/health says why")
                    .register(metrics);
        }
    }

    /**
     * It is degraded from now on, until {@link #end}. To begin again keeps the first time and takes the new detail.
     *
     * @param code a stable name in kebab case
     * @param detail what does not work and why, for operators; without personal data
     */
    public void begin(String code, String detail) {
        declare(code);
        DegradedState before = present.get(code);
        if (before == null) {
            LOG.errorf("degraded, %s: %s", code, detail);
        }
        present.compute(
                code, (name, old) -> new DegradedState(name, detail, old == null ? clock.instant() : old.since()));
    }

    /** It is over. */
    public void end(String code) {
        if (present.remove(code) != null) {
            LOG.infof("no longer degraded, %s", code);
        }
    }

    public boolean isDegraded(String code) {
        return present.containsKey(code);
    }

    /** Those that last, by name. */
    public List<DegradedState> present() {
        return present.values().stream()
                .sorted(Comparator.comparing(DegradedState::code))
                .toList();
    }
}
