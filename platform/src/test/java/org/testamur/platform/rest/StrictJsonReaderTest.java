package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

@NullMarked
class StrictJsonReaderTest {

    enum Colour {
        RED,
        BLUE
    }

    record Part(@NotBlank String name, @Nullable Colour colour) {}

    record Order(
            @NotBlank String title,
            @NotNull @Max(5) Integer stars,
            @Nullable LocalDate day,
            @Nullable @Valid List<Part> parts) {}

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

    private Set<String> pointers(String json) {
        try {
            reader.read(Order.class, bytes(json));
            return Set.of();
        } catch (Refusal refusal) {
            return refusal.faults().stream().map(Fault::pointer).collect(Collectors.toSet());
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
