package org.testamur.platform.tenancy;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Gives the caller the roles that the token or the institution itself grants at the institution which the request chose,
 * and no others.
 */
@ApplicationScoped
class MembershipRoles implements SecurityIdentityAugmentor {

    private static final String MEMBERSHIPS = Memberships.class.getName();
    private static final String BY_TOKEN = TokenClaims.class.getName();
    private static final String GENERATION = StaffDirectory.class.getName();

    private final TokenClaims claims;
    private final StaffDirectory staff;
    private final Clock clock;

    MembershipRoles(TokenClaims claims, StaffDirectory staff, Clock clock) {
        this.claims = claims;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        // Before what it counts is read: what changes meanwhile makes this identity one of an older generation.
        long generation = staff.generation();
        ClaimsPolicy.Grants grants = claims.grants(token);
        Memberships byToken = Memberships.of(grants);
        Memberships memberships = united(byToken, token);
        String chosen = memberships.institution(header(attributes));
        // Roles at an institution come from its memberships and from itself only, whatever the provider hands out under
        // the same names.
        Set<String> roles = new TreeSet<>(memberships.roles(chosen));
        ClaimsPolicy.PLATFORM_ROLES.stream().filter(identity::hasRole).forEach(roles::add);
        roles.addAll(grants.platformRoles());
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(token)
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .addAttribute(MEMBERSHIPS, memberships)
                        .addAttribute(BY_TOKEN, byToken)
                        .addAttribute(GENERATION, generation)
                        .addRoles(roles)
                        .build());
    }

    private Memberships united(Memberships byToken, JsonWebToken token) {
        if (token.getIssuer() == null || token.getSubject() == null) {
            return byToken;
        }
        List<StaffMembership> given = staff.of(token.getIssuer(), token.getSubject());
        return given.isEmpty() ? byToken : byToken.with(given, clock.instant());
    }

    /** The generation of memberships that the identity was made of. */
    static long generation(SecurityIdentity identity) {
        Long generation = identity.getAttribute(GENERATION);
        return generation == null ? 0 : generation;
    }

    /** What was read when the bearer became known. */
    static Memberships memberships(SecurityIdentity identity) {
        return read(identity, MEMBERSHIPS);
    }

    /** What the token alone grants. */
    static Memberships byToken(SecurityIdentity identity) {
        return read(identity, BY_TOKEN);
    }

    private static Memberships read(SecurityIdentity identity, String attribute) {
        Memberships read = identity.getAttribute(attribute);
        return read == null ? Memberships.none() : read;
    }

    private static @Nullable String header(Map<String, Object> attributes) {
        RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return routing == null ? null : routing.request().getHeader(Caller.INSTITUTION_HEADER);
    }
}
