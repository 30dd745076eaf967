package org.testamur.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lets nobody but its owner read what the stack keeps, also what an earlier release left open. Parts that write later
 * do so under the mask that {@code ./testamur} sets. Only the authority's certificate is for others.
 */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    /** The software is nobody's secret, and a database guards its own folder; stacks of tests are apart. */
    private static final List<String> OTHERS = List.of("software", "test", "bench");

    private final Path state;

    OwnerOnly(Settings settings) {
        this.state = settings.state();
    }

    void apply() throws IOException {
        Files.createDirectories(state, PosixFilePermissions.asFileAttribute(OWNER));
        Files.walkFileTree(state, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (state.equals(folder.getParent())
                        && OTHERS.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return close(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : close(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Gone meanwhile.
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileVisitResult close(Path path) throws IOException {
        Set<PosixFilePermission> held = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> kept = EnumSet.noneOf(PosixFilePermission.class);
        kept.addAll(held);
        kept.retainAll(OWNER);
        if (!kept.equals(held)) {
            Files.setPosixFilePermissions(path, kept);
        }
        return FileVisitResult.CONTINUE;
    }
}
