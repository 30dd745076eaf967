package org.testamur.images;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Reads and writes the tar files in which images travel. */
final class Archive {

    private static final int FILE_MODE = 0100644;

    private Archive() {}

    /**
     * Lays out the files of an image's archive, which may be compressed by gzip, in an empty folder. Older versions of
     * {@code docker save} store a layer that occurs twice as a link to the first; such links become files.
     */
    static void unpack(Path archive, Path folder) throws IOException {
        Map<Path, Path> links = new HashMap<>();
        try (var in = new TarArchiveInputStream(plain(archive))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var path = inside(folder, folder, entry.getName());
                if (entry.isSymbolicLink()) {
                    links.put(path, inside(folder, parent(path), entry.getLinkName()));
                } else if (entry.isLink()) {
                    links.put(path, inside(folder, folder, entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.createDirectories(parent(path));
                    Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        for (var link : links.entrySet()) {
            if (!Files.isRegularFile(link.getValue())) {
                throw new ImagesException(
                        archive + " has a link to what it does not hold: " + folder.relativize(link.getValue()));
            }
            Files.createDirectories(parent(link.getKey()));
            Files.copy(link.getValue(), link.getKey());
        }
    }

    /** Writes files under names, in their order, each of the same time and mode, so that equal files make an equal archive. */
    static void pack(SortedMap<String, Path> files, Path archive) throws IOException {
        try (var out = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(Files.size(file.getValue()));
                entry.setMode(FILE_MODE);
                entry.setIds(0, 0);
                entry.setModTime(0L);
                out.putArchiveEntry(entry);
                Files.copy(file.getValue(), out);
                out.closeArchiveEntry();
            }
        }
    }

    static boolean isGzip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    /** What a file holds, which may be compressed by gzip. */
    static InputStream plain(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        return isGzip(file) ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static Path inside(Path folder, Path from, String name) {
        var path = from.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new ImagesException("The archive has a name that leads out of it: " + name);
        }
        return path;
    }

    private static Path parent(Path path) {
        var parent = path.getParent();
        return parent == null ? path : parent;
    }
}
