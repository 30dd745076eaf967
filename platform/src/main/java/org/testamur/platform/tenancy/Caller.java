package org.testamur.platform.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Identifies the sender of the current request and the capacity in which it acts. */
@RequestScoped
public class Caller {

    /** Chooses, by slug, which of the token's institutions a request is made for. */
    public static final String INSTITUTION_HEADER = "Testamur-Institution";
    /** Chooses, by slug, which of the token's employers a request is made for. */
    public static final String EMPLOYER_HEADER = "Testamur-Employer";

    private Access access = Access.none();
    private @Nullable JsonWebToken token;
    private Set<String> roles = Set.of();
    private Memberships memberships = Memberships.none();
    private Memberships byToken = Memberships.none();

    void is(@Nullable JsonWebToken newToken, SecurityIdentity identity, Access newAccess) {
        token = newToken;
        roles = identity.getRoles();
        memberships = MembershipRoles.memberships(identity);
        byToken = MembershipRoles.byToken(identity);
        access = newAccess;
    }

    public Access access() {
        return access;
    }

    /** The institution that the caller works for in this request. */
    public UUID institution() {
        if (access.actor() != Actor.STAFF || access.tenant() == null) {
            throw Refusal.forbidden("not-staff", "This operation is for people who work for an institution.");
        }
        return UUID.fromString(access.tenant());
    }

    /** The caller's own id as a person with records here. */
    public UUID person() {
        return Optional.ofNullable(access.person())
                .orElseThrow(() -> Refusal.forbidden("not-registered", "This log-in is not registered as a learner."));
    }

    /** The employer that the caller works for in this request. */
    public UUID partner() {
        return Optional.ofNullable(access.partner())
                .orElseThrow(() -> Refusal.forbidden("no-employer", "The token names no employer."));
    }

    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** The roles that the token or an institution grants, by the institution's slug, whichever the request chose; sorted. */
    public Map<String, ? extends Set<String>> rolesByInstitution() {
        return memberships().rolesByInstitution();
    }

    /**
     * The ids that a role of the caller is limited to at an institution, whichever the request chose; empty: it is not
     * limited, or not the caller's.
     */
    public Optional<Set<UUID>> limit(String institution, StaffRole role) {
        return Optional.ofNullable(
                memberships().limits().getOrDefault(institution, Map.of()).get(role.text()));
    }

    /** What an institution itself has given the log-in, as long as it holds; empty where only the token gives roles. */
    public Optional<StaffMembership> membership(String institution) {
        return memberships().givenBy(institution);
    }

    /** The slugs of the institutions at which the token itself grants the role. Given memberships do not count. */
    public Set<String> institutionsByToken(String role) {
        token();
        return byToken.rolesByInstitution().entrySet().stream()
                .filter(institution -> institution.getValue().contains(role))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The slugs of the employers that the token names; sorted. */
    public Set<String> employers() {
        return memberships().employers();
    }

    /** The token's issuer; with {@link #subject} it names a log-in. */
    public String issuer() {
        return token().getIssuer();
    }

    public String subject() {
        return token().getSubject();
    }

    /** A text claim of the token, such as {@code email}. */
    public Optional<String> claim(String name) {
        return token().claim(name).map(Object::toString);
    }

    /** One text for the log-in, for audit columns and for idempotency keys. */
    public String login() {
        return token == null ? "anonymous" : login(token);
    }

    /** The same text, of who is signed in, for what is done before an operation is asked. */
    public static String login(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? login(token)
                : identity.getPrincipal().getName();
    }

    private static String login(JsonWebToken token) {
        return token.getIssuer() + "#" + token.getSubject();
    }

    /**
     * The slug of the institution that a request chose among those that its token or they themselves name, for what is
     * done when it was refused; empty where none or several are.
     */
    public static Optional<String> chosenInstitution(SecurityIdentity identity, @Nullable String chosen) {
        return Optional.ofNullable(MembershipRoles.memberships(identity).institution(chosen));
    }

    public boolean isAnonymous() {
        return token == null;
    }

    private JsonWebToken token() {
        if (token == null) {
            throw Refusal.unauthenticated("This operation needs a bearer token.");
        }
        return token;
    }

    private Memberships memberships() {
        token();
        return memberships;
    }
}
