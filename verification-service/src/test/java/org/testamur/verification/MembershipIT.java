package org.testamur.verification;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.MembershipTold;
import org.testamur.testing.Tokens;

/** Who works here by what the catalog tells; the tokens name no institution. */
@QuarkusTest
class MembershipIT {

    private static final String GRANTS = "/verification/grants";

    private Events events;
    private World world;
    private Tokens ines;
    private MembershipTold membership;

    @BeforeEach
    void begin() {
        events = World.connect();
        world = World.create(events);
        ines = Tokens.of("ines-" + Uuid7.next());
        membership = new MembershipTold(Uuid7.next(), world.institution(), world.slug(), ines.subject());
    }

    @AfterEach
    void end() {
        events.close();
    }

    private RequestSpecification ines() {
        return given().auth().oauth2(ines.sign()).contentType(ContentType.JSON);
    }

    private void soon(int status) {
        Await.await(() -> ines().get(GRANTS).statusCode(), answered -> answered == status);
    }

    @Test
    void aRegistrarByMembershipGrantsUntilItEnds() {
        ines().get(GRANTS).then().statusCode(403);
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("registrar"), null, null));
        soon(200);
        Await.await(
                () -> ines().body(World.grantRequest())
                        .put(GRANTS + "/" + world.employer())
                        .statusCode(),
                answered -> answered == 200);
        events.send(MembershipTold.TOPIC, membership.removed(1));
        soon(403);
    }

    @Test
    void anAuditorReadsGrantsAndGivesNone() {
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("auditor"), null, null));
        soon(200);
        ines().body(World.grantRequest())
                .put(GRANTS + "/" + world.employer())
                .then()
                .statusCode(403);
        ines().delete(GRANTS + "/" + world.employer()).then().statusCode(403);
    }

    @Test
    void whatALaterReleaseSaysIsReadWithCare() {
        events.send(MembershipTold.TOPIC, membership.active(0, List.of("registrar", "archivist"), null, null));
        soon(200);
        events.send(MembershipTold.TOPIC, membership.inState(1, "frozen"));
        soon(403);
    }
}
