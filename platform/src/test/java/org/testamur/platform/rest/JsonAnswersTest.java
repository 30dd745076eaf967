package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonAnswersTest {

    private final JsonMapper mapper = mapper();

    private record Dated(Instant at, @Nullable LocalDate on) {}

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T04:37:08Z, 2026-11-30T04:37:08.000Z",
        "2026-11-30T04:37:08.1Z, 2026-11-30T04:37:08.100Z",
        "2026-11-30T04:37:08.123456Z, 2026-11-30T04:37:08.123Z",
        "2026-11-30T23:59:59.999999999Z, 2026-11-30T23:59:59.999Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z",
    })
    void everyInstantHasThreeDecimalsAndNoneMovesToTheNextDay(Instant instant, String text)
            throws JsonProcessingException {
        LocalDate day = LocalDate.of(2026, 11, 30);
        assertEquals(
                "{\"at\":\"" + text + "\",\"on\":\"2026-11-30\"}", mapper.writeValueAsString(new Dated(instant, day)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws JsonProcessingException {
        Instant at = Instant.parse("2026-11-30T04:37:08.120Z");
        assertEquals(at, mapper.readValue(mapper.writeValueAsString(at), Instant.class));
        assertEquals("[\"2026-11-30T04:37:08.120Z\"]", mapper.writeValueAsString(List.of(at)));
        assertEquals("{\"at\":\"2026-11-30T04:37:08.120Z\"}", mapper.writeValueAsString(Map.of("at", at)));
    }

    @Test
    void whatHasNoValueIsAbsentAndFactsAreWhole() throws JsonProcessingException {
        Dated dated = new Dated(Instant.parse("2026-11-30T04:37:08.123456Z"), null);
        assertEquals("{\"at\":\"2026-11-30T04:37:08.123Z\"}", mapper.writeValueAsString(dated));
        assertEquals(
                "{\"at\":\"2026-11-30T04:37:08.123456Z\",\"on\":null}",
                JsonAnswers.whole(mapper).writeValueAsString(dated));
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .findAndAddModules()
                .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        new JsonAnswers().customize(mapper);
        return mapper;
    }
}
