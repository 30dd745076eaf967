package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.verification.record.RecordedCredential;
import org.testamur.verification.reference.Issuer;

/** However an id is written, it is an award of ours or it is not. */
class AwardIdsTest {

    private static final String ID = "0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d";
    private static final Issuer NORTHFIELD = new Issuer(
            new UUID(0, 1),
            "did:web:northfield.example",
            "https://northfield.example",
            JsonNodeFactory.instance.objectNode(),
            List.of());
    private static final List<String> BEGINNINGS = List.of(
            "https://%s",
            "HTTPS://%s", "http://%s", "https://%s:443", "https://%s.", "https://u:p@%s", "https:%s", " https://%s");
    private static final List<String> PATHS = List.of(
            "/credentials/%s",
            "//credentials/%s",
            "/./credentials/%s",
            "/x/../credentials/%s",
            "/%%63redentials/%s",
            "/credentials/%s?shown",
            "/credentials/%s#proof",
            "\\credentials\\%s");

    private final AwardIds ids = new AwardIds(
            "https://testamur.example", () -> List.of("https://northfield.example", "https://testamur.example"));

    @Test
    void theyAreOursInEachWayOfWritingThem() {
        for (String host : List.of("testamur.example", "TESTAMUR.example", "testamur%2Eexample")) {
            each(host, id -> {
                assertThat(isOurs(id, null)).as(id).isTrue();
                assertThat(ids.isOf(NORTHFIELD, AwardIds.address(id))).as(id).isTrue();
            });
        }
    }

    @Test
    void thoseUnderAnIssuersOwnAddressAreOursEvenWithoutARecord() {
        for (String host : List.of("northfield.example", "NorthField.Example")) {
            each(host, id -> {
                assertThat(isOurs(id, null)).as(id).isTrue();
                assertThat(ids.isOf(NORTHFIELD, AwardIds.address(id))).as(id).isTrue();
            });
        }
    }

    @Test
    void thoseOfOthersAreNot() {
        for (String host : List.of("testamur.example.evil.example", "evil.example", "estamur.example")) {
            each(host, id -> {
                assertThat(isOurs(id, null)).as(id).isFalse();
                assertThat(ids.isOf(NORTHFIELD, AwardIds.address(id))).as(id).isFalse();
            });
        }
        for (String id :
                List.of("urn:uuid:" + ID, "https://northfield.example/badges/" + ID, "credentials/" + ID, "")) {
            assertThat(isOurs(id, null)).as(id).isFalse();
        }
        assertThat(isOurs(null, null)).isFalse();
    }

    @Test
    void whatLeadsToARecordIsOursWherever() {
        RecordedCredential hidden = new RecordedCredential.Hidden(
                UUID.fromString(ID), new UUID(0, 2), "https://old.example/awards/" + ID, "revoked", null);
        assertThat(isOurs("HTTPS://Old.example:443/x/../awards/" + ID, hidden)).isTrue();
        assertThat(isOurs("https://other.example/awards/" + ID, hidden)).isFalse();
        assertThat(isOurs(
                        "https://other.example/awards/" + ID,
                        new RecordedCredential.Erased(UUID.fromString(ID), new UUID(0, 2))))
                .isFalse();
        assertThat(AwardIds.recordId(AwardIds.address("https://old.example/awards/" + ID + "?x#y")))
                .isEqualTo(UUID.fromString(ID));
    }

    private interface Look {
        void at(String id);
    }

    private static void each(String host, Look look) {
        for (String beginning : BEGINNINGS) {
            for (String path : PATHS) {
                look.at(beginning.formatted(host) + path.formatted(ID));
            }
        }
    }

    private boolean isOurs(@Nullable String id, @Nullable RecordedCredential record) {
        return ids.isOurs(AwardIds.address(id), record);
    }
}
