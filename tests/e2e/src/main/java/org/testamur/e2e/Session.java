package org.testamur.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody who sends requests: a person, a machine, or anybody. */
public final class Session {

    /** How long a fact may be on its way before that is a failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stack stack;
    private final String who;
    private final @Nullable LogIn logIn;
    private final @Nullable String institution;

    /** An access token, and when to fetch another. */
    record Token(String value, Instant until) {}

    /** Fetches a token when there is none that is good for a while. */
    static final class LogIn {

        private final Supplier<Token> fetch;
        private @Nullable Token held;

        LogIn(Supplier<Token> fetch) {
            this.fetch = fetch;
        }

        synchronized String token(Instant now) {
            Token token = held;
            if (token == null || token.until().isBefore(now)) {
                token = fetch.get();
                held = token;
            }
            return token.value();
        }
    }

    Session(Stack stack, String who, @Nullable LogIn logIn, @Nullable String institution) {
        this.stack = stack;
        this.who = who;
        this.logIn = logIn;
        this.institution = institution;
    }

    public String who() {
        return who;
    }

    /** The same log-in, choosing one of its institutions. */
    public Session at(String slug) {
        return new Session(stack, who, logIn, slug);
    }

    public Call get(String path) {
        return call("GET", path);
    }

    public Call put(String path) {
        return call("PUT", path);
    }

    public Call post(String path) {
        return call("POST", path);
    }

    public Call delete(String path) {
        return call("DELETE", path);
    }

    public Call call(String method, String path) {
        return new Call(this, method, path);
    }

    Answer send(Call call) {
        Answer answer = stack.exchange(call.request(stack.publicUrl(), token(), institution), call);
        Instant patience = stack.clock().instant().plus(PATIENCE);
        while (isToComeAgain(call, answer) && stack.clock().instant().isBefore(patience)) {
            LockSupport.parkNanos(Duration.ofSeconds(
                            Long.parseLong(answer.header("Retry-After").orElse("1")))
                    .toNanos());
            answer = stack.exchange(call.request(stack.publicUrl(), token(), institution), call);
        }
        if (!call.quiet()) {
            stack.tell(new Exchange(who, call.method(), call.path(), call.mediaType(), call.body(), answer));
        }
        return answer;
    }

    /** What it refers to is on its way, or the part that owns the path is being started. */
    private static boolean isToComeAgain(Call call, Answer answer) {
        return answer.problem().equals("fact-not-here-yet")
                || (answer.problem().equals("part-unavailable")
                        && !call.method().equals("POST")
                        && !call.method().equals("PATCH"));
    }

    public @Nullable String token() {
        return logIn == null ? null : logIn.token(stack.clock().instant());
    }

    static Token token(Answer answer, Instant now) {
        var json = answer.expect(200).json();
        return new Token(
                json.path("access_token").asText(),
                now.plus(Duration.ofSeconds(json.path("expires_in").asLong())).minusSeconds(30));
    }
}
