package org.testamur.catalog.site;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads files of the site's directory, and of no other. A file that is built anew is read anew. */
@Singleton
class SiteFiles {

    /** The extensions under which the build leaves a file compressed, the smallest first. */
    private static final Map<String, String> CODINGS = Map.of("br", ".br", "gzip", ".gz");

    private static final List<String> BEST_FIRST = List.of("br", "gzip");
    private static final int HASH_LENGTH = 20;

    private final Path directory;
    private final Map<Path, Hash> hashes = new ConcurrentHashMap<>();

    private record Hash(FileTime modified, long size, String text) {}

    /**
     * A file that is there.
     *
     * @param hash of its content, in hexadecimal
     */
    record Found(String name, Path path, String hash) {

        /** The codings in which it is there as well, the best first. */
        List<String> codings() {
            return BEST_FIRST.stream()
                    .filter(coding -> Files.isRegularFile(in(coding)))
                    .toList();
        }

        private Path in(String coding) {
            return path.resolveSibling(path.getFileName() + CODINGS.get(coding));
        }

        byte[] content(Optional<String> coding) {
            try {
                return Files.readAllBytes(coding.map(this::in).orElse(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    SiteFiles(SiteConfig config) {
        this.directory = config.directory().toAbsolutePath().normalize();
    }

    /** Whether the build left anything. */
    boolean areBuilt(String part) {
        return Files.exists(directory.resolve(part));
    }

    /** The first of these that is there. */
    Optional<Found> first(List<String> names) {
        return names.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    private Optional<Found> find(String name) {
        Path path = directory.resolve(name);
        try {
            if (!Files.isRegularFile(path) || !path.toRealPath().startsWith(directory.toRealPath())) {
                return Optional.empty();
            }
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Hash known = hashes.get(path);
            if (known == null || known.size() != now.size() || !known.modified().equals(now.lastModifiedTime())) {
                known = new Hash(now.lastModifiedTime(), now.size(), hash(Files.readAllBytes(path)));
                hashes.put(path, known);
            }
            return Optional.of(new Found(name, path, known.text()));
        } catch (IOException e) {
            // It is being built anew, or went meanwhile.
            return Optional.empty();
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
