package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationTableTest {

    private static final OperationTable.Callers LEARNERS = new OperationTable.Holders(Set.of("learner"));

    private final OperationTable table = new OperationTable();

    @BeforeEach
    void fill() {
        put("GET", "/things/{id}", new OperationTable.Anybody());
        put("PUT", "/things/{id: [a-z]+}/", new OperationTable.Holders(Set.of("author")));
        put("GET", "/things/me", LEARNERS);
        put("GET", "/things/{id}/files/{file}.txt", LEARNERS);
        put("GET", "//", new OperationTable.Holders(Set.of()));
    }

    private void put(String method, String path, OperationTable.Callers callers) {
        table.put(method, path, new OperationTable.Operation(callers, false));
    }

    private OperationTable.Callers callers(String method, String path) {
        return table.at(path).orElseThrow().operation(method).orElseThrow().callers();
    }

    @Test
    void literalSegmentsGoBeforeParameters() {
        assertEquals(LEARNERS, callers("GET", "/things/me"));
        assertEquals(new OperationTable.Anybody(), callers("GET", "/things/you"));
    }

    @Test
    void aPathTellsWhatIsOpenByMethod() {
        assertEquals(Set.of("GET"), table.at("/things/%00").orElseThrow().open());
        assertFalse(callers("PUT", "/things/x").admits(null));
        assertEquals(new OperationTable.Anybody(), callers("HEAD", "/things/x/"));
    }

    @Test
    void anotherLengthIsAnotherPath() {
        assertTrue(table.at("/things").isEmpty());
        assertTrue(table.at("/things/x/y").isEmpty());
        assertTrue(table.at(null).isEmpty());
        assertEquals(LEARNERS, callers("GET", "/things/x/files/y"));
        assertTrue(table.at("/").isPresent());
    }

    @Test
    void whoIsNotKnownMayOnlyCallWhatIsOpen() {
        assertTrue(new OperationTable.Anybody().admits(null));
        assertFalse(LEARNERS.admits(null));
        assertFalse(LEARNERS.admits(Set.of("author")));
        assertTrue(LEARNERS.admits(Set.of("author", "learner")));
        assertTrue(new OperationTable.Holders(Set.of()).admits(Set.of()));
    }

    @Test
    void ofTwoFormsOfOneOperationTheNarrowerCounts() {
        put("GET", "/things/{other}", LEARNERS);
        assertEquals(LEARNERS, callers("GET", "/things/x"));
    }
}
