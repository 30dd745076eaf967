package org.testamur.catalog.microcredential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.Images;
import org.testamur.catalog.organisation.InstitutionSummary;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;

/** Shows micro-credentials: to anybody what is published, to an institution's people their own drafts too. */
@ApplicationScoped
@Transactional
class ReadMicroCredentials {

    private static final Set<State> OFFERED = EnumSet.of(State.PUBLISHED, State.CLOSED);

    /** An image and the id under which it is kept. */
    record Shown(UUID id, ImageFile file) {}

    private final MicroCredentials credentials;
    private final Tenants organisations;
    private final Images images;
    private final String publicUrl;

    ReadMicroCredentials(MicroCredentials credentials, Tenants organisations, Images images, PlatformConfig platform) {
        this.credentials = credentials;
        this.organisations = organisations;
        this.images = images;
        this.publicUrl = platform.publicUrl().toString();
    }

    Page<MicroCredentialView> offered(OfferedFilter filter, TitledRequest request) {
        MicroCredentialFilter.Wanted wanted = filter.wanted();
        Optional<UUID> institution = wanted.institution().flatMap(organisations::tenant);
        if (wanted.institution().isPresent() && institution.isEmpty()) {
            return new Page<MicroCredentialView>(List.of(), null).counted(request, most -> 0);
        }
        return page(wanted, OFFERED, institution, request, MicroCredentialView::open);
    }

    Page<MicroCredentialView> own(MicroCredentialFilter filter, TitledRequest request) {
        return page(
                filter.wanted(),
                EnumSet.allOf(State.class),
                Optional.empty(),
                request,
                (credential, versions) -> MicroCredentialView.staff(credential, versions, publicUrl));
    }

    private Page<MicroCredentialView> page(
            MicroCredentialFilter.Wanted wanted,
            Set<State> states,
            Optional<UUID> institution,
            TitledRequest request,
            BiFunction<MicroCredential, List<PublishedVersion>, MicroCredentialView> view) {
        List<MicroCredential> oneMore = credentials.page(wanted, states, institution, request);
        Map<UUID, InstitutionSummary> institutions = organisations.summaries(
                oneMore.stream().map(MicroCredential::institution).collect(Collectors.toSet()));
        Map<UUID, List<PublishedVersion>> versions = oneMore.isEmpty()
                ? Map.of()
                : credentials.versions(oneMore.stream().map(MicroCredential::id).collect(Collectors.toSet()));
        Page<MicroCredential> page = request.order() == TitledRequest.Order.TITLE
                ? Page.ofTexts(
                        oneMore,
                        request,
                        last -> new TitledRequest.Place(TitledRequest.lowered(last.title()), last.id()).text())
                : Page.of(oneMore, request, MicroCredential::id);
        return page.counted(request, most -> credentials.count(wanted, states, institution, most))
                .map(credential -> view.apply(credential, versions.getOrDefault(credential.id(), List.of()))
                        .of(Optional.ofNullable(institutions.get(credential.institution()))
                                .orElse(null)));
    }

    MicroCredentialView open(UUID id) {
        return MicroCredentialView.open(credentials.one(id), credentials.versions(id));
    }

    MicroCredentialView own(UUID id) {
        return MicroCredentialView.staff(credentials.one(id), credentials.versions(id), publicUrl);
    }

    VersionView version(UUID id, int number) {
        return VersionView.of(published(id, number));
    }

    AchievementDocument achievement(UUID id, int number) {
        PublishedVersion version = published(id, number);
        return AchievementDocument.of(VersionView.of(version), organisations.issuerId(version.institution()));
    }

    Shown image(UUID id, int number) {
        return published(id, number).image().flatMap(this::shown).orElseThrow(ReadMicroCredentials::noImage);
    }

    Shown draftImage(UUID id) {
        return credentials.one(id).draftImage().flatMap(this::shown).orElseThrow(ReadMicroCredentials::noImage);
    }

    private Optional<Shown> shown(UUID image) {
        return images.find(image).map(file -> new Shown(image, file));
    }

    private PublishedVersion published(UUID id, int number) {
        return credentials
                .version(id, number)
                .orElseThrow(() -> Refusal.notFound("version", "No micro-credential with this id published it."));
    }

    private static Refusal noImage() {
        return Refusal.notFound("image", "It has no image.");
    }
}
