package org.testamur.catalog.site;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Sha256;

/** Reads files of the site's directory, and of no other. A file that is built anew is read anew. */
@Singleton
class SiteFiles {

    /** The extensions under which the build leaves a file compressed, the smallest first. */
    private static final Map<String, String> CODINGS = Map.of("br", ".br", "gzip", ".gz");

    private static final List<String> BEST_FIRST = List.of("br", "gzip");
    private static final int HASH_LENGTH = 20;

    private final Path directory;
    private final LogInAddress logIn;
    private final boolean asBuilt;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /**
     * A file as it was read last.
     *
     * @param deployed its content for this deployment, where that is not the file's
     */
    private record Known(FileTime modified, long size, String hash, Optional<byte[]> deployed) {}

    /**
     * A file that is there.
     *
     * @param hash of its content, in hexadecimal
     */
    record Found(String name, Path path, String hash, Optional<byte[]> deployed) {

        /** The codings in which it is there as well, the best first. */
        List<String> codings() {
            return deployed.isPresent()
                    ? List.of()
                    : BEST_FIRST.stream()
                            .filter(coding -> Files.isRegularFile(in(coding)))
                            .toList();
        }

        private Path in(String coding) {
            return path.resolveSibling(path.getFileName() + CODINGS.get(coding));
        }

        byte[] content(Optional<String> coding) {
            if (deployed.isPresent()) {
                return deployed.get();
            }
            try {
                return Files.readAllBytes(coding.map(this::in).orElse(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    SiteFiles(SiteConfig config, PlatformConfig platform) {
        this.logIn = new LogInAddress(config.logIn());
        this.asBuilt = logIn.isBehindTheGatewayOf(platform.publicUrl().toString());
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
            Known file = known.get(path);
            if (file == null || file.size() != now.size() || !file.modified().equals(now.lastModifiedTime())) {
                file = read(name, path, now);
                known.put(path, file);
            }
            return Optional.of(new Found(name, path, file.hash(), file.deployed()));
        } catch (IOException e) {
            // It is being built anew, or went meanwhile.
            return Optional.empty();
        }
    }

    private Known read(String name, Path path, BasicFileAttributes now) throws IOException {
        byte[] content = Files.readAllBytes(path);
        Optional<byte[]> deployed =
                asBuilt || !SitePolicy.isDocument(name) ? Optional.empty() : Optional.of(logIn.in(content));
        return new Known(now.lastModifiedTime(), now.size(), hash(deployed.orElse(content)), deployed);
    }

    private static String hash(byte[] content) {
        return Sha256.hex(content).substring(0, HASH_LENGTH);
    }
}
