package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.outbound.Answer;
import org.testamur.verification.webhook.delivery.RetryPolicy.Next;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(1);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void anythingOfTwoHundredIsTaken(int status) {
        assertThat(next(status, null, 1, 0.5)).isEqualTo(new Next.Done());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 304, 400, 401, 404, 409, 418, 500, 503, 599, 100})
    void anythingElseIsTriedAgain(int status) {
        assertThat(next(status, null, 1, 0.5)).isEqualTo(new Next.Again(Duration.ofSeconds(5), null));
    }

    @Test
    void tenTriesTakeSeventyFiveHoursAndThirtyFiveMinutes() {
        Duration sum = Duration.ZERO;
        for (int tries = 1; tries < RetryPolicy.TRIES; tries++) {
            sum = sum.plus(((Next.Again) next(500, null, tries, 0.5)).after());
        }
        assertThat(sum).isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
        assertThat(next(500, null, 10, 0.5)).isEqualTo(new Next.GivenUp());
        assertThat(next(500, null, 11, 0.5)).isEqualTo(new Next.GivenUp());
    }

    @Test
    void jitterIsATenthEitherWay() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            int tries = 1 + random.nextInt(9);
            Duration after = ((Next.Again) next(500, null, tries, random.nextDouble())).after();
            Duration planned = RetryPolicy.SCHEDULE.get(tries - 1);
            assertThat(after.toMillis())
                    .isBetween((long) (planned.toMillis() * 0.9) - 1, (long) (planned.toMillis() * 1.1) + 1);
        }
        assertThat(((Next.Again) next(500, null, 2, 0.0)).after()).isEqualTo(Duration.ofSeconds(270));
    }

    @Test
    void goneMeansGone() {
        assertThat(next(410, Duration.ofSeconds(1), 1, 0.5)).isEqualTo(new Next.EndpointGone());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 504})
    void overloadHoldsTheWholeEndpoint(int status) {
        assertThat(hold(next(status, null, 1, 0.5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(hold(next(status, null, 5, 0.5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(hold(next(status, Duration.ofMinutes(20), 1, 0.5))).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aWishToWaitIsHonouredUpToADay() {
        assertThat(next(503, Duration.ofMinutes(2), 1, 0.5))
                .isEqualTo(new Next.Again(Duration.ofMinutes(2), Duration.ofMinutes(2)));
        assertThat(((Next.Again) next(503, Duration.ofSeconds(1), 2, 0.5)).after())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(((Next.Again) next(429, Duration.ofDays(300), 1, 0.5)).after())
                .isEqualTo(Duration.ofHours(24));
        assertThat(((Next.Again) next(503, Duration.ofSeconds(-9), 1, 0.5)).after())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void silenceAndForbiddenAddressesAreTriedAgain() {
        assertThat(POLICY.next(new Answer.Unreachable("timeout"), 1, 0.5))
                .isEqualTo(new Next.Again(Duration.ofSeconds(5), null));
        assertThat(POLICY.next(new Answer.Forbidden("private"), 10, 0.5)).isEqualTo(new Next.GivenUp());
    }

    @Test
    void testsMayHurry() {
        assertThat(new RetryPolicy(0.001).next(new Answer.Answered(500, null), 2, 0.5))
                .isEqualTo(new Next.Again(Duration.ofMillis(300), null));
        assertThatThrownBy(() -> new RetryPolicy(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Next next(int status, @Nullable Duration retryAfter, int tries, double random) {
        return POLICY.next(new Answer.Answered(status, retryAfter), tries, random);
    }

    private static Duration hold(Next next) {
        return Objects.requireNonNull(((Next.Again) next).hold());
    }
}
