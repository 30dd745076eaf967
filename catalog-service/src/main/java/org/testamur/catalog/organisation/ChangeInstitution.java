package org.testamur.catalog.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
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
    private final Event<TimeZoneChanged> zones;

    ChangeInstitution(
            Organisations organisations, Images images, Outbox outbox, Caller caller, Event<TimeZoneChanged> zones) {
        this.organisations = organisations;
        this.images = images;
        this.outbox = outbox;
        this.caller = caller;
        this.zones = zones;
    }

    InstitutionView change(UUID id, @Nullable String ifMatch, InstitutionChange change) {
        Institution institution = organisations.institution(id);
        EntityVersion.requireMatch(ifMatch, institution.version());
        requireEachOnce(change.languages());
        boolean moves = !change.timeZone().equals(institution.timeZone());
        institution.change(change);
        InstitutionView view = told(institution);
        if (moves) {
            zones.fire(new TimeZoneChanged(id));
        }
        return view;
    }

    InstitutionView present(UUID id, @Nullable String ifMatch, InstitutionProfile profile) {
        Institution institution = own(id);
        EntityVersion.requireMatch(ifMatch, institution.version());
        requireEachOnce(profile.languages());
        institution.present(profile);
        return told(institution);
    }

    private static void requireEachOnce(List<String> languages) {
        if (new HashSet<>(languages).size() < languages.size()) {
            throw Refusal.invalid("/languages", "must name each language once");
        }
    }

    /** An institution that the caller may change: somebody else's is not found. */
    private Institution own(UUID id) {
        if (caller.access().actor() == Actor.STAFF && !caller.institution().equals(id)) {
            throw Refusal.notFound("institution", "No institution of yours has this id.");
        }
        return organisations.institution(id);
    }

    InstitutionView show(UUID id, @Nullable String ifMatch, ImageFile logo) {
        Institution institution = own(id);
        EntityVersion.requireMatch(ifMatch, institution.version());
        if (institution.logo().flatMap(images::find).filter(logo::equals).isPresent()) {
            return InstitutionView.written(institution);
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
        return InstitutionView.written(institution);
    }
}
