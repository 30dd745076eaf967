package org.testamur.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How every Java process of a small machine starts: quickly and with little memory. */
final class Jvm {

    private Jvm() {}

    static List<String> command(String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(options));
        return command;
    }
}
