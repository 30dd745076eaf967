package org.testamur.platform.limits;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.testamur.platform.rest.ClientAddress;
import org.testamur.platform.rest.EarlyAnswer;

/**
 * Counts the requests of each address and each log-in, and refuses those beyond the limit with 429. Every answer tells
 * the caller what is left ({@code RateLimit} and {@code RateLimit-Policy}, draft-ietf-httpapi-ratelimit-headers).
 */
@Singleton
class LimitRequests {

    /** After the headers that let a page read the refusal, and before anything else is done for the request. */
    private static final int BEFORE_OTHERS = 300;

    private static final String PROBLEM = """
            {"type":"urn:testamur:problem:too-many-requests","title":"Too many requests","status":429,\
            "detail":"More than %d requests in a minute came from this address. Go on after the seconds in Retry-After."}""";

    private final ClientAddress addresses;
    private final boolean enabled;
    private final Quotas perAddress;
    private final Quotas perClient;
    private final Counter addressRefusals;
    private final Counter clientRefusals;

    LimitRequests(RateLimitsConfig config, ClientAddress addresses, MeterRegistry metrics) {
        this.addresses = addresses;
        this.enabled = config.enabled();
        this.perAddress = new Quotas(Quotas.share(config.perAddress(), config.replicas()), TimeMeter.SYSTEM_NANOTIME);
        this.perClient = new Quotas(Quotas.share(config.perClient(), config.replicas()), TimeMeter.SYSTEM_NANOTIME);
        this.addressRefusals = refusals(metrics, "address");
        this.clientRefusals = refusals(metrics, "client");
    }

    private static Counter refusals(MeterRegistry metrics, String by) {
        return Counter.builder("testamur.rate.limit.refused")
                .description("Requests beyond a limit, by whose limit it is")
                .tag("by", by)
                .register(metrics);
    }

    void register(@Observes Filters filters) {
        if (enabled) {
            filters.register(this::limitAddress, BEFORE_OTHERS);
        }
    }

    private void limitAddress(RoutingContext context) {
        Quotas.Quota quota = perAddress.take(addresses.networkOf(context.request()));
        addHeaders(context, "address", quota);
        if (quota.granted()) {
            context.next();
        } else {
            addressRefusals.increment();
            refuse(context, quota);
        }
    }

    /** Counts a request of this log-in; false when it is beyond the limit. */
    boolean admits(RoutingContext context, String login) {
        if (!enabled) {
            return true;
        }
        Quotas.Quota quota = perClient.take(login);
        addHeaders(context, "client", quota);
        if (!quota.granted()) {
            clientRefusals.increment();
        }
        return quota.granted();
    }

    /** What concerns the log-in replaces what concerns its address. */
    private static void addHeaders(RoutingContext context, String policy, Quotas.Quota quota) {
        MultiMap headers = context.response().headers();
        headers.set("RateLimit-Policy", "\"%s\";q=%d;w=60".formatted(policy, quota.limit()));
        headers.set("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy, quota.remaining(), quota.reset()));
    }

    private static void refuse(RoutingContext context, Quotas.Quota quota) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(quota.pause()));
        EarlyAnswer.problem(context, 429, PROBLEM.formatted(quota.limit()));
    }
}
