package org.testamur.platform.tenancy;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bearer token once in a few seconds rather than with every request: that costs more than most requests.
 * A token that has run out is verified anew, and so refused.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class CachedTokens implements HttpAuthenticationMechanism {

    /** A token and what it says take some ten thousand bytes. */
    private static final int MOST = 2_000;

    /** As early as the platform's own handler, which is registered before. */
    private static final int WITH_AUTHENTICATION = 200;

    private static final String SCHEME = "Bearer ";

    /** What a signed token looks like (RFC 7515 §7.1); of anything else the verifier may fail to read a part. */
    private static final Pattern SIGNED = Pattern.compile(" *[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final OidcAuthenticationMechanism verifying;
    private final TokenMemory memory;

    CachedTokens(OidcAuthenticationMechanism verifying, StaffDirectory staff, Clock clock) {
        this.verifying = verifying;
        this.memory = new TokenMemory(MOST, clock, staff::generation);
    }

    void register(@Observes Filters filters) {
        filters.register(this::recognise, WITH_AUTHENTICATION);
    }

    /**
     * Says at once who it is whose token is remembered; that authentication is asked later, by several, and provides for
     * its failing costs as much as signing a credential.
     */
    private void recognise(RoutingContext context) {
        TokenMemory.Bearer bearer = bearer(context);
        SecurityIdentity known = bearer == null ? null : memory.find(bearer);
        if (known != null) {
            QuarkusHttpUser.setIdentity(known, context);
            context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        }
        context.next();
    }

    private static TokenMemory.@Nullable Bearer bearer(RoutingContext context) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null
                ? null
                : new TokenMemory.Bearer(authorization, context.request().getHeader(Caller.INSTITUTION_HEADER));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        TokenMemory.Bearer bearer = bearer(context);
        if (bearer == null) {
            return verifying.authenticate(context, manager);
        }
        if (!isReadable(bearer.authorization())) {
            return Uni.createFrom().failure(new AuthenticationFailedException("The bearer token is no signed token."));
        }
        SecurityIdentity known = memory.find(bearer);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return verifying.authenticate(context, manager).onItem().invoke(identity -> remember(bearer, identity));
    }

    /** Of another scheme than ours nothing is read. */
    private static boolean isReadable(String authorization) {
        return !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || SIGNED.matcher(authorization.substring(SCHEME.length())).matches();
    }

    private void remember(TokenMemory.Bearer bearer, @Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return;
        }
        memory.keep(bearer, token, ofNoRequest(identity, token));
    }

    /** Without the request that it came with. */
    private static SecurityIdentity ofNoRequest(SecurityIdentity identity, JsonWebToken token) {
        QuarkusSecurityIdentity.Builder copy = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addCredentials(identity.getCredentials())
                .addRoles(identity.getRoles());
        identity.getAttributes().forEach((name, value) -> {
            if (!name.equals(HttpSecurityUtils.ROUTING_CONTEXT_ATTRIBUTE) && !(value instanceof RoutingContext)) {
                copy.addAttribute(name, value);
            }
        });
        return copy.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return verifying.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return verifying.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return verifying.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return verifying.getPriority();
    }
}
