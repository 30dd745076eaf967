package org.testamur.catalog.microcredential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.Images;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.Caller;

/** Writes what is not published yet: a new micro-credential, or the next version of one. */
@ApplicationScoped
@Transactional
class WriteDraft {

    private final MicroCredentials credentials;
    private final Images images;
    private final Caller caller;
    private final String publicUrl;

    WriteDraft(MicroCredentials credentials, Images images, Caller caller, PlatformConfig platform) {
        this.credentials = credentials;
        this.images = images;
        this.caller = caller;
        this.publicUrl = platform.publicUrl().toString();
    }

    MicroCredentialView begin(Definition definition) {
        MicroCredential credential = new MicroCredential(Uuid7.next(), definition);
        credentials.persistAndFlush(credential);
        return MicroCredentialView.staff(credential, List.of(), publicUrl);
    }

    MicroCredentialView replace(UUID id, @Nullable String ifMatch, Definition definition) {
        MicroCredential credential = credentials.locked(id);
        EntityVersion.requireMatch(ifMatch, credential.version());
        credential.write(definition, credentials.last(credential));
        return written(credential);
    }

    MicroCredentialView illustrate(UUID id, @Nullable String ifMatch, ImageFile file, @Nullable String text) {
        MicroCredential credential = credentials.locked(id);
        EntityVersion.requireMatch(ifMatch, credential.version());
        UUID image = images.add(caller.institution(), file);
        Optional<UUID> before = credential.illustrate(image, file.mediaType(), text, credentials.last(credential));
        MicroCredentialView view = written(credential);
        before.ifPresent(images::remove);
        return view;
    }

    /** Deletes the draft, and with it what was never published. */
    void discard(UUID id, @Nullable String ifMatch) {
        MicroCredential credential = credentials.locked(id);
        EntityVersion.requireMatch(ifMatch, credential.version());
        Optional<UUID> image = credential.discard();
        if (credential.latest().isEmpty()) {
            credentials.delete(credential);
        }
        credentials.flush();
        image.ifPresent(images::remove);
    }

    private MicroCredentialView written(MicroCredential credential) {
        credentials.flush();
        return MicroCredentialView.staff(credential, credentials.versions(credential.id()), publicUrl);
    }
}
