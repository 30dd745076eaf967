package org.testamur.issuance.award;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testamur.platform.tenancy.Access;

/** Follows an award until it is issued or refused, for as long as somebody listens. */
@ApplicationScoped
class AwardStream {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final FindAwards find;

    AwardStream(FindAwards find) {
        this.find = find;
    }

    /** Each change as an event named {@code award}, the present state first; looks with the access of the caller. */
    Multi<OutboundSseEvent> follow(UUID enrolment, Sse sse) {
        Access access = Access.current();
        AwardView present = find.one(enrolment);
        return Multi.createFrom()
                .<AwardView>emitter(emitter -> Thread.ofVirtual()
                        .name("award-" + enrolment)
                        .start(() -> access.run(() -> follow(enrolment, present, emitter))))
                .map(view -> sse.newEventBuilder()
                        .name("award")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(AwardView.class, view)
                        .build());
    }

    private void follow(UUID enrolment, AwardView present, MultiEmitter<? super AwardView> emitter) {
        long end = System.nanoTime() + LONGEST.toNanos();
        AwardView told = present;
        emitter.emit(told);
        try {
            while (!told.isSettled() && !emitter.isCancelled() && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                AwardView next = find.one(enrolment);
                if (!next.equals(told)) {
                    told = next;
                    emitter.emit(told);
                }
            }
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (RuntimeException e) {
            // Erased meanwhile, or the database is away: the listener comes again and is told.
            emitter.complete();
        }
    }
}
