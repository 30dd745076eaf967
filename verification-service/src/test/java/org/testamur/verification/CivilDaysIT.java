package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** The page, the verification and the employer's list name the same civil days, those of the institution's calendar. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class CivilDaysIT {

    private static final Pattern AWARDED = Pattern.compile("<p class=\"on\">[^<]*<time datetime=\"([^\"]+)\">([^<]+)<");
    private static final Pattern UNTIL =
            Pattern.compile("(?s)aria-labelledby=\"validity\".*?</dt><dd><time datetime=\"([^\"]+)\">([^<]+)<");
    private static final Pattern INSTANT = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT[^\"]*)\"");
    private static final LocalDate AWARDED_ON = LocalDate.of(2026, 3, 29);
    private static final LocalDate EXPIRES_ON = LocalDate.of(2046, 10, 28);

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.grant();
    }

    @AfterEach
    void close() {
        events.close();
    }

    /** East and west of the date line, by half and quarter hours, and on days when the clocks change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago",
                "America/St_Johns",
                "Asia/Kathmandu",
                "Europe/Tallinn",
                "Etc/UTC"
            })
    void pageAndJsonNeverDisagreeByADay(String zone) {
        world.tellInstitution(2, "Northfield University", zone);
        for (LocalTime time : List.of(
                LocalTime.MIN, LocalTime.of(0, 0, 0, 1_000), LocalTime.NOON, LocalTime.of(23, 59, 59, 999_999_000))) {
            World.PublishedCredential told = tell(
                    AWARDED_ON.atTime(time).atZone(ZoneId.of(zone)).toInstant(),
                    EXPIRES_ON.atTime(time).atZone(ZoneId.of(zone)).toInstant());
            World.soon()
                    .until(() -> World.status(told.id()) == 200
                            && zone.equals(
                                    World.verification(told.id()).extract().path("issuer.timeZone")));
            World.verification(told.id())
                    .body("awardedOn", equalTo(AWARDED_ON.toString()))
                    .body("expiresOn", equalTo(EXPIRES_ON.toString()));
            String page = given().accept("text/html")
                    .get("/verify/" + told.id() + "?lang=en")
                    .asString();
            assertThat(day(AWARDED, page)).isEqualTo(AWARDED_ON + " 29 March 2026");
            assertThat(day(UNTIL, page)).isEqualTo(EXPIRES_ON + " 28 October 2046");
            Map<String, String> listed = world.partner()
                    .get("/verification/granted/credentials?sort=newest&limit=1")
                    .jsonPath()
                    .getMap("items[0]");
            assertThat(listed)
                    .containsEntry("credentialId", told.id().toString())
                    .containsEntry("awardedOn", AWARDED_ON.toString())
                    .containsEntry("expiresOn", EXPIRES_ON.toString());
        }
    }

    @Test
    void everyInstantHasMillisecondsAndNoneIsRoundedUp() {
        World.PublishedCredential told =
                tell(Instant.parse("2026-03-29T23:59:59.999999Z"), Instant.parse("2046-03-29T23:59:59Z"));
        World.soon().until(() -> World.status(told.id()) == 200);
        JsonPath view = World.verification(told.id()).extract().jsonPath();
        assertThat(view.getString("awardedAt")).isEqualTo("2026-03-29T23:59:59.999Z");
        assertThat(view.getString("validUntil")).isEqualTo("2046-03-29T23:59:59.000Z");
        for (String answer : List.of(
                World.verification(told.id()).extract().asString(),
                world.partner().get("/verification/granted/credentials").asString(),
                world.registrar().get("/verification/grants").asString())) {
            assertThat(INSTANT.matcher(answer).results().map(found -> found.group(1)))
                    .as(answer)
                    .isNotEmpty()
                    .allMatch(instant -> instant.matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        }
    }

    private World.PublishedCredential tell(Instant awarded, Instant until) {
        World.PublishedCredential told = world.credential();
        world.tell(
                told,
                1,
                "issued",
                Map.of(
                        "awardedAt", awarded.toString(),
                        "validFrom", awarded.toString(),
                        "validUntil", until.toString()));
        return told;
    }

    private static String day(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1) + " " + found.group(2);
    }
}
