package org.testamur.enrolment.me;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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

/** Puts together what a token says and what is known of the organisations and the learner that it names. */
@ApplicationScoped
class ReadMe {

    private static final List<String> EVERYWHERE = List.of("learner", "operator");

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
                caller.claim("name").orElse(null),
                caller.claim("email").orElse(null),
                caller.claim("email_verified").filter("true"::equals).isPresent(),
                EVERYWHERE.stream().filter(caller::hasRole).toList(),
                roles.entrySet().stream()
                        .map(at -> institution(
                                at.getKey(),
                                at.getValue().stream().sorted().toList(),
                                of(known, at.getKey(), "institution")))
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

    private static MeView.Institution institution(String slug, List<String> roles, @Nullable Organisation known) {
        return known == null
                ? new MeView.Institution(slug, roles, null, null, null, null, null)
                : new MeView.Institution(
                        slug, roles, known.id(), known.name(), known.url(), known.timeZone(), known.logoUrl());
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
