package org.testamur.platform.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Holds all memberships of staff in memory, by log-in, so that no request asks the database for them. One thread writes;
 * a reader sees a membership as it was before a change or after it.
 */
@ApplicationScoped
public class StaffDirectory {

    private final Map<UUID, StaffMembership> byId = new HashMap<>();
    private final Map<String, List<StaffMembership>> byLogin = new ConcurrentHashMap<>();
    private volatile long generation;

    /** Grows with every change; what was concluded from an older generation may be wrong. */
    public long generation() {
        return generation;
    }

    public synchronized int size() {
        return byId.size();
    }

    /** What holds of the log-in or will have ended; who asks compares the end with the time. */
    List<StaffMembership> of(String issuer, String subject) {
        return byLogin.isEmpty() ? List.of() : byLogin.getOrDefault(StaffMembership.login(issuer, subject), List.of());
    }

    /**
     * Says, whenever it is asked, whether what institutions have given to a log-in stands as it does now: nothing of it has
     * changed, been added or come to its end. For work that goes on after its request.
     */
    public BooleanSupplier unchanged(String issuer, String subject, Clock clock) {
        List<StaffMembership> given = holding(issuer, subject, clock.instant());
        return () -> given.equals(holding(issuer, subject, clock.instant()));
    }

    private List<StaffMembership> holding(String issuer, String subject, Instant now) {
        return of(issuer, subject).stream()
                .filter(membership -> membership.holds(now))
                .toList();
    }

    /** Takes the present state of some memberships, and those that are no more. */
    public synchronized void change(Collection<StaffMembership> present, Collection<UUID> ended) {
        ended.forEach(this::forget);
        present.forEach(this::put);
        generation++;
    }

    /** Takes the present state of all memberships there are. */
    public synchronized void replace(Collection<StaffMembership> all) {
        byId.clear();
        all.forEach(membership -> byId.put(membership.id(), membership));
        Map<String, List<StaffMembership>> grouped = new HashMap<>();
        all.forEach(membership -> grouped.merge(membership.login(), List.of(membership), StaffDirectory::both));
        byLogin.keySet().retainAll(grouped.keySet());
        byLogin.putAll(grouped);
        generation++;
    }

    private void put(StaffMembership membership) {
        StaffMembership before = byId.put(membership.id(), membership);
        if (before != null && !before.login().equals(membership.login())) {
            without(before);
        }
        byLogin.merge(
                membership.login(),
                List.of(membership),
                (known, added) -> Stream.concat(
                                known.stream().filter(each -> isAnother(each, membership)), added.stream())
                        .toList());
    }

    private void forget(UUID id) {
        Optional.ofNullable(byId.remove(id)).ifPresent(this::without);
    }

    private void without(StaffMembership gone) {
        byLogin.computeIfPresent(gone.login(), (login, all) -> {
            List<StaffMembership> others =
                    all.stream().filter(each -> isAnother(each, gone)).toList();
            return others.isEmpty() ? null : others;
        });
    }

    private static boolean isAnother(StaffMembership one, StaffMembership other) {
        return !one.id().equals(other.id());
    }

    private static List<StaffMembership> both(List<StaffMembership> some, List<StaffMembership> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
