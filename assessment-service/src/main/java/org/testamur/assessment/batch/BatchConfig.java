package org.testamur.assessment.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.testamur.platform.AtLeast;
import org.testamur.platform.NonNegativeDuration;
import org.testamur.platform.PositiveDuration;

/**
 * Maps the settings of batches of results.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.assessment.batch")
interface BatchConfig {

    /** How many rows a batch may have. */
    @WithDefault("10000")
    @AtLeast(1)
    int rows();

    /** How many rows are recorded in one transaction. */
    @WithDefault("500")
    @AtLeast(1)
    int chunk();

    /**
     * How long a row waits for an enrolment, learner or micro-credential that is not here. Only the time between one look
     * and the next counts: while no instance looks, nothing arrives either.
     */
    @WithDefault("30S")
    @NonNegativeDuration
    Duration patience();

    /** How often a row that waits is looked at again. */
    @WithDefault("1S")
    @PositiveDuration
    Duration retry();
}
