package org.testamur.verification.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Answers whether a credential was awarded to an e-mail address. A reader may ask five times an hour about a credential, in
 * each instance; a wrong address and one whose holder does not consent get the same answer.
 */
@ApplicationScoped
class EmailQuestions {

    private static final int MOST = 5;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_KEPT = 100_000;

    private final Cache<String, QuestionCount> asked =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(HOUR).build();
    private final MeterRegistry metrics;
    private final Clock clock;

    EmailQuestions(MeterRegistry metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** How often a reader asked since when. */
    private record QuestionCount(Instant since, int times) {}

    /** What a reader hears. */
    sealed interface EmailAnswer {

        record Yes() implements EmailAnswer {}

        /** It is another address, or its holder does not let it be confirmed. */
        record CannotConfirm() implements EmailAnswer {}

        /** @param until when the reader may ask again */
        record TooOften(Instant until) implements EmailAnswer {}
    }

    /** @param reader an address, or a network of them */
    EmailAnswer answer(String reader, UUID credential, AwardDocument document, String email) {
        Instant now = clock.instant();
        QuestionCount count = asked.asMap()
                .compute(
                        reader + " " + credential,
                        (key, before) ->
                                before == null || !now.isBefore(before.since().plus(HOUR))
                                        ? new QuestionCount(now, 1)
                                        : new QuestionCount(before.since(), before.times() + 1));
        if (count.times() > MOST) {
            count("too-often");
            return new EmailAnswer.TooOften(count.since().plus(HOUR));
        }
        boolean yes = document.isAwardedTo(email);
        count(yes ? "yes" : "cannot-confirm");
        return yes ? new EmailAnswer.Yes() : new EmailAnswer.CannotConfirm();
    }

    private void count(String answer) {
        Counter.builder("testamur.email.questions")
                .description("Questions whether a credential is of somebody with an e-mail address, by the answer")
                .tag("answer", answer)
                .register(metrics)
                .increment();
    }
}
