package org.testamur.catalog.microcredential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.platform.problem.Refusal;

class MicroCredentialTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String BASE = "https://localhost:8443";

    private final MicroCredential credential = new MicroCredential(UUID.randomUUID(), definition("First", null));

    @Test
    void versionsCountFromOne() {
        PublishedVersion first = credential.publish(BASE, NOW);
        credential.write(definition("Second", null), Optional.of(first));
        assertThat(first.number()).isEqualTo(1);
        assertThat(credential.publish(BASE, NOW).number()).isEqualTo(2);
    }

    @Test
    void anEditLeavesThePublishedVersionAsItWas() {
        PublishedVersion first = credential.publish(BASE, NOW);
        credential.write(definition("Second", null), Optional.of(first));
        assertThat(first.definition().title()).isEqualTo("First");
    }

    @Test
    void withoutADraftNothingIsPublished() {
        credential.publish(BASE, NOW);
        refused("nothing-to-publish", () -> credential.publish(BASE, NOW));
    }

    @Test
    void theNextVersionKeepsTheImageOfTheLast() {
        UUID image = UUID.randomUUID();
        credential.illustrate(image, "image/png", "A hat", Optional.empty());
        PublishedVersion first = credential.publish(BASE, NOW);
        credential.write(definition("Second", null), Optional.of(first));
        PublishedVersion second = credential.publish(BASE, NOW);
        assertThat(second.image()).contains(image);
        assertThat(second.definition().imageAlternativeText()).isEqualTo("A hat");
    }

    @Test
    void anImageNeedsAnAlternativeText() {
        refused("invalid", () -> credential.illustrate(UUID.randomUUID(), "image/png", null, Optional.empty()));
    }

    @Test
    void theDraftsOwnAlternativeTextIsEnough() {
        credential.write(definition("First", "A hat"), Optional.empty());
        credential.illustrate(UUID.randomUUID(), "image/png", null, Optional.empty());
        assertThat(credential.draft().orElseThrow().imageAlternativeText()).isEqualTo("A hat");
    }

    @Test
    void aDraftIsNeitherClosedNorRetired() {
        refused("not-published", credential::close);
        refused("not-published", credential::retire);
    }

    @Test
    void onlyWhatIsClosedIsRetired() {
        credential.publish(BASE, NOW);
        refused("not-closed", credential::retire);
        assertThat(credential.close()).isTrue();
        assertThat(credential.retire()).isTrue();
        assertThat(credential.state()).isEqualTo(State.RETIRED);
    }

    @Test
    void endingAgainChangesNothing() {
        credential.publish(BASE, NOW);
        credential.close();
        assertThat(credential.close()).isFalse();
        credential.retire();
        assertThat(credential.retire()).isFalse();
        assertThat(credential.close()).isFalse();
        assertThat(credential.state()).isEqualTo(State.RETIRED);
    }

    @Test
    void whatIsClosedOrRetiredIsNeitherWrittenNorPublished() {
        PublishedVersion first = credential.publish(BASE, NOW);
        credential.close();
        refused("closed", () -> credential.write(definition("Second", null), Optional.of(first)));
        refused("closed", () -> credential.publish(BASE, NOW));
        refused("closed", () -> credential.illustrate(UUID.randomUUID(), "image/png", "A hat", Optional.of(first)));
        credential.retire();
        refused("retired", () -> credential.write(definition("Second", null), Optional.of(first)));
    }

    @Test
    void theMaximumScoreIsAHundredUnlessSaid() {
        assertThat(definition("First", null).maximumScore()).isEqualTo(100);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @SuppressWarnings("NullAway") // Requests leave the maximum score out.
    private static Definition definition(String title, @Nullable String imageText) {
        return new Definition(
                title,
                "A short course.",
                "en",
                "Pass the test.",
                List.of(new Definition.Outcome("Do it.", null, null, null)),
                AwardType.MicroCredential,
                new Definition.Workload(BigDecimal.TEN, null),
                new Definition.Level("EQF", "5"),
                "Test",
                60,
                null,
                null,
                null,
                imageText);
    }
}
