package org.testamur.issuance.vcapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.testamur.dataintegrity.template.Slot;

/** Identifies similar documents of an institution: what is left when the learner's values are removed. */
record Skeleton(UUID institution, String digest) {

    static Skeleton of(UUID institution, ObjectNode document, List<Slot> slots) {
        ObjectNode bare = document.deepCopy();
        for (Slot slot : slots) {
            int last = slot.pointer().lastIndexOf('/');
            JsonNode parent = bare.at(slot.pointer().substring(0, last));
            String name = slot.pointer().substring(last + 1);
            if (parent instanceof ObjectNode object) {
                object.put(name, "");
            } else if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(name), "");
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(bare.toString().getBytes(StandardCharsets.UTF_8));
            return new Skeleton(institution, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
