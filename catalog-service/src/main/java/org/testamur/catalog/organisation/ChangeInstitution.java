package org.testamur.catalog.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.Images;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Changes what may change of an institution: its name, addresses, languages, colour and logo. */
@ApplicationScoped
@Transactional
class ChangeInstitution {

    private final Organisations organisations;
    private final Images images;
    private final Outbox outbox;
    private final Caller caller;

    ChangeInstitution(Organisations organisations, Images images, Outbox outbox, Caller caller) {
        this.organisations = organisations;
        this.images = images;
        this.outbox = outbox;
        this.caller = caller;
    }

    InstitutionView change(UUID id, @Nullable String ifMatch, InstitutionChange change) {
        Institution institution = organisations.institution(id);
        EntityVersion.requireMatch(ifMatch, institution.version());
        if (new HashSet<>(change.languages()).size() < change.languages().size()) {
            throw Refusal.invalid("/languages", "must name each language once");
        }
        institution.change(change);
        return told(institution);
    }

    InstitutionView show(UUID id, ImageFile logo) {
        Institution institution = organisations.institution(id);
        if (caller.access().actor() == Actor.STAFF && !caller.institution().equals(id)) {
            throw Refusal.notFound("institution", "No institution of yours has this id.");
        }
        if (institution.logo().flatMap(images::find).filter(logo::equals).isPresent()) {
            return InstitutionView.of(institution);
        }
        Optional<UUID> before = institution.show(images.add(id, logo));
        InstitutionView view = told(institution);
        before.ifPresent(images::remove);
        return view;
    }

    private InstitutionView told(Institution institution) {
        long before = institution.version();
        organisations.flush();
        if (institution.version() > before) {
            outbox.append(OrganisationChanged.of(institution));
        }
        return InstitutionView.of(institution);
    }
}
