package org.testamur.dataintegrity.bundled;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads bundled files by a manifest and refuses to start with one that was changed. */
public final class Pinned {

    private Pinned() {}

    /** The bytes of every file of a manifest (lines of SHA-256, file, URL), by URL. */
    public static Map<String, byte[]> read(String manifest) {
        Map<String, byte[]> byUrl = new LinkedHashMap<>();
        for (String line : lines(manifest)) {
            String[] entry = line.split("\\s+", -1);
            if (entry.length != 3) {
                throw new IllegalStateException("Manifest " + manifest + " has an unreadable line: " + line);
            }
            try (InputStream file = resource(entry[1])) {
                byte[] bytes = file.readAllBytes();
                String actual = HexFormat.of().formatHex(sha256(bytes));
                if (!actual.equals(entry[0])) {
                    throw new IllegalStateException("Bundled file " + entry[1] + " is not the one pinned for "
                            + entry[2] + ": its SHA-256 is " + actual + ", not " + entry[0]);
                }
                byUrl.put(entry[2], bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return byUrl;
    }

    /** The lines of a bundled text without blank ones and comments. */
    static List<String> lines(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream found = Pinned.class.getResourceAsStream("/org/testamur/dataintegrity/" + name);
        if (found == null) {
            throw new IllegalStateException("Bundled file " + name + " is missing");
        }
        return found;
    }
}
