package org.testamur.catalog.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.Images;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;

/** Shows organisations. */
@ApplicationScoped
@Transactional
class ReadOrganisations {

    /** A logo and the id under which it is kept. */
    record Logo(UUID id, ImageFile file) {}

    private final Organisations organisations;
    private final Images images;

    ReadOrganisations(Organisations organisations, Images images) {
        this.organisations = organisations;
        this.images = images;
    }

    InstitutionView institution(UUID id) {
        return InstitutionView.of(organisations.institution(id));
    }

    Page<InstitutionView> institutions(OrganisationRequest request) {
        return Page.of(organisations.page(Institution.class, request), request, Organisation::id)
                .counted(request, most -> organisations.count(Institution.class, request, most))
                .map(InstitutionView::of);
    }

    EmployerView employer(UUID id) {
        return EmployerView.of(organisations.employer(id));
    }

    Page<EmployerView> employers(OrganisationRequest request) {
        return Page.of(organisations.page(Employer.class, request), request, Organisation::id)
                .counted(request, most -> organisations.count(Employer.class, request, most))
                .map(EmployerView::of);
    }

    Logo logo(UUID institution) {
        return organisations
                .institution(institution)
                .logo()
                .flatMap(id -> images.find(id).map(file -> new Logo(id, file)))
                .orElseThrow(() -> Refusal.notFound("logo", "This institution shows no logo."));
    }
}
