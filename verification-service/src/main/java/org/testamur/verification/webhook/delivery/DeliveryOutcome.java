package org.testamur.verification.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import org.testamur.platform.outbound.Answer;

/**
 * How one try went, and what follows from it.
 *
 * @param at when the try ended
 */
public record DeliveryOutcome(
        DeliveryQueue.DueDelivery delivery,
        Answer answer,
        RetryPolicy.Next next,
        Instant startedAt,
        Instant at,
        Duration took) {

    /** The same, to be kept until it can be noted. */
    DeliveryOutcome withoutBody() {
        DeliveryQueue.DueDelivery sent = delivery;
        return new DeliveryOutcome(
                new DeliveryQueue.DueDelivery(
                        sent.id(),
                        sent.endpoint(),
                        sent.webhookId(),
                        sent.credential(),
                        new byte[0],
                        sent.tries(),
                        sent.traceparent()),
                answer,
                next,
                startedAt,
                at,
                took);
    }

    /** Whether more follows than what is noted of the delivery: nothing else may be sent to its endpoint for now. */
    boolean stopsEndpoint() {
        return next instanceof RetryPolicy.Next.EndpointGone
                || (next instanceof RetryPolicy.Next.Again(Duration after, Duration hold) && hold != null);
    }

    /** What becomes of the delivery. */
    String state() {
        return switch (next) {
            case RetryPolicy.Next.Done() -> "delivered";
            case RetryPolicy.Next.Again again -> "pending";
            case RetryPolicy.Next.GivenUp(), RetryPolicy.Next.EndpointGone() -> "failed";
        };
    }

    boolean isDelivered() {
        return next instanceof RetryPolicy.Next.Done;
    }

    Instant due() {
        return next instanceof RetryPolicy.Next.Again(Duration after, Duration hold) ? at.plus(after) : at;
    }

    /** What the employer reads of it. */
    public String detail() {
        return next instanceof RetryPolicy.Next.EndpointGone
                ? "answered 410: the endpoint wants no more and was disabled"
                : detail(answer);
    }

    /** How an endpoint answered, whatever followed. */
    public static String detail(Answer answer) {
        return switch (answer) {
            case Answer.Answered(int status, Duration wish)
            when status >= 300 && status < 400 -> "answered " + status + ": redirects are not followed";
            case Answer.Answered(int status, Duration wish) when status == 410 -> "answered 410 Gone";
            case Answer.Answered(int status, Duration wish) -> "answered " + status;
            case Answer.Unreachable(String reason) -> reason;
            case Answer.Forbidden(String reason) -> reason;
        };
    }
}
