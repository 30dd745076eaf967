package org.testamur.issuance.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.IssuanceConfig;

class StatusSettingsTest {

    private static final Given SOUND = new Given(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            List.of("suspension", "revocation"),
            List.of("revocation"),
            131_072,
            0.01,
            64);

    private record Given(
            Duration publishWindow,
            Duration ttl,
            Duration validity,
            Duration clockSkew,
            List<String> purposes,
            List<String> named,
            int entries,
            double decoys,
            int block)
            implements IssuanceConfig.StatusListConfig {

        Given purposes(String... others) {
            return new Given(
                    publishWindow,
                    ttl,
                    validity,
                    clockSkew,
                    List.of(others),
                    List.of("revocation"),
                    entries,
                    decoys,
                    block);
        }

        Given named(String... others) {
            return new Given(
                    publishWindow, ttl, validity, clockSkew, purposes, List.of(others), entries, decoys, block);
        }

        Given entries(int number) {
            return new Given(publishWindow, ttl, validity, clockSkew, purposes, named, number, decoys, block);
        }

        Given decoys(double share) {
            return new Given(publishWindow, ttl, validity, clockSkew, purposes, named, entries, share, block);
        }

        Given validity(Duration life) {
            return new Given(publishWindow, ttl, life, clockSkew, purposes, named, entries, decoys, block);
        }
    }

    @Test
    void theRevocationListComesFirstInWhateverOrderTheyAreNamed() {
        assertEquals(List.of(StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION), new StatusSettings(SOUND).purposes());
        assertEquals("revocation,suspension unnamed", new StatusSettings(SOUND).purposesKey());
        assertEquals(
                "revocation,suspension", new StatusSettings(SOUND.named("revocation", "suspension")).purposesKey());
    }

    @Test
    void aListThatHidesNobodyIsRefused() {
        refused(SOUND.entries(131_071), "entries=131071", "would tell whose entry is read");
    }

    @Test
    void purposesAreKnownAndRevocationIsOneOfThem() {
        refused(SOUND.purposes("revocation", "punishment"), "punishment", "revocation, suspension, refresh");
        refused(SOUND.purposes("suspension"), "suspension", "can always be revoked");
        refused(SOUND.named("revocation", "refresh"), "named", "no list that there is not");
    }

    @Test
    void moreThanHalfDecoysAreRefused() {
        refused(SOUND.decoys(0.51), "decoys=0.51", "from 0 to 0.5");
        refused(SOUND.decoys(-0.1), "decoys=-0.1", "from 0 to 0.5");
        refused(SOUND.decoys(Double.NaN), "decoys=NaN", "from 0 to 0.5");
    }

    @Test
    void aListThatEndsBeforeReadersForgetItIsRefused() {
        refused(SOUND.validity(Duration.ofMinutes(3)), "validity=PT3M", "longer than readers keep it");
        refused(SOUND.validity(Duration.ZERO), "validity=PT0S", "lasts for some time");
    }

    private static void refused(Given given, String setting, String why) {
        String message = String.valueOf(assertThrows(ConfigurationException.class, () -> new StatusSettings(given))
                .getMessage());
        assertTrue(message.contains(setting) && message.contains(why), message);
    }
}
