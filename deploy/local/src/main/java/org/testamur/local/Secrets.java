package org.testamur.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords and keys made on first need and kept in a file that only its owner reads. */
final class Secrets {

    private final Path file;
    private final Properties known = new Properties();

    Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns 32 random bytes in base64, the same for the same name as long as the state lives. */
    String key(String name) {
        return kept(name, Base64.getEncoder());
    }

    /** As {@link #key}, of letters, digits, {@code -} and {@code _} alone: people copy it from the file as it stands there. */
    String password(String name) {
        return kept(name, Base64.getUrlEncoder().withoutPadding());
    }

    private synchronized String kept(String name, Base64.Encoder form) {
        var secret = known.getProperty(name);
        if (secret == null) {
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            secret = form.encodeToString(bytes);
            known.setProperty(name, secret);
            store();
        }
        return secret;
    }

    private void store() {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var writer = Files.newBufferedWriter(file)) {
                known.store(writer, "Made on first start, for this machine only.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
