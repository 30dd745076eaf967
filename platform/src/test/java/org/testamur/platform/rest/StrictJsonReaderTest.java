package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

@NullMarked
class StrictJsonReaderTest {

    enum Colour {
        RED,
        BLUE
    }

    enum Shade {
        LIGHT,
        VERY_DARK;

        @com.fasterxml.jackson.annotation.JsonValue
        String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    record Shades(List<Shade> shades) {}

    record Part(@NotBlank String name, @Nullable Colour colour) {}

    record Order(
            @NotBlank String title,
            @NotNull @Max(5) Integer stars,
            @Nullable LocalDate day,
            @Nullable @Valid List<Part> parts) {}

    record Numbers(List<Integer> numbers, BigDecimal amount, int count) {}

    private final StrictJsonReader reader =
            new StrictJsonReader(Validation.buildDefaultValidatorFactory().getValidator());

    @Test
    void goodInputIsRead() {
        Order order = reader.read(
                Order.class, bytes("{\"title\":\"a\",\"stars\":3,\"parts\":[{\"name\":\"x\",\"colour\":\"RED\"}]}"));
        assertEquals(new Order("a", 3, null, List.of(new Part("x", Colour.RED))), order);
    }

    @Test
    void everyFaultIsNamedByItsPointer() {
        assertEquals(
                Set.of("/title", "/stars", "/day", "/extra", "/parts/0/name", "/parts/1/colour", "/parts/1/size"),
                pointers("""
                        {"title":"","stars":"many","day":"2026-13-01","extra":{"a":[1]},
                        "parts":[{"name":" "},{"name":"y","colour":"MAUVE","size":1}]}"""));
    }

    @Test
    void whatIsExpectedIsNamedAsItIsWritten() {
        assertEquals(
                new Shades(List.of(Shade.VERY_DARK)), reader.read(Shades.class, bytes("{\"shades\":[\"very-dark\"]}")));
        for (String bad : List.of("\"VERY_DARK\"", "\"Light\"", "1", "true", "[]")) {
            Refusal refusal = assertThrows(
                    Refusal.class, () -> reader.read(Shades.class, bytes("{\"shades\":[\"light\"," + bad + "]}")), bad);
            assertEquals(List.of(new Fault("/shades/1", "is not one of light, very-dark")), refusal.faults(), bad);
        }
    }

    @Test
    void numbersAreNotCoerced() {
        assertEquals(Set.of("/stars"), pointers("{\"title\":\"a\",\"stars\":\"3\"}"));
        assertEquals(Set.of("/stars"), pointers("{\"title\":\"a\",\"stars\":3.5}"));
        assertEquals(Set.of("/stars"), pointers("{\"title\":\"a\",\"stars\":true}"));
        assertEquals(Set.of("/title"), pointers("{\"title\":7,\"stars\":3}"));
        assertEquals(Set.of("/parts"), pointers("{\"title\":\"a\",\"stars\":3,\"parts\":\"x\"}"));
    }

    @Test
    void brokenSyntaxAndDuplicatesAreRefused() {
        for (String bad :
                List.of("", "null", "[]", "\"x\"", "{", "{\"title\":\"a\",\"title\":\"b\",\"stars\":1}", "{} {}")) {
            assertThrows(Refusal.class, () -> reader.read(Order.class, bytes(bad)), bad);
        }
        assertThrows(Refusal.class, () -> reader.read(Order.class, new byte[] {'"', (byte) 0xC3, '"'}));
    }

    @Test
    void forbiddenCharactersAreNamed() {
        assertEquals(
                Set.of("/title", "/parts/0/name"),
                pointers("{\"title\":\"a\\u0000\",\"stars\":1,\"parts\":[{\"name\":\"\\ud800\"}]}"));
        assertEquals(Set.of(), pointers("{\"title\":\"tab\\t newline\\n \\ud83d\\ude00 \\u05d0\",\"stars\":1}"));
    }

    @Test
    void faultsInAListAreNamedByTheirPlaces() {
        assertEquals(
                Set.of("/numbers/0", "/numbers/2"),
                pointers(Numbers.class, "{\"numbers\":[3000000000,1,3000000000],\"amount\":1,\"count\":1}"));
    }

    @Test
    void numbersBeyondAllMeasureAreRefused() {
        for (String number : List.of("1e1000000", "-1E-1000000", "1e2147483647", "3000000000", "1".repeat(90), "1.5")) {
            assertEquals(
                    Set.of("/count"),
                    pointers(Numbers.class, "{\"numbers\":[],\"amount\":1,\"count\":" + number + "}"),
                    number);
        }
        assertEquals(Set.of("/amount"), pointers(Numbers.class, "{\"numbers\":[],\"amount\":1e1000000,\"count\":1}"));
        assertEquals(Set.of(""), pointers(Numbers.class, "{\"numbers\":[],\"amount\":1e99999999999,\"count\":1}"));
        assertThrows(Refusal.class, () -> reader.read(Numbers.class, bytes("{\"count\":" + "1".repeat(100_000) + "}")));
        assertEquals(Set.of("/count"), pointers(Numbers.class, "{\"numbers\":[],\"amount\":1,\"count\":{}}"));
    }

    @Test
    void namesOfFieldsAreEscapedInPointers() {
        assertEquals(Set.of("/a~1b~0c"), pointers("{\"title\":\"a\",\"stars\":1,\"a/b~c\":1}"));
    }

    /** Bodies of a mebibyte made to keep a reader busy; each took seconds once. */
    @Test
    @Timeout(5)
    void hostileBodiesCostLittle() {
        StringBuilder unknown = new StringBuilder("{");
        for (int i = 0; i < 90_000; i++) {
            unknown.append("\"f").append(i).append("\":1,");
        }
        assertTrue(pointers(unknown.append("\"title\":\"a\"}").toString()).size() <= 200);
        String nested = "[".repeat(900) + "1,".repeat(500_000) + "1" + "]".repeat(900);
        assertThrows(Refusal.class, () -> reader.read(Order.class, bytes("{\"parts\":" + nested + "}")));
        String controls = "\"\\u0001\",".repeat(100_000) + "\"\"";
        assertTrue(pointers("{\"title\":\"a\",\"stars\":1,\"parts\":[" + controls + "]}")
                        .size()
                <= 200);
        String tooLarge = "3000000000,".repeat(90_000) + "1";
        assertTrue(pointers(Numbers.class, "{\"numbers\":[" + tooLarge + "]}").size() <= 200);
    }

    private Set<String> pointers(String json) {
        return pointers(Order.class, json);
    }

    private Set<String> pointers(Class<?> type, String json) {
        try {
            reader.read(type, bytes(json));
            return Set.of();
        } catch (Refusal refusal) {
            return refusal.faults().stream().map(Fault::pointer).collect(Collectors.toSet());
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
