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
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
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

    Page<MicroCredentialView> offered(MicroCredentialFilter filter, PageRequest request) {
        MicroCredentialFilter.Wanted wanted = filter.wanted();
        Optional<UUID> institution = wanted.institution().flatMap(organisations::tenant);
        if (wanted.institution().isPresent() && institution.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        return page(credentials.page(wanted, OFFERED, institution, request), request, MicroCredentialView::open);
    }

    Page<MicroCredentialView> own(MicroCredentialFilter filter, PageRequest request) {
        return page(
                credentials.page(filter.wanted(), EnumSet.allOf(State.class), Optional.empty(), request),
                request,
                (credential, versions) -> MicroCredentialView.staff(credential, versions, publicUrl));
    }

    private Page<MicroCredentialView> page(
            List<MicroCredential> oneMore,
            PageRequest request,
            BiFunction<MicroCredential, List<PublishedVersion>, MicroCredentialView> view) {
        Map<UUID, List<PublishedVersion>> versions = oneMore.isEmpty()
                ? Map.of()
                : credentials.versions(oneMore.stream().map(MicroCredential::id).collect(Collectors.toSet()));
        return Page.of(oneMore, request, MicroCredential::id)
                .map(credential -> view.apply(credential, versions.getOrDefault(credential.id(), List.of())));
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
