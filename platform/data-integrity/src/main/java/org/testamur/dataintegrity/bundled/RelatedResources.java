package org.testamur.dataintegrity.bundled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.key.Base58;

/**
 * Holds the digests that a credential gives of related resources against the published digests of the contexts that are
 * known here (VC 2.0 §5.3). Nothing is fetched: of any other resource only the form of its digest is looked at.
 */
public final class RelatedResources {

    private static final List<String> ALGORITHMS = List.of("sha256", "sha384", "sha512");
    /** Codes of the multihash table. */
    private static final Map<Integer, String> MULTIHASH = Map.of(0x12, "sha256", 0x20, "sha384", 0x13, "sha512");

    /** By URL, then by algorithm. */
    private final Map<String, Map<String, byte[]>> published;

    private RelatedResources(Map<String, Map<String, byte[]>> published) {
        this.published = published;
    }

    public static RelatedResources known() {
        Map<String, Map<String, byte[]>> published = new LinkedHashMap<>();
        Pinned.lines("published-digests.manifest").forEach(line -> {
            String[] columns = line.split("\\s+", -1);
            Map<String, byte[]> digests = new LinkedHashMap<>();
            for (int i = 0; i < ALGORITHMS.size(); i++) {
                digests.put(ALGORITHMS.get(i), Base64.getDecoder().decode(columns[i]));
            }
            published.put(columns[ALGORITHMS.size()], digests);
        });
        return new RelatedResources(published);
    }

    /** What is wrong with the digests of a related resource, if anything is. */
    public Optional<String> fault(String id, JsonNode resource) {
        JsonNode sri = resource.get("digestSRI");
        JsonNode multibase = resource.get("digestMultibase");
        if (sri == null && multibase == null) {
            return Optional.of("must have a digestSRI or a digestMultibase (VC 2.0 §5.3)");
        }
        return sri(id, sri).or(() -> multibase(id, multibase));
    }

    private Optional<String> sri(String id, @Nullable JsonNode digest) {
        if (digest == null) {
            return Optional.empty();
        }
        if (!digest.isTextual() || digest.textValue().isBlank()) {
            return Optional.of("has a digestSRI that is no integrity metadata");
        }
        // Of several digests the strongest algorithm's count, and one of them must match (SRI §3.3.4).
        String strongest = "";
        boolean matches = false;
        for (String one : digest.textValue().strip().split("\\s+", -1)) {
            String[] parts = one.split("\\?", 2)[0].split("-", 2);
            byte @Nullable [] expected = parts.length < 2 ? null : base64(Base64.getDecoder(), parts[1]);
            if (expected == null || !ALGORITHMS.contains(parts[0])) {
                return Optional.of("has a digestSRI that is no integrity metadata");
            }
            if (parts[0].compareTo(strongest) > 0) {
                strongest = parts[0];
                matches = false;
            }
            matches |= parts[0].equals(strongest) && matches(id, parts[0], expected);
        }
        return matches ? Optional.empty() : Optional.of("is not what its digestSRI says");
    }

    private Optional<String> multibase(String id, @Nullable JsonNode digest) {
        if (digest == null) {
            return Optional.empty();
        }
        byte @Nullable [] multihash = digest.isTextual() ? decoded(digest.textValue()) : null;
        if (multihash == null || multihash.length < 3) {
            return Optional.of("has a digestMultibase that is no multihash in multibase");
        }
        String algorithm = MULTIHASH.get((int) multihash[0]);
        byte[] expected = Arrays.copyOfRange(multihash, 2, multihash.length);
        if (algorithm == null || multihash[1] != expected.length) {
            // A bare SHA-256, as some libraries write it.
            return multihash.length == 32 && matches(id, "sha256", multihash)
                    ? Optional.empty()
                    : Optional.of("has a digestMultibase that is no multihash of SHA-2");
        }
        return matches(id, algorithm, expected)
                ? Optional.empty()
                : Optional.of("is not what its digestMultibase says");
    }

    private static byte @Nullable [] decoded(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (text.charAt(0)) {
            case 'u' -> text.endsWith("=") ? null : base64(Base64.getUrlDecoder(), text.substring(1));
            case 'z' -> base58(text.substring(1));
            default -> null;
        };
    }

    private static byte @Nullable [] base58(String text) {
        try {
            return Base58.decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte @Nullable [] base64(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean matches(String id, String algorithm, byte[] given) {
        Map<String, byte[]> digests = published.get(id);
        return digests == null || Arrays.equals(digests.get(algorithm), given);
    }
}
