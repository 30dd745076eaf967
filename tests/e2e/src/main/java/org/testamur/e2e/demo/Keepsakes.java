package org.testamur.e2e.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testamur.e2e.Json;
import org.testamur.e2e.WebhookSink;

/** The files that a journey leaves for other people's software to check. */
public final class Keepsakes {

    private final Path folder;

    public Keepsakes(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    void keep(String name, byte[] exactly) {
        try {
            Files.write(folder.resolve(name), exactly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(String name, Object json) {
        keep(name, (Json.pretty(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void keep(String name, String secret, WebhookSink.Delivery delivery) {
        keep(name, Json.object("secret", secret, "headers", delivery.headers(), "body", delivery.body()));
    }
}
