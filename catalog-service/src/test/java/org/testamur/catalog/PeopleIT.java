package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** An institution looks after its own people: it invites, entrusts, limits and ends. */
@QuarkusTest
class PeopleIT {

    private static final String PROBLEM = "urn:testamur:problem:";

    private Catalog.School school;
    private String people;

    @BeforeEach
    void begin() {
        school = Catalog.school();
        people = "/catalog/institutions/" + school.id();
    }

    /** A person whose token names no institution at all. */
    private static Tokens person() {
        return Tokens.of("p-" + UUID.randomUUID());
    }

    private static RequestSpecification as(Tokens token) {
        return Catalog.as(token);
    }

    private RequestSpecification administrator() {
        return school.as("administrator");
    }

    private static String invitation(String roles) {
        return "{\"roles\": [%s]}".formatted(roles);
    }

    private String code(String body) {
        return administrator()
                .body(body)
                .post(people + "/invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private static Response join(Tokens who, String code) {
        return as(who).body("{\"code\": \"" + code + "\"}").post("/catalog/memberships");
    }

    /** The membership's id. */
    private String member(Tokens who, String body) {
        return join(who, code(body)).then().statusCode(201).extract().path("id");
    }

    private RequestSpecification whoseMemberIs(Tokens token, String id) {
        return as(token)
                .header(
                        "If-Match",
                        administrator().get(people + "/members/" + id).header("ETag"));
    }

    private static void soon(Tokens who, String path, int status) {
        Await.await(() -> as(who).get(path).statusCode(), answered -> answered == status);
    }

    @Test
    void whoAcceptsAnInvitationWorksForTheInstitutionSoonAndIsToldOf() {
        Tokens author = person().claim("name", "Ada Author")
                .claim("email", "ada@n.example")
                .claim("email_verified", true);
        as(author).get("/catalog/staff/micro-credentials").then().statusCode(403);
        String code = code(invitation("\"author\", \"assessor\""));
        String id = join(author, code)
                .then()
                .statusCode(201)
                .header("Testamur-Fact", notNullValue())
                .header("ETag", "\"0\"")
                .body("institution", equalTo(school.slug()))
                .body("roles", equalTo(List.of("assessor", "author")))
                .body("name", equalTo("Ada Author"))
                .body("email", equalTo("ada@n.example"))
                .extract()
                .path("id");
        soon(author, "/catalog/staff/micro-credentials", 200);
        as(author)
                .body(Catalog.definition().toString())
                .post("/catalog/micro-credentials")
                .then()
                .statusCode(201);
        administrator().get(people + "/members").then().statusCode(200).body("items.id", equalTo(List.of(id)));
        try (Events events = Catalog.events()) {
            Events.Event told =
                    events.await("catalog.memberships", event -> event.key().equals(id));
            JsonNode data = Catalog.data(told);
            assertThat(told.type()).isEqualTo("org.testamur.catalog.membership.changed.v1");
            assertThat(told.headers()).containsEntry("ce_institution", school.id());
            assertThat(data.path("login").asText()).isEqualTo(StaffMembership.login(Tokens.ISSUER, author.subject()));
            assertThat(data.toString()).doesNotContain("Ada", "ada@n.example", author.subject());
        }
    }

    @Test
    void aCodeWorksOnceAndIsNowhereInTheDatabase() throws Exception {
        String code = code(invitation("\"author\""));
        List<Callable<Integer>> tries =
                Collections.nCopies(6, () -> join(person(), code).statusCode());
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService atOnce = Executors.newFixedThreadPool(6)) {
            for (Future<Integer> tried : atOnce.invokeAll(tries)) {
                answers.add(tried.get());
            }
        }
        assertThat(answers)
                .containsOnlyOnce(201)
                .filteredOn(status -> status == 404)
                .hasSize(5);
        assertThat(rows("select row_to_json(i)::text from invitation i where institution_id = ?", school.id()))
                .hasSize(1)
                .noneMatch(row -> row.contains(code))
                .allMatch(row -> row.contains("ACCEPTED"));
        administrator().get(people + "/invitations").then().body("items", hasSize(0));
    }

