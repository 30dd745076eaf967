package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmailQuestionsTest {

    private static final AwardDocument NOBODYS = AwardDocument.of("{}");
    private static final UUID CREDENTIAL = UUID.randomUUID();

    private Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final EmailQuestions questions = new EmailQuestions(new SimpleMeterRegistry(), clock);

    @Test
    void theSixthQuestionWithinAnHourIsRefusedAndNamesItsEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(ask("192.0.2.1", CREDENTIAL)).isInstanceOf(EmailQuestions.EmailAnswer.CannotConfirm.class);
            now = now.plus(Duration.ofMinutes(10));
        }
        assertThat(ask("192.0.2.1", CREDENTIAL))
                .isEqualTo(new EmailQuestions.EmailAnswer.TooOften(Instant.parse("2026-11-29T11:00:00Z")));
        assertThat(ask("192.0.2.2", CREDENTIAL)).isInstanceOf(EmailQuestions.EmailAnswer.CannotConfirm.class);
        assertThat(ask("192.0.2.1", UUID.randomUUID())).isInstanceOf(EmailQuestions.EmailAnswer.CannotConfirm.class);
        now = Instant.parse("2026-11-29T11:00:00Z");
        assertThat(ask("192.0.2.1", CREDENTIAL)).isInstanceOf(EmailQuestions.EmailAnswer.CannotConfirm.class);
    }

    private EmailQuestions.EmailAnswer ask(String reader, UUID credential) {
        return questions.answer(reader, credential, NOBODYS, "lena@example.org");
    }
}
