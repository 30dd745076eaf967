package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.problem.Refusal;

/**
 * Asks again whether somebody administers an institution, while nobody else changes its people. Requests are let in by what an
 * instance holds in memory, which learns a moment later of what was taken away; what is given lasts.
 */
@ApplicationScoped
class Authority {

    private final Members members;
    private final Tenants tenants;
    private final Clock clock;

    Authority(Members members, Tenants tenants, Clock clock) {
        this.members = members;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Who changes an institution's people.
     *
     * @param login the hash of the log-in
     * @param operator whether it is an operator, who may take away an institution's last administrator
     * @param byToken the slugs of the institutions that the token itself makes it administrator of
     */
    record By(String login, boolean operator, Set<String> byToken) {

        By {
            byToken = Set.copyOf(byToken);
        }
    }

    /** Holds the institution's people, and answers what binds who administers them as a member: empty for operators and tokens. */
    Optional<Entrusted> hold(UUID institution, By by) {
        members.hold(institution);
        if (by.operator() || by.byToken().contains(tenants.slug(institution))) {
            return Optional.empty();
        }
        return Optional.of(members.activeOf(institution, by.login())
                .map(Membership::entrusted)
                .filter(own -> PeoplePolicy.administers(own, clock.instant(), tenants.zone(institution)))
                .orElseThrow(() -> Refusal.forbidden(
                        "no-administrator", "This log-in does not administer the institution any more.")));
    }
}
