package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.testamur.e2e.Json;

/** Open Badges as issuance writes them, before any proof: one achievement, each badge another learner's. */
final class Badges {

    /** Enough that nothing can be kept from one use of a badge to the next, few enough to fit any cache. */
    static final int MANY = 256;

    private final ObjectNode specimen;

    private Badges(ObjectNode specimen) {
        this.specimen = specimen;
    }

    /** By this issuer, whose id the proofs' key belongs to. */
    static Badges by(String issuer) {
        try (InputStream text = Objects.requireNonNull(Badges.class.getResourceAsStream("badge.json"))) {
            ObjectNode specimen = (ObjectNode) Json.read(text.readAllBytes());
            specimen.withObject("issuer").put("id", issuer);
            return new Badges(specimen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ObjectNode> many() {
        return IntStream.range(0, MANY).mapToObj(this::badge).toList();
    }

    /** The badge of the learner with this number, always the same. */
    ObjectNode badge(int number) {
        ObjectNode badge = specimen.deepCopy();
        String id = "https://localhost:8443/credentials/" + uuid("credential", number);
        badge.put("id", id);
        ObjectNode subject = badge.withObject("credentialSubject");
        subject.put("id", "urn:uuid:" + uuid("subject", number));
        ObjectNode identity = (ObjectNode) subject.withArray("identifier").get(0);
        identity.put("identityHash", "sha256$" + HexFormat.of().formatHex(hash("identity", number)));
        identity.put("salt", HexFormat.of().formatHex(hash("salt", number), 0, 16));
        ObjectNode result = (ObjectNode) subject.withArray("result").get(0);
        result.put("id", id + "#result");
        result.put("value", Integer.toString(60 + number % 41));
        ObjectNode status = badge.withObject("credentialStatus");
        String index = Integer.toString(Math.floorMod(number * 48_271, 131_072));
        status.put("statusListIndex", index);
        status.put("id", status.path("statusListCredential").asText() + "#" + index);
        return badge;
    }

    /** Documents in one file, for those who read them elsewhere. */
    static Path write(List<ObjectNode> documents, Path file) {
        ArrayNode all = Json.array();
        documents.forEach(all::add);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, Json.text(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID uuid(String of, int number) {
        return UUID.nameUUIDFromBytes((of + number).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(String of, int number) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((of + number).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
