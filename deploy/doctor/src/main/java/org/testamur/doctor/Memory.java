package org.testamur.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.testamur.doctor.rule.Exposition;
import org.testamur.doctor.rule.Look;

/** Keeps a look in a file, so that the next run knows what has changed since. */
final class Memory {

    private static final String AT = "# looked at ";

    private final Path file;

    Memory(Path file) {
        this.file = file;
    }

    /** Empty before the first run, or when the file is another one or of the future. */
    Optional<Look> look(Instant now) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var text = Files.readString(file);
        var first = text.lines().findFirst().orElse("");
        if (!first.startsWith(AT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Look(Instant.parse(first.substring(AT.length())), Exposition.read(text), true))
                    .filter(look -> look.at().isBefore(now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Replaces what was kept; metrics that no rule reads are left out. */
    void keep(Look look, Set<String> metrics) throws IOException {
        var samples = look.samples().stream()
                .filter(sample -> metrics.contains(sample.name()))
                .toList();
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        Files.createDirectories(folder);
        var beside = Files.createTempFile(folder, "doctor", null);
        Files.writeString(beside, String.join("\n", List.of(AT + look.at(), Exposition.write(samples))));
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
