package org.testamur.enrolment.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.reference.Summaries;
import org.testamur.enrolment.roster.FindLearners;
import org.testamur.enrolment.roster.LearnerNumbers;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;

/** Enrolments as their learner or the institution's staff read them; who sees what is row-level security's matter. */
@ApplicationScoped
class ReadEnrolments {

    private final Enrolments enrolments;
    private final RegisteredLearners learners;
    private final Summaries summaries;
    private final FindLearners find;
    private final LearnerNumbers numbers;

    ReadEnrolments(
            Enrolments enrolments,
            RegisteredLearners learners,
            Summaries summaries,
            FindLearners find,
            LearnerNumbers numbers) {
        this.find = find;
        this.numbers = numbers;
        this.enrolments = enrolments;
        this.learners = learners;
        this.summaries = summaries;
    }

    @Transactional
    EnrolmentView one(UUID id) {
        return withoutPerson(enrolments.readOrRefuse(id));
    }

    @Transactional
    EnrolmentView oneWithPerson(UUID id) {
        return withPerson(enrolments.readOrRefuse(id));
    }

    @Transactional
    Page<EnrolmentView> list(EnrolmentFilter filter, ListRequest request) {
        Page<Enrolment> page = page(filter, request);
        return page.with(views(page.items(), Map.of()));
    }

    /**
     * For staff.
     *
     * @param number of a learner at the institution
     * @param email of learners whom the institution reads
     */
    @Transactional
    Page<EnrolmentView> listWithPeople(
            UUID institution,
            EnrolmentFilter filter,
            @Nullable String number,
            @Nullable String email,
            ListRequest request) {
        Page<Enrolment> page = page(narrowed(institution, filter, number, email), request);
        return page.with(withPeople(page.items()));
    }

    private EnrolmentFilter narrowed(
            UUID institution, EnrolmentFilter filter, @Nullable String number, @Nullable String email) {
        if (number == null && email == null) {
            return filter;
        }
        Set<UUID> named = new HashSet<>();
        if (email != null) {
            named.addAll(find.withAddress(institution, email));
        }
        if (number != null) {
            Set<UUID> numbered =
                    numbers.learnerWith(institution, number).stream().collect(Collectors.toSet());
            if (email == null) {
                named.addAll(numbered);
            } else {
                named.retainAll(numbered);
            }
        }
        return filter.among(named);
    }

    private Page<Enrolment> page(EnrolmentFilter filter, ListRequest request) {
        return Page.of(enrolments.page(filter, request), request, Enrolment::id)
                .counted(request, most -> enrolments.count(filter, most));
    }

    /** For the learner, in the caller's transaction. */
    EnrolmentView withoutPerson(Enrolment enrolment) {
        return views(List.of(enrolment), Map.of()).getFirst();
    }

    /** For staff, in the caller's transaction. */
    EnrolmentView withPerson(Enrolment enrolment) {
        return withPeople(List.of(enrolment)).getFirst();
    }

    private List<EnrolmentView> withPeople(List<Enrolment> all) {
        return views(
                all,
                learners.people(
                        all.stream().map(Enrolment::learnerId).distinct().toList()));
    }

    private List<EnrolmentView> views(List<Enrolment> all, Map<UUID, RegisteredLearners.Person> people) {
        Map<Summaries.Key, Summaries.Summary> known =
                summaries.of(all.stream().map(ReadEnrolments::key).toList());
        return all.stream()
                .map(enrolment -> EnrolmentView.of(
                        enrolment,
                        Optional.ofNullable(known.get(key(enrolment))).orElse(null),
                        Optional.ofNullable(people.get(enrolment.learnerId())).orElse(null)))
                .toList();
    }

    private static Summaries.Key key(Enrolment enrolment) {
        return new Summaries.Key(enrolment.microCredentialId(), enrolment.microCredentialVersion());
    }
}
