package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Sink;

/** Lists for employers and of grants are sorted and counted on demand, and none is lost between parts. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class ListsIT {

    private Events events;
    private World world;
    private Sink sink;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.grant();
        sink = Sink.open();
    }

    @AfterEach
    void close() {
        sink.close();
        events.close();
    }

    @Test
    void deliveriesAndGrantedCredentialsAreSortedAndCounted() {
        world.endpoint(sink.url(), "credential.issued");
        for (int i = 0; i < 3; i++) {
            world.issue();
        }
        World.soon().until(() -> total(world::partner, "/webhooks/deliveries?state=delivered") == 3);
        holds(world::partner, "/webhooks/deliveries", "id", 3);
        holds(world::partner, "/verification/granted/credentials", "credentialId", 3);
        assertThat(total(world::partner, "/webhooks/deliveries?state=failed")).isZero();
        World other = World.create(events);
        World.soon().until(() -> other.partner().get("/webhooks/deliveries").statusCode() == 200);
        JsonPath first = world.partner().get("/webhooks/deliveries?limit=1").jsonPath();
        String one = "/webhooks/deliveries/" + first.getString("items[0].id");
        assertThat(world.partner()
                        .get(one)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap(""))
                .isEqualTo(first.getMap("items[0]"));
        other.partner().get(one).then().statusCode(404);
        world.registrar().get(one).then().statusCode(403);
        assertThat(total(other::partner, "/webhooks/deliveries")).isZero();
        assertThat(total(other::partner, "/verification/granted/credentials")).isZero();
    }

    @Test
    void endpointsAndGrantsAreSortedAndCounted() {
        for (String path : List.of("/a", "/b", "/c")) {
            world.unverified(sink.url() + path, "credential.issued");
        }
        holds(world::partner, "/webhooks/endpoints", "id", 3);
        List<World> others = List.of(World.create(events), World.create(events));
        for (World other : others) {
            World.soon()
                    .until(() -> world.registrar()
                                    .body(World.grantRequest())
                                    .put("/verification/grants/" + other.employer())
                                    .statusCode()
                            == 200);
        }
        holds(world::registrar, "/verification/grants", "employerId", 3);
        World.soon()
                .until(() -> others.getFirst()
                                .registrar()
                                .get("/verification/grants")
                                .statusCode()
                        == 200);
        assertThat(total(others.getFirst()::registrar, "/verification/grants")).isZero();
    }

    /** The list in its two orders, part by part. */
    private static void holds(Supplier<RequestSpecification> who, String path, String id, int count) {
        List<String> newest = all(who, path, "newest", id);
        assertThat(newest).hasSize(count).doesNotHaveDuplicates();
        assertThat(all(who, path, "oldest", id).reversed()).isEqualTo(newest);
        assertThat(total(who, path)).isEqualTo(count);
        who.get()
                .get(path + "?sort=title&count=perhaps")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:testamur:problem:invalid"));
    }

    private static List<String> all(Supplier<RequestSpecification> who, String path, String sort, String id) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = who.get()
                    .get(path + "?limit=2&sort=" + sort + "&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items." + id, String.class));
            cursor = page.getString("next");
        } while (cursor != null);
        return ids;
    }

    private static int total(Supplier<RequestSpecification> who, String path) {
        return who.get()
                .get(path + (path.contains("?") ? "&" : "?") + "limit=1&count=true")
                .then()
                .statusCode(200)
                .body("totalIsExact", equalTo(true))
                .extract()
                .path("total");
    }
}
