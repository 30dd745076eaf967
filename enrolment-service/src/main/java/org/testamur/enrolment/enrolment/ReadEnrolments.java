package org.testamur.enrolment.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;

/** Enrolments as their learner or the institution's staff read them; who sees what is row-level security's matter. */
@ApplicationScoped
class ReadEnrolments {

    private final Enrolments enrolments;
    private final RegisteredLearners learners;

    ReadEnrolments(Enrolments enrolments, RegisteredLearners learners) {
        this.enrolments = enrolments;
        this.learners = learners;
    }

    @Transactional
    EnrolmentView one(UUID id) {
        return EnrolmentView.of(enrolments.readOrRefuse(id));
    }

    @Transactional
    EnrolmentView oneWithPerson(UUID id) {
        return withPeople(List.of(enrolments.readOrRefuse(id))).getFirst();
    }

    @Transactional
    Page<EnrolmentView> list(EnrolmentFilter filter, PageRequest request) {
        return Page.of(enrolments.page(filter, request), request, Enrolment::id).map(EnrolmentView::of);
    }

    @Transactional
    Page<EnrolmentView> listWithPeople(EnrolmentFilter filter, PageRequest request) {
        Page<Enrolment> page = Page.of(enrolments.page(filter, request), request, Enrolment::id);
        return new Page<>(withPeople(page.items()), page.next());
    }

    /** In the caller's transaction. */
    List<EnrolmentView> withPeople(List<Enrolment> all) {
        Map<UUID, RegisteredLearners.Person> people = learners.people(
                all.stream().map(Enrolment::learnerId).distinct().toList());
        return all.stream()
                .map(enrolment -> EnrolmentView.of(
                        enrolment,
                        Optional.ofNullable(people.get(enrolment.learnerId())).orElse(null)))
                .toList();
    }
}
