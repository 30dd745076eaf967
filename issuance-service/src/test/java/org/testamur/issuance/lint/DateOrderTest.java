package org.testamur.issuance.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;

class DateOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final SigningContext BROUGHT = new SigningContext(
            new UUID(0, 1),
            "did:web:u.example",
            "https://u.example",
            new IssuerKey("did:web:u.example#key-1", 1, "z6Mk", KeyState.ACTIVE, NOW, null, null, null),
            Optional.empty(),
            NOW,
            new SigningContext.Presented());
    private static final List<String> ODD = List.of(
            "",
            "yesterday",
            "2026-11-20",
            "2026-11-20T00:00:00",
            "2026-02-29T00:00:00Z",
            "2024-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-00-10T00:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T00:00:60Z",
            "2026-11-20T00:00:00.5Z",
            "2026-11-20T00:00:00+14:30",
            "2026-11-20T00:00:00+25:00",
            "2026-11-20T00:00:00*02:00",
            "1899-12-31T00:00:00Z",
            "9999-12-31T00:00:00Z",
            "2026-11-20t00:00:00z");

    private final Random random = new Random(20261120);

    /** Within some days of now, mostly, so that any two may be equal or in the wrong order. */
    private @Nullable String date() {
        int way = random.nextInt(20);
        if (way < 4) {
            return null;
        }
        if (way == 4) {
            return ODD.get(random.nextInt(ODD.size()));
        }
        OffsetDateTime date = NOW.atOffset(ZoneOffset.ofTotalSeconds(900 * (random.nextInt(97) - 48)))
                .plusHours(random.nextInt(6))
                .plusDays(way == 5 ? 300 + random.nextInt(100) : random.nextInt(2))
                .plusYears(way == 6 ? random.nextInt(600) - 200 : 0);
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").format(date);
    }

    @Test
    void saysNothingInFavourOfWhatTheLintObjectsTo() {
        int held = 0;
        for (int i = 0; i < 50_000; i++) {
            @Nullable String[] dates = {date(), date(), date(), date(), date()};
            boolean holds = DateOrder.isInOrder(dates[0], dates[1], dates[2], dates[3], dates[4], NOW);
            List<Fault> faults = faults(dates);
            if (holds) {
                held++;
                assertEquals(List.of(), faults, () -> java.util.Arrays.toString(dates));
            }
        }
        assertTrue(held > 1_000, "held " + held);
    }

    @Test
    void usualDatesHold() {
        assertTrue(DateOrder.isInOrder("2026-11-20T00:00:00+02:00", null, null, null, null, NOW));
        assertTrue(DateOrder.isInOrder(
                "2026-11-20T00:00:00Z",
                "2029-11-19T23:59:59Z",
                "2026-11-20T00:00:00+00:00",
                "2026-09-01T00:00:00-03:30",
                "2026-11-20T00:00:00Z",
                NOW));
        assertFalse(DateOrder.isInOrder(null, null, null, null, null, NOW));
        assertFalse(DateOrder.isInOrder("2026-11-20T00:00:00Z", "2026-11-20T02:00:00+02:00", null, null, null, NOW));
    }

    private static List<Fault> faults(@Nullable String[] dates) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode subject = document.putObject("credentialSubject");
        put(document, "validFrom", dates[0]);
        put(document, "validUntil", dates[1]);
        put(document, "awardedDate", dates[2]);
        put(subject, "activityStartDate", dates[3]);
        put(subject, "activityEndDate", dates[4]);
        List<Fault> faults = new ArrayList<>();
        DateRules.check(document, BROUGHT, faults);
        return faults;
    }

    private static void put(ObjectNode node, String member, @Nullable String date) {
        if (date != null) {
            node.put(member, date);
        }
    }
}
