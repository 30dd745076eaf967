package org.testamur.issuance.status;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.issuance.IssuanceConfig;

/** Validates the settings of status lists. The service does not start with invalid ones. */
@Singleton
class StatusSettings {

    private static final String PREFIX = "testamur.issuance.status-list.";
    private static final int FEWEST_WINDOWS_OF_A_LIFE = 4;

    private final IssuanceConfig.StatusListConfig config;
    private final List<StatusPurpose> purposes;
    private final List<StatusPurpose> named;

    @jakarta.inject.Inject
    StatusSettings(IssuanceConfig config) {
        this(config.statusList());
    }

    StatusSettings(IssuanceConfig.StatusListConfig config) {
        this.config = config;
        this.purposes = purposes("purposes", config.purposes());
        this.named = purposes("named", config.named());
        if (!purposes.containsAll(named)) {
            throw refused("named", config.named(), "a credential names no list that there is not: see purposes");
        }
        if (config.entries() < BitstringStatusList.MINIMUM_ENTRIES) {
            throw refused(
                    "entries",
                    config.entries(),
                    "a list of fewer than " + BitstringStatusList.MINIMUM_ENTRIES
                            + " entries would tell whose entry is read");
        }
        if (!(config.decoys() >= 0 && config.decoys() <= 0.5)) {
            throw refused("decoys", config.decoys(), "the share of decoys is from 0 to 0.5");
        }
        if (config.block() < 1) {
            throw refused("block", config.block(), "at least one index is reserved at once");
        }
        positive("publish-window", config.publishWindow());
        positive("validity", config.validity());
        if (config.ttl().isNegative() || config.clockSkew().isNegative()) {
            throw refused("ttl", config.ttl(), "neither ttl nor clock-skew is less than nothing");
        }
        Duration late = config.publishWindow().plus(config.ttl()).plus(config.clockSkew());
        if (config.validity().compareTo(late.multipliedBy(FEWEST_WINDOWS_OF_A_LIFE)) < 0) {
            throw refused(
                    "validity",
                    config.validity(),
                    "a list must count for longer than readers keep it: at least " + FEWEST_WINDOWS_OF_A_LIFE
                            + " times publish-window, ttl and clock-skew together");
        }
    }

    /** Before anything is issued. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        // That this bean exists is the check.
    }

    /** Revocation first. */
    List<StatusPurpose> purposes() {
        return purposes;
    }

    /** Whether credentials name the list for this purpose. */
    boolean isNamed(StatusPurpose purpose) {
        return named.contains(purpose);
    }

    /** One text for the lists of a family: another begins when it changes. */
    String purposesKey() {
        return purposes.stream()
                .map(purpose -> purpose.shown() + (isNamed(purpose) ? "" : " unnamed"))
                .collect(Collectors.joining(","));
    }

    int entries() {
        return config.entries();
    }

    Decoys decoys() {
        return Decoys.ofShare(config.entries(), config.decoys());
    }

    int block() {
        return config.block();
    }

    Duration window() {
        return config.publishWindow();
    }

    Duration ttl() {
        return config.ttl();
    }

    Duration validity() {
        return config.validity();
    }

    Duration clockSkew() {
        return config.clockSkew();
    }

    private static List<StatusPurpose> purposes(String setting, List<String> named) {
        Set<StatusPurpose> purposes = new LinkedHashSet<>();
        for (String name : named) {
            purposes.add(StatusPurpose.of(name.strip())
                    .orElseThrow(() -> refused(
                            setting,
                            name,
                            "a purpose is one of "
                                    + Arrays.stream(StatusPurpose.values())
                                            .map(StatusPurpose::shown)
                                            .collect(Collectors.joining(", ")))));
        }
        if (!purposes.contains(StatusPurpose.REVOCATION)) {
            throw refused(setting, named, "what is issued can always be revoked");
        }
        return purposes.stream().sorted().toList();
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw refused(name, value, "it lasts for some time");
        }
    }

    private static ConfigurationException refused(String name, Object value, String why) {
        return new ConfigurationException(
                "The issuance service does not start with " + PREFIX + name + "=" + value + ": " + why + ".");
    }
}
