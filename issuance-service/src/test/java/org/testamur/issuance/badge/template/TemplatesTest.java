package org.testamur.issuance.badge.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    private final List<String> compiled = new ArrayList<>();
    private final Templates<String, Integer> templates =
            new Templates<>(4, 1, new TemplateMetrics(new SimpleMeterRegistry()), weight -> weight);

    private Optional<Integer> find(String shape, int weight) {
        return templates.find(shape, () -> {
            compiled.add(shape);
            return weight;
        });
    }

    @Test
    void thoseNotUsedForLongestGo() {
        for (String shape : List.of("a", "b", "c", "d", "a", "e", "a", "b")) {
            find(shape, 1);
        }
        assertEquals(List.of("a", "b", "c", "d", "e", "b"), compiled);
        assertEquals(4, templates.size());
    }

    @Test
    void aLargeOneTakesThePlaceOfSeveral() {
        find("a", 1);
        find("b", 1);
        find("large", 3);
        assertEquals(2, templates.size());
        find("b", 1);
        find("a", 1);
        assertEquals(List.of("a", "b", "large", "a"), compiled);
        find("larger than all", 9);
        assertEquals(0, templates.size());
        find("a", 1);
        assertEquals(1, templates.size());
    }

    @Test
    void whatIsDroppedIsNeverCompiledAgain() {
        find("a", 2);
        templates.drop("a");
        assertTrue(find("a", 2).isEmpty());
        assertTrue(templates.isDropped("a"));
        assertEquals(List.of("a"), compiled);
        find("b", 2);
        find("c", 1);
        assertEquals(3, templates.size());
    }
}
