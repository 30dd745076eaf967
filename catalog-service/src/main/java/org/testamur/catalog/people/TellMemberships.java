package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.membership.StoredMemberships;
import org.testamur.platform.operations.FactSource;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.platform.tenancy.StaffRole;

/** Tells the other services of memberships, and this one at the same time. */
@ApplicationScoped
class TellMemberships implements FactSource {

    private final Members members;
    private final Tenants tenants;
    private final StoredMemberships stored;
    private final Outbox outbox;

    TellMemberships(Members members, Tenants tenants, StoredMemberships stored, Outbox outbox) {
        this.members = members;
        this.tenants = tenants;
        this.stored = stored;
        this.outbox = outbox;
    }

    /** Tells of a membership as it is now, in the transaction that changed it. */
    MemberView tell(Membership membership) {
        members.flush();
        String slug = tenants.slug(membership.institution());
        ZoneId zone = tenants.zone(membership.institution());
        if (membership.isActive()) {
            stored.put(stored(membership, slug, zone));
        } else {
            stored.end(membership.id());
        }
        outbox.append(MembershipFact.of(membership, slug, zone));
        return MemberView.of(membership, slug, zone);
    }

    private static StaffMembership stored(Membership membership, String slug, ZoneId zone) {
        Entrusted entrusted = membership.entrusted();
        List<UUID> limit = entrusted.microCredentials();
        return new StaffMembership(
                membership.id(),
                membership.institution(),
                slug,
                membership.login(),
                Set.copyOf(entrusted.roleNames()),
                limit == null ? Map.of() : Map.of(StaffRole.ASSESSOR.text(), Set.copyOf(limit)),
                entrusted.endsAt(zone));
    }

    @Override
    public String topic() {
        return MembershipFact.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return members.idsAfter(key, limit);
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return members.unchanging(key)
                .map(membership -> MembershipFact.of(
                        membership, tenants.slug(membership.institution()), tenants.zone(membership.institution())));
    }
}
