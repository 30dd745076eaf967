package org.testamur.enrolment.me;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.LearnerView;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.reference.Organisation;
import org.testamur.enrolment.reference.Organisations;
import org.testamur.platform.tenancy.Caller;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.platform.tenancy.StaffRole;

/** Puts together what a token says and what is known of the organisations and the learner that it names. */
@ApplicationScoped
class ReadMe {

    private final Organisations organisations;
    private final RegisteredLearners learners;

    ReadMe(Organisations organisations, RegisteredLearners learners) {
        this.organisations = organisations;
        this.learners = learners;
    }

    @Transactional
    MeView read(Caller caller) {
        Map<String, ? extends Set<String>> roles = caller.rolesByInstitution();
        Set<String> employers = caller.employers();
        Map<String, Organisation> known = organisations.bySlug(
                Stream.concat(roles.keySet().stream(), employers.stream()).toList());
        return new MeView(
                caller.issuer(),
                caller.subject(),
                StaffMembership.login(caller.issuer(), caller.subject()),
                caller.claim("name").orElse(null),
                caller.claim("email").orElse(null),
                caller.claim("email_verified").filter("true"::equals).isPresent(),
                Arrays.stream(MeView.GeneralRole.values())
                        .filter(role -> caller.hasRole(role.text()))
                        .toList(),
                roles.entrySet().stream()
                        .map(at ->
                                institution(caller, at.getKey(), at.getValue(), of(known, at.getKey(), "institution")))
                        .toList(),
                employers.stream()
                        .map(slug -> employer(slug, of(known, slug, "employer")))
                        .toList(),
                learner(caller.access().person()));
    }

    private MeView.@Nullable MyLearnerView learner(@Nullable UUID id) {
        return id == null
                ? null
                : Optional.ofNullable(learners.people(List.of(id)).get(id))
                        .map(person -> {
                            List<LearnerView.MergedRecord> merged = learners.merged(id);
                            return new MeView.MyLearnerView(
                                    id, person.name(), person.email(), merged.isEmpty() ? null : merged);
                        })
                        .orElse(null);
    }

    private static MeView.Institution institution(
            Caller caller, String slug, Set<String> roles, @Nullable Organisation known) {
        List<UUID> limit = caller.limit(slug, StaffRole.ASSESSOR)
                .map(ids -> ids.stream().sorted().toList())
                .orElse(null);
        MeView.MyMembership membership = caller.membership(slug)
                .map(given -> membership(given, known == null ? null : known.timeZone()))
                .orElse(null);
        return known == null
                ? new MeView.Institution(slug, roles(roles), limit, membership, null, null, null, null, null)
                : new MeView.Institution(
                        slug,
                        roles(roles),
                        limit,
                        membership,
                        known.id(),
                        known.name(),
                        known.url(),
                        known.timeZone(),
                        known.logoUrl());
    }

    private static MeView.MyMembership membership(StaffMembership given, @Nullable String timeZone) {
        Instant until = given.until();
        return new MeView.MyMembership(
                given.id(),
                roles(given.roles()),
                until == null
                        ? null
                        : zone(timeZone)
                                .map(zone -> LocalDate.ofInstant(until, zone).minusDays(1))
                                .orElse(null),
                until);
    }

    /** Empty for one that this release does not know. */
    private static Optional<ZoneId> zone(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(ZoneId::of);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** In alphabetical order, without those of a later release. */
    private static List<StaffRole> roles(Collection<String> names) {
        return names.stream()
                .flatMap(name -> StaffRole.known(name).stream())
                .sorted()
                .toList();
    }

    private static MeView.Employer employer(String slug, @Nullable Organisation known) {
        return known == null
                ? new MeView.Employer(slug, null, null, null, null)
                : new MeView.Employer(slug, known.id(), known.name(), known.url(), known.logoUrl());
    }

    /** A slug is unique among institutions and employers: a group that names one as the other names nobody. */
    private static @Nullable Organisation of(Map<String, Organisation> known, String slug, String kind) {
        Organisation organisation = known.get(slug);
        return organisation == null || !organisation.kind().equals(kind) ? null : organisation;
    }
}
