package org.testamur.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotedRequestPolicyTest {

    private static final List<Integer> STATUSES =
            List.of(200, 201, 202, 204, 303, 400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503);

    static List<List<Object>> everyRequest() {
        return List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE").stream()
                .flatMap(method -> STATUSES.stream().map(status -> List.<Object>of(method, status)))
                .toList();
    }

    /** Whatever its outcome, but for too many requests: 133 combinations. */
    @ParameterizedTest
    @MethodSource("everyRequest")
    void writesAreNotedAndReadsAreNot(List<Object> request) {
        String method = (String) request.get(0);
        int status = (Integer) request.get(1);
        boolean writes = Set.of("POST", "PUT", "PATCH", "DELETE").contains(method) && status != 429;
        assertEquals(writes, NotedRequestPolicy.isNoted(method, null, status));
        assertEquals(status != 429, NotedRequestPolicy.isNoted(method, true, status));
        assertEquals(false, NotedRequestPolicy.isNoted(method, false, status));
    }

    @ParameterizedTest
    @CsvSource({
        "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b, 0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b, 404",
        "0197B2F1-1C2D-7E3F-8A4B-5C6D7E8F9A0B, 0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b, 404",
        "7, 7, 404",
        "999999999, 999999999, 404",
        "1000000000, -, 404",
        "northfield, northfield, 200",
        "northfield, -, 404",
        "northfield, -, 401",
        "catalog.organisations, catalog.organisations, 200",
        "asha.rao@example.org, -, 200",
        "asha.rao@example.org, -, 404",
        "Asha Rao, -, 200",
        "Łena, -, 200",
        "'', -, 200",
        "'a\u0000b', -, 200",
        "-, -, 200",
        "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0, -, 404",
        "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz, -, 404"
    })
    void anIdIsKeptAndANameOnlyOfWhatExists(String value, String kept, int status) {
        assertEquals(Map.of("id", kept), NotedRequestPolicy.ids(Map.of("id", value), status));
    }

    @Test
    void aNameOfAnyLengthIsNotKept() {
        assertEquals(Map.of("key", "-"), NotedRequestPolicy.ids(Map.of("key", "x".repeat(81)), 200));
    }

    @Test
    void idsKeepTheOrderOfThePath() {
        Map<String, String> path = new LinkedHashMap<>();
        path.put("institutionId", "0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b");
        path.put("n", "2");
        assertEquals(
                List.of("institutionId", "n"),
                List.copyOf(NotedRequestPolicy.ids(path, 404).keySet()));
    }

    @ParameterizedTest
    @CsvSource({
        "urn:testamur:problem:role-missing, role-missing",
        "urn:testamur:problem:http-404, http-404",
        "urn:testamur:problem:, ",
        "urn:testamur:problem:Asha, ",
        "urn:testamur:problem:a b, ",
        "about:blank, "
    })
    void aReasonIsACodeOfOurs(String type, @Nullable String reason) {
        assertEquals(reason, NotedRequestPolicy.reason(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01",
                "yesterday",
                "2026-11-01T00:00:00",
                "2026-13-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z"
            })
    void whatIsNoInstantIsRefusedByName(String text) {
        AuditRange range = new AuditRange();
        range.from = text;
        org.testamur.platform.problem.Refusal refusal = org.junit.jupiter.api.Assertions.assertThrows(
                org.testamur.platform.problem.Refusal.class,
                () -> range.from(java.time.Instant.parse("2026-12-01T00:00:00Z")));
        assertEquals("query:from", refusal.faults().getFirst().pointer());
    }
}
