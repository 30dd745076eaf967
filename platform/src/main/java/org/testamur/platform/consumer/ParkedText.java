package org.testamur.platform.consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks into the value of a parked record. */
final class ParkedText {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ParkedText() {}

    static boolean contains(byte[] json, String field, UUID id) {
        return contains(json, Map.of(field, List.of(id)));
    }

    /**
     * Whether a member of one of these names, at any depth, is one of its ids or a list that holds one; in whatever case,
     * spacing and escapes. What cannot be read to its end holds an id if that stands anywhere in it.
     */
    static boolean contains(byte[] json, Map<String, ? extends Collection<UUID>> ids) {
        Map<String, Set<String>> wanted = new HashMap<>();
        ids.forEach((field, all) -> {
            Set<String> texts = all.stream().map(UUID::toString).collect(Collectors.toSet());
            wanted.put(field, texts);
            // A list is called by the plural.
            wanted.put(field + "s", texts);
        });
        try (JsonParser parser = MAPPER.createParser(json)) {
            String list = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_ARRAY ->
                        list = parser.getParsingContext().getParent().getCurrentName();
                    case END_ARRAY, START_OBJECT -> list = null;
                    case VALUE_STRING -> {
                        String member = parser.currentName() == null ? list : parser.currentName();
                        if (member != null
                                && wanted.getOrDefault(member, Set.of())
                                        .contains(parser.getText().strip().toLowerCase(Locale.ROOT))) {
                            return true;
                        }
                    }
                    default -> {}
                }
            }
            return false;
        } catch (IOException e) {
            String text = new String(json, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return ids.values().stream().flatMap(Collection::stream).anyMatch(id -> text.contains(id.toString()));
        }
    }
}
