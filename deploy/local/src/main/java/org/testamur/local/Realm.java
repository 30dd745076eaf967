package org.testamur.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The realm of the local stack: the file of the project, with this stack's address and secrets in their places. */
final class Realm {

    /** Under which name the stack keeps the secret of the client of demo and tests. */
    static final String CLI_SECRET = "keycloak.testamur-cli";

    private static final String OWNER_ONLY = "rw-------";

    private final Path file;
    private final Settings settings;
    private final Secrets secrets;

    Realm(Settings settings, Secrets secrets) {
        this.file = settings.root().resolve("deploy/local/keycloak/testamur-realm.json");
        this.settings = settings;
        this.secrets = secrets;
    }

    /** As Keycloak is to import it. */
    String text() throws IOException {
        return Files.readString(file)
                .replace("@PUBLIC_URL@", settings.publicUrl().toString())
                .replace("@CLI_SECRET@", secrets.password(CLI_SECRET));
    }

    /** Writes it for its owner's eyes; true when another one was there before. */
    boolean write(Path imported) throws IOException {
        var text = text();
        var replaces = Files.exists(imported) && !Files.readString(imported).equals(text);
        Files.deleteIfExists(imported);
        Files.createFile(imported, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.writeString(imported, text);
        return replaces;
    }
}
