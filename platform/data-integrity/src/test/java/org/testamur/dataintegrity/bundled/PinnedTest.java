package org.testamur.dataintegrity.bundled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.proof.Vectors;

class PinnedTest {
    private final PinnedSchemas schemas = PinnedSchemas.bundled();

    @Test
    void aChangedFileIsNotLoaded() {
        assertThatThrownBy(() -> PinnedDocuments.of("changed.manifest"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not the one pinned for https://www.w3.org/ns/credentials/examples/v2");
    }

    @Test
    void theContextsOfCredentialsAreBundledAndNothingElse() {
        assertThat(PinnedDocuments.bundled().urls())
                .contains("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
                .doesNotContain("https://www.w3.org/ns/credentials/examples/v2");
    }

    @Test
    void everyBundledSchemaCompiles() {
        for (String id : schemas.ids()) {
            assertThat(schemas.validate(id, Vectors.JSON.createObjectNode())).isNotNull();
        }
    }

    @Test
    void badgesAndRecordsThatFollowTheStandardPass() {
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, Vectors.signed(Vectors.badge())))
                .isEmpty();
        assertThat(schemas.validate(
                        PinnedSchemas.OPEN_BADGE, Vectors.json("1edtech/impl-guide-ob-signed-credential.json")))
                .isEmpty();
        assertThat(schemas.validate(PinnedSchemas.CLR, Vectors.json("1edtech/impl-guide-clr-signed-credential.json")))
                .isEmpty();
    }

    @Test
    void everyBreachIsNamedWithItsPlace() {
        ObjectNode badge = Vectors.badge();
        badge.remove("validFrom");
        ((ObjectNode) badge.at("/credentialSubject/achievement")).remove("criteria");
        ((ObjectNode) badge.at("/credentialSubject/identifier/0")).put("id", "urn:x:1");
        badge.put("awardedDate", "last week");
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::pointer)
                .contains("", "/credentialSubject/achievement", "/credentialSubject/identifier/0", "/awardedDate");
    }

    @Test
    void aDocumentOfManyPartsIsHeldAgainstASchemaUnlessFaultsOfAllWouldFillTheMemory() {
        ObjectNode badge = Vectors.badge();
        ArrayNode evidence = badge.putArray("evidence");
        for (int i = 0; i < 5_000; i++) {
            evidence.addObject()
                    .put("id", "https://a.example/" + i)
                    .put("name", "One of many")
                    .putArray("type")
                    .add("Evidence");
        }
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge)).isEmpty();
        evidence.removeAll();
        for (int i = 0; i < 100_000; i++) {
            evidence.add(0);
        }
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.TOO_COMPLEX);
        ArrayNode deep = Vectors.JSON.createArrayNode();
        for (int i = 0; i < 1_000; i++) {
            deep.add(0);
        }
        badge.set("evidence", deep);
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge)).hasSizeGreaterThan(1_000);
        badge.putObject("endorsement").putObject("n".repeat(30_000)).set("evidence", deep);
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.TOO_COMPLEX);
    }

    /** Of this thread: what others do meanwhile does not count. */
    private static Duration processorTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    @Test
    void aValidationEndsWhenTheTimeOfTheCallerIsSpent() {
        ObjectNode badge = Vectors.badge();
        ArrayNode evidence = badge.putArray("evidence");
        for (int i = 0; i < 12_000; i++) {
            evidence.addObject().putArray("type").add("Evidence");
        }
        schemas.validate(PinnedSchemas.OPEN_BADGE, Vectors.badge());
        Duration start = processorTime();
        assertThat(schemas.validate(PinnedSchemas.OPEN_BADGE, badge)).isEmpty();
        Duration whole = processorTime().minus(start);
        Duration most = whole.dividedBy(20);
        start = processorTime();
        List<Finding> findings =
                TimeBudget.within(most, () -> schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, badge));
        Duration took = processorTime().minus(start);
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.TOO_COMPLEX);
        assertThat(took).as("of " + whole).isLessThan(whole.dividedBy(2));
        assertThat(TimeBudget.within(Duration.ofMinutes(5), () -> schemas.validate(PinnedSchemas.OPEN_BADGE, badge)))
                .isEmpty();
    }

    @Test
    void eachOfSeveralStatusesIsHeldAgainstTheSchemaAndTheRestOnce() {
        ObjectNode badge = Vectors.badge();
        badge.remove("validFrom");
        ArrayNode statuses = badge.putArray("credentialStatus");
        for (int i = 0; i < 8; i++) {
            statuses.addObject().put("id", "https://a.example/lists/1#" + i).put("type", "BitstringStatusListEntry");
        }
        assertThat(schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::pointer)
                .containsExactly("");
        ((ObjectNode) statuses.get(0)).remove("type");
        ((ObjectNode) statuses.get(7)).put("id", 7);
        assertThat(schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::pointer)
                .contains("", "/credentialStatus", "/credentialStatus/id");
        statuses.addObject();
        assertThat(schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, badge))
                .extracting(Finding::pointer)
                .contains("/credentialStatus");
        badge.set("credentialStatus", statuses.get(1));
        assertThat(schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, badge))
                .isEqualTo(schemas.validate(PinnedSchemas.OPEN_BADGE, badge));
    }

    @Test
    void aSchemaNamedByADocumentIsNotFetched() {
        assertThatThrownBy(() -> schemas.validate("http://127.0.0.1:9/schema.json", Vectors.badge()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://127.0.0.1:9/schema.json");
    }
}
