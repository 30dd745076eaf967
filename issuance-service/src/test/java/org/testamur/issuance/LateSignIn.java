package org.testamur.issuance;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Whoever asks for it is told apart only once they have hung up, as while the keys of who signs tokens are fetched. */
@Singleton
class LateSignIn {

    static final String HEADER = "Test-Late-Sign-In";
    static final AtomicInteger PASSED = new AtomicInteger();

    /** Just before large bodies are admitted. */
    private static final int BEFORE_LARGE_BODIES = 61;

    void register(@Observes Filters filters) {
        filters.register(LateSignIn::check, BEFORE_LARGE_BODIES);
    }

    private static void check(RoutingContext context) {
        if (context.request().getHeader(HEADER) == null) {
            context.next();
            return;
        }
        context.request()
                .connection()
                .closeHandler(closed -> context.vertx().runOnContext(then -> {
                    context.next();
                    PASSED.incrementAndGet();
                }));
    }
}