    @Test
    void guessesAreCountedForALogInAndAGoodCodeStartsThemAnew() {
        Tokens who = person();
        for (int i = 0; i < 9; i++) {
            join(who, "wrong-" + i).then().statusCode(404).body("type", equalTo(PROBLEM + "invitation-not-found"));
        }
        member(who, invitation("\"author\""));
        for (int i = 0; i < 10; i++) {
            join(who, "wrong-" + i).then().statusCode(404);
        }
        String good = code(invitation("\"author\""));
        join(who, good)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo(PROBLEM + "too-many-codes"));
        join(person(), good).then().statusCode(201);
    }

    @Test
    void anInvitationForAnAddressIsOnlyForWhoHasVerifiedIt() {
        String code = code("""
                {"roles": ["author"], "email": "asha@n.example", "validDays": 2}""");
        administrator()
                .get(people + "/invitations")
                .then()
                .body("items", hasSize(1))
                .body("items[0].email", equalTo("asha@n.example"))
                .body("items[0].code", nullValue());
        Tokens asha = person().claim("email", "Asha@n.example");
        join(asha, code).then().statusCode(403).body("type", equalTo(PROBLEM + "invitation-for-another-address"));
        join(asha.claim("email_verified", true), code).then().statusCode(201);
    }

    @Test
    void whatIsWithdrawnOrOverGivesNothing() throws SQLException {
        String withdrawn = code(invitation("\"author\""));
        String id = administrator().get(people + "/invitations").path("items[0].id");
        administrator().delete(people + "/invitations/" + id).then().statusCode(204);
        administrator().delete(people + "/invitations/" + id).then().statusCode(404);
        join(person(), withdrawn).then().statusCode(404);
        String expired = code(invitation("\"author\""));
        change(
                "update invitation set expires_at = now() - interval '1 second'"
                        + " where institution_id = ? and state = 'OPEN'",
                school.id());
        join(person(), expired).then().statusCode(404);
        administrator().get(people + "/invitations").then().body("items", hasSize(0));
    }

    @Test
    void nobodyJoinsTwice() {
        Tokens who = person();
        member(who, invitation("\"author\""));
        String more = code(invitation("\"registrar\""));
        join(who, more).then().statusCode(409).body("type", equalTo(PROBLEM + "already-a-member"));
        join(person(), more).then().statusCode(201);
    }

    @Test
    void aMembershipEndsWithItsLastDayAndWhoseIsOverMayBeInvitedAgain() throws SQLException {
        Tokens who = person();
        String id = member(who, "{\"roles\": [\"author\"], \"endsOn\": \"2999-01-31\"}");
        administrator()
                .get(people + "/members/" + id)
                .then()
                .body("endsOn", equalTo("2999-01-31"))
                .body("endsAt", equalTo("2999-01-31T22:00:00.000Z"));
        soon(who, "/catalog/staff/micro-credentials", 200);
        // The day passes.
        change("update membership set ends_on = current_date - 2 where id = ?::uuid", id);
        change("update staff_membership set until = now() - interval '1 second' where id = ?::uuid", id);
        soon(who, "/catalog/staff/micro-credentials", 403);
        String again = member(who, invitation("\"author\""));
        assertThat(again).isNotEqualTo(id);
        soon(who, "/catalog/staff/micro-credentials", 200);
        administrator().get(people + "/members/" + id).then().statusCode(404);
    }

    @Test
    void endsAreToldAnewWhenTheInstitutionMovesToAnotherTimeZone() {
        String id = member(person(), "{\"roles\": [\"author\"], \"endsOn\": \"2999-01-31\"}");
        Catalog.operator()
                .header("If-Match", "\"0\"")
                .body("""
                        {"name": "Northfield", "url": "https://n.example/", "timeZone": "America/New_York",
                         "languages": ["en"]}""")
                .put(people)
                .then()
                .statusCode(200);
        administrator()
                .get(people + "/members/" + id)
                .then()
                .header("ETag", "\"1\"")
                .body("endsAt", equalTo("2999-02-01T05:00:00.000Z"));
        try (Events events = Catalog.events()) {
            Events.Event told =
                    events.await("catalog.memberships", event -> event.key().equals(id) && event.version() == 1);
            assertThat(Catalog.data(told).path("endsAt").asText()).isEqualTo("2999-02-01T05:00:00Z");
        }
    }

    @Test
    void rolesAreTakenAwayAndMembershipsEnded() {
        Tokens who = person().claim("name", "Ada Author");
        String id = member(who, invitation("\"author\", \"registrar\""));
        soon(who, "/catalog/staff/micro-credentials", 200);
        whoseMemberIs(school.token("administrator"), id)
                .body("{\"roles\": [\"sponsor\"]}")
                .put(people + "/members/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("roles", equalTo(List.of("sponsor")));
        soon(who, "/catalog/staff/micro-credentials", 403);
        administrator().delete(people + "/members/" + id).then().statusCode(428);
        administrator()
                .header("If-Match", "\"0\"")
                .delete(people + "/members/" + id)
                .then()
                .statusCode(412);
        administrator()
                .header("If-Match", "\"1\"")
                .delete(people + "/members/" + id)
                .then()
                .statusCode(204);
        administrator().get(people + "/members").then().body("items", hasSize(0));
        try (Events events = Catalog.events()) {
            Events.Event told =
                    events.await("catalog.memberships", event -> event.key().equals(id) && event.version() == 2);
            assertThat(told.type()).isEqualTo("org.testamur.catalog.membership.removed.v1");
            assertThat(Catalog.data(told).has("login")).isFalse();
        }
        administrator()
                .get(people + "/people-changes?sort=oldest&count=true&limit=2")
                .then()
                .statusCode(200)
                .body("items.kind", equalTo(List.of("invited", "joined")))
                .body("total", equalTo(4));
        administrator().get(people + "/members?count=true").then().body("total", equalTo(0));
        administrator().get(people + "/invitations?count=true").then().body("total", equalTo(0));
        administrator()
                .get(people + "/people-changes")
                .then()
                .body("items.kind", equalTo(List.of("removed", "changed", "joined", "invited")))
                .body("items[0].roles", equalTo(List.of("sponsor")))
                .body("items[0].by", equalTo(StaffMembership.login(Tokens.ISSUER, "administrator-of-" + school.slug())))
                .body("items.toString()", not(containsString("Ada")));
    }

    @Test
    void theLastAdministratorNeitherRemovesNorEndsThemselvesAndAnOperatorMay() {
        Tokens ann = person();
        String id = member(ann, invitation("\"administrator\""));
        soon(ann, people + "/members", 200);
        for (String change : List.of(
                "{\"roles\": [\"registrar\"]}", "{\"roles\": [\"administrator\"], \"endsOn\": \"2999-01-31\"}")) {
            as(ann).header("If-Match", "*")
                    .body(change)
                    .put(people + "/members/" + id)
                    .then()
                    .statusCode(409)
                    .body("type", equalTo(PROBLEM + "last-administrator"));
        }
        as(ann).header("If-Match", "*").delete(people + "/members/" + id).then().statusCode(409);
        // Who has an end is not enough, and who has none is.
        member(person(), "{\"roles\": [\"administrator\"], \"endsOn\": \"2999-01-31\"}");
        as(ann).header("If-Match", "*").delete(people + "/members/" + id).then().statusCode(409);
        Catalog.operator()
                .header("If-Match", "*")
                .delete(people + "/members/" + id)
                .then()
                .statusCode(204);
        soon(ann, people + "/members", 403);
    }

    @Test
    void twoAdministratorsWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
        Tokens ann = person();
        Tokens bob = person();
        String annId = member(ann, invitation("\"administrator\""));
        for (int round = 0; round < 5; round++) {
            String bobId = member(bob, invitation("\"administrator\""));
            soon(ann, people + "/members", 200);
            soon(bob, people + "/members", 200);
            String annNow = annId;
            List<Integer> answers = new ArrayList<>();
            try (ExecutorService atOnce = Executors.newFixedThreadPool(2)) {
                List<Callable<Integer>> both = List.of(
                        () -> as(ann).header("If-Match", "*")
                                .delete(people + "/members/" + bobId)
                                .statusCode(),
                        () -> as(bob).header("If-Match", "*")
                                .delete(people + "/members/" + annNow)
                                .statusCode());
                for (Future<Integer> answer : atOnce.invokeAll(both)) {
                    answers.add(answer.get());
                }
            }
            // The second finds the other gone: 409, or 403 once it is known here that they work here no more.
            assertThat(answers).containsOnlyOnce(204);
            assertThat(administrator().get(people + "/members").<List<String>>path("items.id"))
                    .hasSize(1);
            if (answers.getFirst() != 204) {
                Tokens left = bob;
                soon(left, people + "/members", 200);
                annId = member(ann, invitation("\"administrator\""));
                soon(ann, people + "/members", 200);
                whoseMemberIs(ann, bobId)
                        .delete(people + "/members/" + bobId)
                        .then()
                        .statusCode(204);
            }
        }
    }

    @Test
    void whoIsNoAdministratorAnyMoreHasNoInvitationsOut() {
        Tokens ann = person();
        Tokens bob = person();
        String annId = member(ann, invitation("\"administrator\""));
        member(bob, invitation("\"administrator\""));
        soon(ann, people + "/members", 200);
        String wayBack = as(ann).body(invitation("\"administrator\""))
                .post(people + "/invitations")
                .path("code");
        soon(bob, people + "/members", 200);
        whoseMemberIs(bob, annId).delete(people + "/members/" + annId).then().statusCode(204);
        join(ann, wayBack).then().statusCode(404);
    }

    @Test
    void anAdministratorsInvitationsEndWithTheirLastDay() {
        Tokens ann = person();
        Tokens bob = person();
        String tomorrow = LocalDate.now(ZoneId.of("Europe/Tallinn")).plusDays(1).toString();
        String annId = member(ann, invitation("\"administrator\""));
        member(bob, invitation("\"administrator\""));
        soon(ann, people + "/members", 200);
        String wayBack = as(ann).body(invitation("\"administrator\""))
                .post(people + "/invitations")
                .path("code");
        soon(bob, people + "/members", 200);
        String endsAt = whoseMemberIs(bob, annId)
                .body("{\"roles\": [\"administrator\"], \"endsOn\": \"" + tomorrow + "\"}")
                .put(people + "/members/" + annId)
                .then()
                .statusCode(200)
                .extract()
                .path("endsAt");
        join(ann, wayBack).then().statusCode(404);
        as(ann).body(invitation("\"author\""))
                .post(people + "/invitations")
                .then()
                .statusCode(201)
                .body("expiresAt", equalTo(endsAt));
    }

    @Test
    void anAdministratorWithALastDayDoesNotStayBeyondItByAnyHand() {
        Tokens ann = person();
        String tomorrow = LocalDate.now(ZoneId.of("Europe/Tallinn")).plusDays(1).toString();
        String later = LocalDate.now(ZoneId.of("Europe/Tallinn")).plusDays(9).toString();
        String annId = member(ann, invitation("\"administrator\""));
        String bobId = member(person(), invitation("\"author\""));
        member(person(), invitation("\"administrator\""));
        soon(ann, people + "/members", 200);
        String forAnotherLogIn = as(ann).body("{\"roles\": [\"administrator\"], \"validDays\": 1}")
                .post(people + "/invitations")
                .path("code");
        whoseMemberIs(school.token("administrator"), annId)
                .body("{\"roles\": [\"administrator\"], \"endsOn\": \"" + tomorrow + "\"}")
                .put(people + "/members/" + annId)
                .then()
                .statusCode(200);
        join(person(), forAnotherLogIn).then().statusCode(404);
        for (String more : List.of(
                "{\"roles\": [\"administrator\"]}",
                "{\"roles\": [\"author\"]}",
                "{\"roles\": [\"administrator\"], \"endsOn\": \"" + later + "\"}")) {
            as(ann).header("If-Match", "*")
                    .body(more)
                    .put(people + "/members/" + annId)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/endsOn")));
        }
        as(ann).body(invitation("\"administrator\""))
                .post(people + "/invitations")
                .then()
                .statusCode(400);
        as(ann).header("If-Match", "*")
                .body("{\"roles\": [\"administrator\"]}")
                .put(people + "/members/" + bobId)
                .then()
                .statusCode(400);
        as(ann).header("If-Match", "*")
                .body("{\"roles\": [\"registrar\"]}")
                .put(people + "/members/" + bobId)
                .then()
                .statusCode(200);
        as(ann).body("{\"roles\": [\"administrator\"], \"endsOn\": \"" + tomorrow + "\"}")
                .post(people + "/invitations")
                .then()
                .statusCode(201);
    }

    /** What an instance holds in memory is behind what was just taken away; the tables are not. */
    @Test
    void whoWasJustRemovedOrDemotedGivesNothingBeforeItIsKnownEverywhere() throws SQLException {
        Tokens ann = person();
        String annId = member(ann, invitation("\"administrator\""));
        String bobId = member(person(), invitation("\"author\""));
        String open = administrator()
                .body(invitation("\"author\""))
                .post(people + "/invitations")
                .path("id");
        soon(ann, people + "/members", 200);
        for (String taken : List.of(
                "update membership set roles = '{registrar}' where id = ?::uuid",
                "update membership set roles = '{administrator}', ends_on = '2020-01-01' where id = ?::uuid",
                "update membership set state = 'REMOVED', name = null, email = null where id = ?::uuid")) {
            change(taken, annId);
            as(ann).get(people + "/members").then().statusCode(200);
            for (Response answer : List.of(
                    as(ann).body(invitation("\"administrator\"")).post(people + "/invitations"),
                    as(ann).delete(people + "/invitations/" + open),
                    as(ann).header("If-Match", "*")
                            .body(invitation("\"administrator\""))
                            .put(people + "/members/" + bobId),
                    as(ann).header("If-Match", "*").delete(people + "/members/" + bobId))) {
                answer.then().statusCode(403).body("type", equalTo(PROBLEM + "no-administrator"));
            }
        }
        administrator().get(people + "/members").then().body("items.id", equalTo(List.of(bobId)));
    }

    @Test
    void anAssessorIsLimitedToMicroCredentialsOfTheInstitution() {
        String ours = school.published();
        String theirs = Catalog.school().published();
        administrator()
                .body("{\"roles\": [\"assessor\"], \"microCredentials\": [\"%s\", \"%s\"]}".formatted(ours, theirs))
                .post(people + "/invitations")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/microCredentials")));
        String id = member(person(), "{\"roles\": [\"assessor\"], \"microCredentials\": [\"%s\"]}".formatted(ours));
        try (Events events = Catalog.events()) {
            Events.Event told =
                    events.await("catalog.memberships", event -> event.key().equals(id));
            assertThat(Catalog.data(told).path("limits").path("assessor").toString())
                    .isEqualTo("[\"" + ours + "\"]");
        }
    }

    @Test
    void aLimitedAssessorFindsOtherMicroCredentialsOfStaffNotAndAnAuditorReadsThemAll() {
        String ours = school.published();
        String other = school.draft();
        String staff = "/catalog/staff/micro-credentials";
        Tokens assessor = person();
        member(assessor, "{\"roles\": [\"assessor\"], \"microCredentials\": [\"%s\"]}".formatted(ours));
        soon(assessor, staff + "/" + ours, 200);
        as(assessor).get(staff + "/" + other).then().statusCode(404);
        as(assessor).get(staff).then().body("items.id", equalTo(List.of(ours)));
        Tokens auditor = person();
        member(auditor, invitation("\"auditor\""));
        soon(auditor, staff + "/" + other, 200);
        as(auditor).get(staff).then().body("items", hasSize(2));
        as(auditor)
                .header("If-Match", "*")
                .delete("/catalog/micro-credentials/" + other + "/draft")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator", "approver", "assessor", "auditor", "author", "registrar"})
    void whoLooksAfterDraftsReadsThem(String role) {
        String draft = school.draft();
        Tokens reader = person();
        member(reader, invitation("\"" + role + "\""));
        String staff = "/catalog/staff/micro-credentials";
        soon(reader, staff + "/" + draft, 200);
        as(reader)
                .get(staff + "?state=draft")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(draft)))
                .body("items[0].draft.title", notNullValue());
        as(reader)
                .header("If-Match", "*")
                .delete("/catalog/micro-credentials/" + draft + "/draft")
                .then()
                .statusCode(role.equals("author") ? 204 : 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"endorser", "moderator", "sponsor"})
    void draftsAreNotForWhoHasNothingToDoWithThem(String role) {
        String draft = school.draft();
        school.as(role).get("/catalog/staff/micro-credentials").then().statusCode(403);
        school.as(role).get("/catalog/staff/micro-credentials/" + draft).then().statusCode(403);
    }

    @Test
    void everyFaultIsNamedAtOnceAndNothingIsWritten() {
        Footprint before = Footprint.now();
        administrator()
                .body("""
                        {"roles": ["assessor", "operator"], "microCredentials": [null], "endsOn": "31.1.2027",
                         "email": "no address", "validDays": 0, "admin": true}""")
                .post(people + "/invitations")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/roles/1", "/endsOn", "/email", "/validDays", "/admin"))
                .body(
                        "errors.find { it.pointer == '/roles/1' }.detail",
                        equalTo("is not one of administrator, approver, assessor, auditor, author, endorser, moderator,"
                                + " registrar, sponsor"));
        administrator()
                .body("{\"roles\": [\"auditor\"], \"microCredentials\": [], \"endsOn\": \"2020-01-31\"}")
                .post(people + "/invitations")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/microCredentials", "/endsOn"));
        administrator()
                .body("{\"roles\": []}")
                .post(people + "/invitations")
                .then()
                .statusCode(400);
        as(person()).body("{}").post("/catalog/memberships").then().statusCode(400);
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void somebodyElsesInstitutionIsNotFound() {
        String id = member(person(), invitation("\"author\""));
        code(invitation("\"author\""));
        String invited = administrator().get(people + "/invitations").path("items[0].id");
        Catalog.School other = Catalog.school();
        String theirs = "/catalog/institutions/" + other.id();
        Footprint before = Footprint.now();
        for (String base : List.of(people, theirs)) {
            RequestSpecification stranger = other.as("administrator").header("If-Match", "*");
            stranger.get(base + "/members/" + id).then().statusCode(404);
            stranger.body("{\"roles\": [\"author\"]}")
                    .put(base + "/members/" + id)
                    .then()
                    .statusCode(404);
            other.as("administrator")
                    .header("If-Match", "*")
                    .delete(base + "/members/" + id)
                    .then()
                    .statusCode(404);
            other.as("administrator")
                    .delete(base + "/invitations/" + invited)
                    .then()
                    .statusCode(404);
        }
        for (String list : List.of("/members", "/invitations", "/people-changes")) {
            other.as("administrator").get(people + list).then().statusCode(404);
            other.as("administrator").get(theirs + list).then().statusCode(200).body("items", hasSize(0));
        }
        other.as("administrator")
                .body(invitation("\"author\""))
                .post(people + "/invitations")
                .then()
                .statusCode(404);
        other.as("administrator")
                .header("If-Match", "*")
                .body("{\"languages\": [\"en\"]}")
                .put(people + "/profile")
                .then()
                .statusCode(404);
        Catalog.operator()
                .get("/catalog/institutions/" + UUID.randomUUID() + "/members")
                .then()
                .statusCode(404);
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"author", "approver", "assessor", "auditor", "endorser", "moderator", "registrar", "sponsor"})
    void onlyAdministratorsAndOperatorsChangeAnInstitutionsPeople(String role) {
        Footprint before = Footprint.now();
        RequestSpecification other = school.as(role).header("If-Match", "*");
        other.body(invitation("\"author\""))
                .post(people + "/invitations")
                .then()
                .statusCode(403);
        other.body("{\"roles\": [\"author\"]}")
                .put(people + "/members/" + UUID.randomUUID())
                .then()
                .statusCode(403);
        school.as(role).delete(people + "/members/" + UUID.randomUUID()).then().statusCode(403);
        school.as(role)
                .delete(people + "/invitations/" + UUID.randomUUID())
                .then()
                .statusCode(403);
        other.body("{\"languages\": [\"en\"]}").put(people + "/profile").then().statusCode(403);
        for (String list : List.of("/members", "/invitations", "/people-changes")) {
            school.as(role).get(people + list).then().statusCode(role.equals("auditor") ? 200 : 403);
        }
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void theFirstAdministratorIsInvitedByAnOperator() {
        Tokens ann = person();
        String code = Catalog.operator()
                .body(invitation("\"administrator\""))
                .post(people + "/invitations")
                .then()
                .statusCode(201)
                .header("Cache-Control", containsString("no-store"))
                .extract()
                .path("code");
        join(ann, code).then().statusCode(201);
        soon(ann, people + "/members", 200);
        as(ann).body(invitation("\"author\""))
                .post(people + "/invitations")
                .then()
                .statusCode(201);
    }

    @Test
    void anAdministratorChangesHowTheInstitutionPresentsItself() {
        administrator()
                .header("If-Match", "\"0\"")
                .body("""
                        {"languages": ["et", "ru"], "brandColour": "#14324a",
                         "contacts": {"email": "registry@n.example", "telephone": "+372 555 0100"}}""")
                .put(people + "/profile")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Northfield University"))
                .body("timeZone", equalTo("Europe/Tallinn"))
                .body("languages", equalTo(List.of("et", "ru")))
                .body("contacts.email", equalTo("registry@n.example"));
        administrator()
                .header("If-Match", "\"1\"")
                .contentType("image/svg+xml")
                .body(Catalog.SVG)
                .put(people + "/logo")
                .then()
                .statusCode(200);
        administrator()
                .header("If-Match", "*")
                .body("""
                        {"languages": ["et", "et"], "contacts": {"email": "x"}}""")
                .put(people + "/profile")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/contacts/email"));
        administrator()
                .header("If-Match", "*")
                .body("{\"languages\": [\"et\"]}")
                .put(people + "/profile")
                .then()
                .statusCode(200)
                .body("contacts", nullValue())
                .body("brandColour", nullValue());
        try (Events events = Catalog.events()) {
            Events.Event told = events.await(
                    "catalog.organisations", event -> event.key().equals(school.id()) && event.version() == 1);
            assertThat(Catalog.data(told).path("contacts").path("telephone").asText())
                    .isEqualTo("+372 555 0100");
        }
    }

    @Test
    void membershipsAreToldAgainOnRequestAndCountedInMetrics() {
        String id = member(person(), invitation("\"author\""));
        Catalog.operator()
                .post("/catalog/operations/topics/catalog.memberships/republication")
                .then()
                .statusCode(200);
        try (Events events = Catalog.events()) {
            Await.await(() -> events.read("catalog.memberships").stream()
                            .filter(event -> event.key().equals(id))
                            .count()
                    == 2);
        }
        Management.get("/metrics")
                .then()
                .body(containsString("testamur_catalog_people_invitations_total"))
                .body(containsString("testamur_memberships_held"))
                .body(containsString("testamur_memberships_age_seconds"));
    }

    private static List<String> rows(String sql, String argument) throws SQLException {
        try (Connection owner = Footprint.owner();
                PreparedStatement select = owner.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet result = select.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                return rows;
            }
        }
    }

    private static void change(String sql, String argument) throws SQLException {
        try (Connection owner = Footprint.owner();
                PreparedStatement update = owner.prepareStatement(sql)) {
            update.setString(1, argument);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
