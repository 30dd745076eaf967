package org.testamur.catalog.site;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which file answers a request, in which form, and for how long it may be kept. */
final class SitePolicy {

    static final String JSON = "openapi.json";
    static final String YAML = "openapi.yaml";

    /** Kept for ever: the bundler puts a hash of the content into the name. */
    static final String LASTING = "public, max-age=31536000, immutable";
    /** Kept, and asked for again with {@code If-None-Match} at each use. */
    static final String CHANGING = "no-cache";

    /** No hidden file, no way up, nothing percent-encoded. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*(?:/[A-Za-z0-9_@~-][A-Za-z0-9._@~-]*)*");

    private static final Pattern HASHED = Pattern.compile("campus/assets/[^/]*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private SitePolicy() {}

    /** The names of files that may answer a path, the first that is there; none where no file can be. */
    static List<String> names(String path, @Nullable String format, @Nullable String accept) {
        return switch (path) {
            case "/openapi" -> List.of(prefersYaml(format, accept) ? YAML : JSON);
            case "/openapi.json" -> List.of(JSON);
            case "/openapi.yaml" -> List.of(YAML);
            default -> pages(path);
        };
    }

    private static List<String> pages(String path) {
        String name = path.substring(1);
        if (name.matches("(?:docs|campus)/?")) {
            return List.of(name.replace("/", "") + "/index.html");
        }
        boolean file = NAME.matcher(name).matches() && mediaType(name).isPresent();
        if (name.startsWith("campus/") && !hasExtension(name)) {
            // A place within the front end, which finds it by itself.
            return List.of("campus/index.html");
        }
        return file ? List.of(name) : List.of();
    }

    static boolean isDocument(String name) {
        return name.equals(JSON) || name.equals(YAML);
    }

    private static boolean hasExtension(String name) {
        return name.substring(name.lastIndexOf('/') + 1).contains(".");
    }

    /** By the file's extension; none for what is not for outsiders. */
    static Optional<String> mediaType(String name) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    static String caching(String name) {
        return HASHED.matcher(name).matches() ? LASTING : CHANGING;
    }

    /** JSON, unless YAML is asked for by name and JSON is not, or less (RFC 9110 §12.5.1). */
    private static boolean prefersYaml(@Nullable String format, @Nullable String accept) {
        if (format != null) {
            return format.equalsIgnoreCase("yaml");
        }
        double yaml = 0;
        double json = 0;
        for (Weighted type : Weighted.list(accept)) {
            if (type.value().endsWith("/yaml")
                    || type.value().endsWith("/x-yaml")
                    || type.value().endsWith("+yaml")) {
                yaml = Math.max(yaml, type.weight());
            } else if (type.value().endsWith("/json") || type.value().endsWith("+json")) {
                json = Math.max(json, type.weight());
            }
        }
        return yaml > json;
    }

    /** The content coding to answer with, of those that there are, the best first; none for the file as it is. */
    static Optional<String> coding(@Nullable String accept, List<String> there) {
        List<Weighted> asked = Weighted.list(accept);
        String best = null;
        double weight = 0;
        for (String coding : there) {
            double wanted = asked.stream()
                    .filter(each -> each.value().equals(coding))
                    .findFirst()
                    .or(() -> asked.stream()
                            .filter(each -> each.value().equals("*"))
                            .findFirst())
                    .map(Weighted::weight)
                    .orElse(0.0);
            if (wanted > weight) {
                best = coding;
                weight = wanted;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether who asks has this state already (RFC 9110 §13.1.2: the weak comparison). */
    static boolean has(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(each -> each.strip().replaceFirst("^W/", ""))
                        .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
}
