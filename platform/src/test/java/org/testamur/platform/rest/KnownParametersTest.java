package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Fault;

class KnownParametersTest {

    static class Narrow extends PageRequest {
        @QueryParam("state")
        @Nullable
        String state;
    }

    static class Things {
        public void none(String body) {}

        public void list(@QueryParam("kind") Set<String> kinds, @BeanParam Narrow narrow) {}

        @Produces("text/html;charset=utf-8")
        public void page(@QueryParam("lang") String language) {}
    }

    @Test
    void whatParametersFieldsAndInheritedFieldsDeclareIsKnown() {
        assertEquals(
                List.of(),
                faults(
                        "list",
                        Map.of(
                                "kind",
                                List.of("a"),
                                "state",
                                List.of(""),
                                "limit",
                                List.of("1"),
                                "cursor",
                                List.of("x"))));
    }

    @Test
    void everyUnknownOneIsNamedWithWhatThereIs() {
        assertEquals(
                List.of(
                        new Fault(
                                "query:Limit",
                                "is not a parameter of this operation, which takes count, cursor, kind, limit, state"),
                        new Fault(
                                "query:sorted",
                                "is not a parameter of this operation, which takes count, cursor, kind, limit, state")),
                faults("list", Map.of("Limit", List.of("1"), "sorted", List.of("x"), "state", List.of("x"))));
        assertEquals(
                List.of(new Fault("query:a", "is not a parameter of this operation, which takes none")),
                faults("none", Map.of("a", List.of("1"))));
    }

    @Test
    void oneIsGivenOnceUnlessTheOperationTakesSeveral() {
        assertEquals(
                List.of(new Fault("query:limit", "must be given once")),
                faults("list", Map.of("limit", List.of("1", "2"), "kind", List.of("a", "b"))));
    }

    @Test
    void oddNamesAreRefusedAndNotRepeated() {
        assertEquals(
                List.of(new Fault("query:", "is not a parameter of this operation, which takes none")),
                faults("none", Map.of("<script>", List.of("1"))));
    }

    @Test
    void pagesForPeopleLetStrangersParametersPass() {
        assertEquals(List.of(), faults("page", Map.of("fbclid", List.of("1"), "lang", List.of("et", "en"))));
    }

    private static List<Fault> faults(String method, Map<String, List<String>> given) {
        return KnownParameters.Declared.by(
                        Things.class,
                        Arrays.stream(Things.class.getMethods())
                                .filter(candidate -> candidate.getName().equals(method))
                                .findFirst()
                                .orElseThrow())
                .faults(given);
    }
}
