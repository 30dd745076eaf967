package org.testamur.platform.health;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Shows operators the health of this instance.
 *
 * @param live whether all of its loops beat
 * @param ready whether it answers reads
 * @param degraded what does not work, by name
 * @param loops its background work, by name
 */
@Schema(name = "Health")
public record HealthView(boolean live, boolean ready, List<DegradedState> degraded, List<LoopView> loops) {

    /**
     * One loop.
     *
     * @param beatSecondsAgo since it last beat
     * @param allowedSeconds the longest time between two beats
     */
    @Schema(name = "Loop")
    public record LoopView(
            @Schema(examples = "outbox-relay") String name,
            @Schema(examples = "0.4") double beatSecondsAgo,
            @Schema(examples = "180") double allowedSeconds,
            boolean late) {

        static LoopView of(Heartbeat heartbeat) {
            return new LoopView(
                    heartbeat.loop(),
                    heartbeat.age().toMillis() / 1000.0,
                    heartbeat.allowed().toMillis() / 1000.0,
                    heartbeat.isLate());
        }
    }
}
