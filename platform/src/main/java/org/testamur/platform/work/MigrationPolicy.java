package org.testamur.platform.work;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Compares the newest migrations that a database has with those that a release brings. There are two series: those of the
 * platform have versions below 1, all others are the service's own.
 */
final class MigrationPolicy {

    private MigrationPolicy() {}

    /** A version as Flyway reads it: numbers with points between them. */
    record Version(List<Integer> parts) implements Comparable<Version> {

        static final Version NONE = new Version(List.of());

        static Version of(String text) {
            return new Version(
                    Arrays.stream(text.split("\\.", -1)).map(Integer::valueOf).toList());
        }

        boolean isOfThePlatform() {
            return part(0) == 0;
        }

        private int part(int index) {
            return index < parts.size() ? parts.get(index) : 0;
        }

        @Override
        public int compareTo(Version other) {
            for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
                int order = Integer.compare(part(i), other.part(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        @Override
        public String toString() {
            return parts.isEmpty()
                    ? "none"
                    : String.join(".", parts.stream().map(String::valueOf).toList());
        }
    }

    /** The newest migration of each series. */
    record Newest(Version platform, Version service) {

        static Newest of(Collection<String> versions) {
            List<Version> all = versions.stream().map(Version::of).toList();
            return new Newest(
                    newest(all, Version::isOfThePlatform), newest(all, version -> !version.isOfThePlatform()));
        }

        private static Version newest(List<Version> versions, Predicate<Version> series) {
            return versions.stream()
                    .filter(series)
                    .max(Comparator.naturalOrder())
                    .orElse(Version.NONE);
        }

        private boolean lacks(Newest other) {
            return platform.compareTo(other.platform) < 0 || service.compareTo(other.service) < 0;
        }
    }

    /** How a database's migrations are. */
    sealed interface Verdict {

        /** What the release brings is applied, and nothing else. */
        record Current() implements Verdict {}

        /**
         * The release needs what is not there.
         *
         * @param sentence for operators
         */
        record Behind(String sentence) implements Verdict {}

        /**
         * A newer release has migrated it.
         *
         * @param sentence for operators
         */
        record Ahead(String sentence) implements Verdict {}
    }

    /** A database that lacks something is behind, whatever else it has. */
    static Verdict judge(Newest applied, Newest brought) {
        if (applied.lacks(brought)) {
            return new Verdict.Behind(
                    "The database is behind this release: its newest migrations are %s (platform) and %s (service), and the release needs %s and %s. Nothing is answered, taken or written until they are applied."
                            .formatted(applied.platform(), applied.service(), brought.platform(), brought.service()));
        }
        if (brought.lacks(applied)) {
            return new Verdict.Ahead(
                    "The database is ahead of this release: its newest migrations are %s (platform) and %s (service), and the release knows %s and %s. It works, as during an upgrade and after a rollback."
                            .formatted(applied.platform(), applied.service(), brought.platform(), brought.service()));
        }
        return new Verdict.Current();
    }
}
