package org.testamur.dataintegrity.did;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Translates {@code did:web} identifiers to the URL of their document, and URLs to DIDs. */
public final class DidWeb {
    private static final String PREFIX = "did:web:";
    private static final String WELL_KNOWN = "/.well-known";
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}(?::\\d{1,5})?$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*(:\\d{1,5})?");
    private static final Pattern SEGMENT = Pattern.compile("(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+");

    private DidWeb() {}

    public static boolean isDidWeb(String did) {
        return did.startsWith(PREFIX);
    }

    /**
     * The https URL of the DID's document.
     *
     * @throws IllegalArgumentException if the DID is malformed or would leave its host's plain paths
     */
    public static URI documentUrl(String did) {
        if (!isDidWeb(did)) {
            throw new IllegalArgumentException("Not a did:web: " + did);
        }
        String[] parts = did.substring(PREFIX.length()).split(":", -1);
        String host = parts[0].replace("%3A", ":").replace("%3a", ":");
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("No host in " + did);
        }
        StringBuilder path = new StringBuilder();
        for (int i = 1; i < parts.length; i++) {
            String decoded =
                    SEGMENT.matcher(parts[i]).matches() ? URLDecoder.decode(parts[i], StandardCharsets.UTF_8) : "";
            if (decoded.isEmpty() || decoded.equals(".") || decoded.equals("..") || decoded.indexOf('/') >= 0) {
                throw new IllegalArgumentException("A path segment of " + did + " is malformed");
            }
            path.append('/').append(parts[i]);
        }
        return URI.create("https://" + host + (path.isEmpty() ? WELL_KNOWN : path) + "/did.json");
    }

    /** The DID whose document lies under an https URL, for example {@code https://example.edu/issuers/1}. */
    public static String fromUrl(URI base) {
        String host = base.getHost();
        if (!"https".equals(base.getScheme())
                || host == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw new IllegalArgumentException("A did:web needs a plain https URL, not " + base);
        }
        StringBuilder did = new StringBuilder(PREFIX).append(host.toLowerCase(Locale.ROOT));
        if (base.getPort() >= 0) {
            did.append("%3A").append(base.getPort());
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        if (path.endsWith("/did.json")) {
            path = path.substring(0, path.length() - "/did.json".length());
        }
        if (!path.equals(WELL_KNOWN)) {
            for (String segment : path.split("/", -1)) {
                if (!segment.isEmpty()) {
                    did.append(':').append(segment);
                }
            }
        }
        String result = did.toString();
        documentUrl(result);
        return result;
    }
}
