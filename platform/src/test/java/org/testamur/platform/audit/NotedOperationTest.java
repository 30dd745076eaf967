package org.testamur.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class NotedOperationTest {

    abstract static class Inherited {

        @POST
        @Path("/topics/{topic}/republication")
        public void republishTopic() {}

        @GET
        @Audited
        public void exportAuditLog() {}
    }

    /** Abstract, or the tests' own service would take it for a resource. */
    @Path("/sample/operations")
    abstract static class Own extends Inherited {

        @DELETE
        @Path("{id : [0-9]+}/")
        public void removeThing() {}

        @POST
        @Audited(false)
        public void checkThing() {}
    }

    private static NotedOperation of(String method) throws NoSuchMethodException {
        return NotedOperation.of(Own.class, Own.class.getMethod(method));
    }

    @Test
    void anOperationIsNamedAsTheDocumentNamesIt() throws NoSuchMethodException {
        assertEquals(new NotedOperation("removeThing", "DELETE", "/sample/operations/{id}", null), of("removeThing"));
        assertEquals(
                new NotedOperation(
                        "republishTopicOfSample", "POST", "/sample/operations/topics/{topic}/republication", null),
                of("republishTopic"));
    }

    @Test
    void itSaysWhetherItIsNoted() throws NoSuchMethodException {
        assertEquals(new NotedOperation("checkThing", "POST", "/sample/operations", false), of("checkThing"));
        assertEquals(
                new NotedOperation("exportAuditLogOfSample", "GET", "/sample/operations", true), of("exportAuditLog"));
    }
}
