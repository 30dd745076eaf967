package org.testamur.verification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.testamur.platform.AtLeast;
import org.testamur.platform.NonNegativeDuration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of this service.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.verification")
public interface VerificationConfig {

    /** The key under which webhook secrets are encrypted in the database: 32 bytes in base64, a secret. */
    String keyEncryptionKey();

    /** Whether webhooks may go to this very machine, over plain HTTP too; for local stacks and tests. */
    @WithDefault("false")
    boolean allowLoopbackWebhooks();

    /** The number of achievements, each under one key, whose way of canonicalising an instance remembers. */
    @WithDefault("256")
    @AtLeast(1)
    int knownAchievements();

    /** The e-mail address that the accessibility statement names for this installation. */
    Optional<String> accessibilityContact();

    Grants grants();

    /** What institutions may grant employers. */
    interface Grants {

        /** How many years after today the last day of a grant may be. */
        @WithDefault("3")
        @AtLeast(1)
        int longestYears();
    }

    Webhooks webhooks();

    /** How deliveries are sent. */
    interface Webhooks {

        /** How long an endpoint may take to answer. */
        @WithDefault("15S")
        @PositiveDuration
        Duration timeout();

        /** The factor that stretches or, in tests, shrinks all times between tries. */
        @WithDefault("1.0")
        @AtLeast(0)
        double retryScale();

        /** How often instances look for deliveries that fell due without a commit of their own. */
        @WithDefault("0.5S")
        @PositiveDuration
        Duration poll();

        /** How long an endpoint belongs to an instance that died while it sent; at least ten seconds more than the timeout. */
        @WithDefault("45S")
        Duration lease();

        /** How many endpoints one instance serves at once. */
        @WithDefault("64")
        @AtLeast(1)
        int endpointsAtOnce();

        /** How many credentials' deliveries one endpoint gets at once. */
        @WithDefault("4")
        @AtLeast(1)
        int requestsPerEndpoint();

        /** How many of an employer's endpoints one instance serves at once. */
        @WithDefault("16")
        @AtLeast(1)
        int endpointsAtOncePerEmployer();

        /** How many endpoints an employer may have. */
        @WithDefault("20")
        @AtLeast(1)
        int endpointsPerEmployer();

        /** How long a new endpoint is asked whether it is wanted. */
        @WithDefault("24H")
        @PositiveDuration
        Duration verificationLife();

        /** How many verifications an employer may begin within an hour of the clock. */
        @WithDefault("60")
        @AtLeast(1)
        int challengesPerHour();

        /** How long deliveries are kept after they have ended. */
        @WithDefault("P90D")
        @PositiveDuration
        Duration retention();

        /** How long an endpoint waits when the outcome of a delivery could not be noted; doubled each time. */
        @WithDefault("1S")
        @PositiveDuration
        Duration notePause();

        /** The longest pause before the outcome of a delivery is noted again. */
        @WithDefault("5M")
        @PositiveDuration
        Duration longestNotePause();

        /** How long deliveries are signed with the previous secret too after a rotation. */
        @WithDefault("24H")
        @NonNegativeDuration
        Duration secretOverlap();
    }
}
