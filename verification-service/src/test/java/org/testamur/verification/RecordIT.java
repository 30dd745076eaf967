package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class RecordIT {

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void anIssuedCredentialIsValidAndEveryCheckSaysWhy() {
        World.PublishedCredential told = world.issue();
        World.verification(told.id())
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("credentialId", equalTo(told.id().toString()))
                .body("status", equalTo("valid"))
                .body("valid", equalTo(true))
                .body("checks.name", contains("schema", "proof", "issuer", "status", "dates"))
                .body("checks.outcome", everyItem(equalTo("passed")))
                .body("issuer.id", equalTo(world.did()))
                .body("issuer.name", equalTo("Northfield University"))
                .body("issuer.url", equalTo("https://northfield.example"))
                .body("achievement.name", equalTo("Food safety, level 2"))
                .body("achievement.criteria", equalTo("A written assessment of 40 questions, passed with 60 of 100."))
                .body(
                        "achievement.outcomes",
                        contains("Names the critical control points of a kitchen", "Keeps a temperature log"))
                .body("achievement.alignments[0].name", equalTo("apply food safety rules"))
                .body("recipient.name", nullValue())
                .body("credentialUrl", equalTo(told.url()))
                .body("supersededBy", nullValue())
                .body("history.status", contains("valid"));
    }

    @Test
    void aRevocationShowsWithItsReasonAndNotWithWhatWasWritten() {
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "revoked", Map.of("reasonCode", "issued-in-error", "reason", "Lukas cheated"));
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        World.verification(told.id())
                .body("valid", equalTo(false))
                .body("reasonCode", equalTo("issued-in-error"))
                .body("checks.find { it.name == 'status' }.outcome", equalTo("failed"))
                .body("checks.find { it.name == 'status' }.reason", containsString("It was issued in error."))
                .body("checks.find { it.name == 'proof' }.outcome", equalTo("passed"))
                .body("history.status", contains("revoked", "valid"))
                .body("history.reasonCode", contains("issued-in-error", null))
                .body("history[0].reason", equalTo("It was issued in error."));
        page(told.id())
                .body(containsString("This credential was revoked"), containsString("It was issued in error."))
                .body(not(containsString("Lukas")));
        assertThat(Objects.requireNonNull(
                                events.await("verification.records", event -> of(event, told) && event.version() == 2)
                                        .data())
                        .toString())
                .contains("issued-in-error")
                .doesNotContain("Lukas");
        assertThat(Rows.everything(dataSource, "record_change")).doesNotContain("Lukas");
        assertThat(Rows.everything(dataSource, "verification_record")).doesNotContain("Lukas");
    }

    @Test
    void aRevocationToldWithoutACodeStillCounts() {
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "revoked", Map.of("reason", "Written long ago"));
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        World.verification(told.id()).body("reasonCode", nullValue());
        page(told.id()).body(not(containsString("Written long ago")));
    }

    @Test
    void aSuspendedCredentialDoesNotCountUntilItIsReinstated() {
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "suspended", Map.of("reasonCode", "under-review"));
        World.soon().until(() -> World.verdict(told.id()).equals("suspended"));
        World.verification(told.id())
                .body("valid", equalTo(false))
                .body("reasonCode", equalTo("under-review"))
                .body("checks.find { it.name == 'status' }.code", equalTo("suspended"));
        page(told.id()).body(containsString("This credential is suspended"), containsString("It is under review."));
        world.tell(told, 3, "issued");
        World.soon().until(() -> World.verdict(told.id()).equals("valid"));
        World.verification(told.id())
                .body("valid", equalTo(true))
                .body("reasonCode", nullValue())
                .body("history.status", contains("valid", "suspended", "valid"));
        page(told.id()).body(containsString("Reinstated"));
        world.tell(told, 2, "suspended", Map.of("reasonCode", "under-review"));
        events.await("verification.records", event -> of(event, told) && event.version() == 3);
        World.PublishedCredential marker = world.issue();
        events.await("verification.records", event -> of(event, marker));
        assertThat(World.verdict(told.id())).isEqualTo("valid");
    }

    @Test
    void whatWasReplacedUnderAnotherNameLeadsNowhere() {
        World.PublishedCredential told = world.issue();
        world.tellLearner(told.learner(), 1, "Former Name", true);
        World.PublishedCredential newer = world.issue();
        world.tell(
                told,
                2,
                "superseded",
                Map.of("reasonCode", "name-changed", "supersededBy", newer.id(), "hidden", true));
        World.soon().until(() -> World.verdict(told.id()).equals("superseded"));
        for (String at : List.of("", "?at=" + Instant.now(Clock.systemUTC()).minusMillis(1))) {
            assertThat(given().get("/verification/credentials/" + told.id() + at)
                            .then()
                            .statusCode(200)
                            .body("status", equalTo("superseded"))
                            .body("valid", equalTo(false))
                            .body("issuer.name", equalTo("Northfield University"))
                            .body("history", empty())
                            .extract()
                            .asString())
                    .doesNotContain(newer.id().toString())
                    .doesNotContain("Former Name")
                    .doesNotContain("Food safety")
                    .doesNotContain("name-changed")
                    .doesNotContain("recipient")
                    .doesNotContain("awardedAt")
                    .doesNotContain("urn:uuid:");
        }
        page(told.id())
                .body(containsString("This credential was replaced"))
                .body(not(containsString(newer.id().toString())), not(matchesRegex("(?s).*/verify/[0-9a-f]{8}-.*")))
                .body(not(containsString("Former Name")), not(containsString("Food safety")));
        assertThat(Objects.requireNonNull(
                                events.await("verification.records", event -> of(event, told) && event.version() == 2)
                                        .data())
                        .toString())
                .contains("\"hidden\":true")
                .doesNotContain(newer.id().toString())
                .doesNotContain("name-changed");
        given().contentType("application/json")
                .body("{\"verifiableCredential\":" + Badge.text(told.document()) + "}")
                .post("/credentials/verify")
                .then()
                .body("verified", equalTo(false))
                .body("status", equalTo("superseded"));
        assertThat(Rows.text(
                        dataSource,
                        org.testamur.platform.tenancy.Access.everywhere(),
                        "select t::text from verification_record t where credential_id = '" + told.id() + "'"))
                .doesNotContain(newer.id().toString())
                .doesNotContain("urn:uuid:");
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
    }

    @Test
    void whatWasRevokedAndThenHiddenIsStillRevoked() {
        World.PublishedCredential told = world.issue();
        world.tellLearner(told.learner(), 1, "Former Name", true);
        world.tell(told, 2, "revoked", Map.of("reasonCode", "misconduct"));
        world.tell(told, 3, "revoked", Map.of("reasonCode", "misconduct", "hidden", true));
        World.PublishedCredential unheard = world.credential();
        world.tell(unheard, 3, "revoked", Map.of("reasonCode", "misconduct", "hidden", true));
        for (World.PublishedCredential each : List.of(told, unheard)) {
            World.soon()
                    .until(() -> World.status(each.id()) == 200
                            && World.verification(each.id()).extract().path("achievement") == null);
            assertThat(World.verification(each.id())
                            .body("status", equalTo("revoked"))
                            .body("valid", equalTo(false))
                            .body("reasonCode", equalTo("misconduct"))
                            .body("checks.code", contains("revoked"))
                            .body("history", empty())
                            .extract()
                            .asString())
                    .doesNotContain("Former Name")
                    .doesNotContain("Food safety")
                    .doesNotContain("newer");
            page(each.id())
                    .body(containsString("This credential was revoked"), containsString("Misconduct was found."))
                    .body(not(containsString("newer")), not(containsString("Former Name")));
            given().contentType("application/json")
                    .body("{\"verifiableCredential\":" + Badge.text(each.document()) + "}")
                    .post("/credentials/verify")
                    .then()
                    .body("verified", equalTo(false))
                    .body("status", equalTo("revoked"));
        }
        assertThat(Objects.requireNonNull(
                                events.await("verification.records", event -> of(event, told) && event.version() == 3)
                                        .data())
                        .toString())
                .contains("\"hidden\":true")
                .contains("\"status\":\"revoked\"")
                .contains("misconduct");
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
    }

    @Test
    void atATimeItAnswersAsThingsStoodThen() {
        Instant before = Instant.now(Clock.systemUTC()).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        World.PublishedCredential told = world.issue();
        Instant issued = pause();
        world.tell(told, 2, "suspended", Map.of("reasonCode", "appeal"));
        World.soon().until(() -> World.verdict(told.id()).equals("suspended"));
        Instant suspended = pause();
        world.tell(told, 3, "issued");
        World.soon().until(() -> World.verdict(told.id()).equals("valid"));
        Instant reinstated = pause();
        world.tell(told, 4, "revoked", Map.of("reasonCode", "misconduct"));
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        assertThat(verdictAt(told, issued)).isEqualTo("valid");
        assertThat(verdictAt(told, suspended)).isEqualTo("suspended");
        assertThat(verdictAt(told, reinstated)).isEqualTo("valid");
        assertThat(verdictAt(told, pause())).isEqualTo("revoked");
        assertThat(verdictAt(told, before.minusSeconds(60))).isEqualTo("not-yet-valid");
        given().get("/verification/credentials/" + told.id() + "?at=" + suspended)
                .then()
                .body("at", equalTo(World.written(suspended)))
                .body("reasonCode", equalTo("appeal"))
                .body("history.status", contains("suspended", "valid"));
        for (String at : List.of("yesterday", "2026-01-01", "2999-01-01T00:00:00Z")) {
            given().queryParam("at", at)
                    .get("/verification/credentials/" + told.id())
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("query:at"));
        }
    }

    private static Instant pause() {
        Instant from = Instant.now(Clock.systemUTC());
        World.soon().until(() -> Instant.now(Clock.systemUTC()).isAfter(from.plusMillis(5)));
        return from;
    }

    private static String verdictAt(World.PublishedCredential told, Instant at) {
        return given().get("/verification/credentials/" + told.id() + "?at=" + at)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    @Test
    void aReplacedCredentialLeadsToTheNewerOne() {
        World.PublishedCredential told = world.issue();
        UUID newer = UUID.randomUUID();
        world.tell(told, 2, "superseded", Map.of("supersededBy", newer));
        World.soon().until(() -> World.verdict(told.id()).equals("superseded"));
        World.verification(told.id()).body("supersededBy", equalTo(newer.toString()));
        page(told.id()).body(containsString("/verify/" + newer));
    }

    @Test
    void datesAreComputedWhenAsked() {
        Instant now = Instant.now(Clock.systemUTC());
        World.PublishedCredential early = world.credential(now.plus(Duration.ofDays(2)));
        world.tell(early, 1, "issued");
        World.soon().until(() -> World.status(early.id()) == 200);
        assertThat(World.verdict(early.id())).isEqualTo("not-yet-valid");

        UUID id = UUID.randomUUID();
        String url = "https://localhost:8443/credentials/" + id;
        var document = Badge.unsigned(url, world.did(), now.minus(Duration.ofDays(9)))
                .put("validUntil", now.minus(Duration.ofDays(1)).toString());
        World.PublishedCredential late = new World.PublishedCredential(
                id, url, UUID.randomUUID(), UUID.randomUUID(), Badge.sign(document, world.keyId(), world.key()));
        world.tell(late, 1, "issued");
        World.soon().until(() -> World.status(late.id()) == 200);
        assertThat(World.verdict(late.id())).isEqualTo("expired");
    }

    @Test
    void aTamperedDocumentOnRecordIsInvalid() {
        World.PublishedCredential told = world.credential();
        told.document()
                .withObject("credentialSubject")
                .withObject("achievement")
                .put("name", "Brain surgery");
        world.tell(told, 1, "issued");
        World.soon().until(() -> World.status(told.id()) == 200);
        World.verification(told.id())
                .body("status", equalTo("invalid"))
                .body("checks.find { it.name == 'proof' }.code", equalTo("signature-mismatch"))
                .body("checks.find { it.name == 'issuer' }.outcome", equalTo("not-checked"));
        page(told.id()).body(containsString("This credential is not valid"));
    }

    @Test
    void nothingOfACompromisedKeyCountsOnceThatIsKnown() {
        World.PublishedCredential told = world.issue();
        Instant known = pause();
        world.tellIssuer(2, "compromised", known.minus(Duration.ofDays(30)), known);
        World.soon().until(() -> code(told.id(), "issuer").equals("key-compromised"));
        World.verification(told.id())
                .body("status", equalTo("invalid"))
                .body("checks.find { it.name == 'issuer' }.reason", containsString(world.keyId()))
                .body("checks.find { it.name == 'issuer' }.reason", containsString("whenever it was signed"));
        assertThat(given().get("/verification/credentials/" + told.id() + "?at=" + known.minusMillis(1))
                        .then()
                        .extract()
                        .<String>path("checks.find { it.name == 'issuer' }.code"))
                .isEqualTo("key-retired");
        world.tellIssuer(3, "compromised", known.plusSeconds(3600), known);
        World.soon().until(() -> "valid".equals(verdictAt(told, known.minusMillis(1))));
        given().get("/verification/credentials/" + told.id() + "?at=" + known.minusMillis(1))
                .then()
                .body("warnings.code", contains("key-compromised-since"));
    }

    @Test
    void aRetiredKeyGoesOnToProveWhatItSigned() {
        World.PublishedCredential told = world.issue();
        world.tellIssuer(2, "retired", Instant.now(Clock.systemUTC()).plusSeconds(3600));
        World.PublishedCredential marker = world.issue();
        assertThat(World.verdict(marker.id())).isEqualTo("valid");
        assertThat(World.verdict(told.id())).isEqualTo("valid");
        world.tellIssuer(3, "retired", Instant.now(Clock.systemUTC()).minus(Duration.ofDays(30)));
        World.soon().until(() -> code(told.id(), "issuer").equals("key-retired"));
        assertThat(World.verdict(told.id())).isEqualTo("invalid");
    }

    @Test
    void anEventThatArrivesThreeTimesMakesOneRecordAndOneFact() {
        World.PublishedCredential told = world.credential();
        var issued = world.tell(told, 1, "issued");
        events.send("issuance.credentials", issued);
        events.send("issuance.credentials", issued);
        var revoked = world.tell(told, 2, "revoked");
        events.send("issuance.credentials", issued);
        events.send("issuance.credentials", revoked);
        World.soon()
                .until(() -> World.status(told.id()) == 200
                        && World.verdict(told.id()).equals("revoked"));
        events.await("verification.records", event -> of(event, told) && event.version() == 2);
        World.PublishedCredential marker = world.issue();
        events.await("verification.records", event -> of(event, marker));
        assertThat(events.read("verification.records").stream()
                        .filter(event -> of(event, told))
                        .map(event -> Objects.requireNonNull(event.data())
                                .path("status")
                                .textValue()))
                .containsExactly("valid", "revoked");
        World.verification(told.id()).body("history.status", contains("revoked", "valid"));
    }

    @Test
    void toldFactsKeepTheirSchema() throws Exception {
        World.PublishedCredential told = world.issue();
        world.tell(told, 2, "revoked", Map.of("reasonCode", "result-withdrawn"));
        world.tellErasure(told.learner(), told.enrolment());
        var erased = events.await("verification.records", event -> of(event, told) && hasStatus(event, "erased"));
        assertThat(erased.type()).isEqualTo("org.testamur.verification.record.changed.v1");
        assertThat(erased.headers())
                .containsEntry("ce_institution", world.institution().toString());
        try (InputStream schema = getClass().getResourceAsStream("/contracts/schemas/verification.records.v1.json")) {
            var compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
            for (var event : events.read("verification.records")) {
                assertThat(compiled.validate(Objects.requireNonNull(event.data())))
                        .isEmpty();
            }
        }
    }

    @Test
    void theNameShowsOnlyWhileTheLearnerConsents() {
        World.PublishedCredential told = world.issue();
        world.tellLearner(told.learner(), 1, "ليلى حداد", false);
        world.tellLearner(told.learner(), 2, "ليلى حداد", true);
        World.soon()
                .until(() -> "ليلى حداد"
                        .equals(World.verification(told.id()).extract().path("recipient.name")));
        page(told.id()).body(containsString("<bdi>ليلى حداد</bdi>"));
        world.tellLearner(told.learner(), 3, "ليلى حداد", false);
        World.soon().until(() -> World.verification(told.id()).extract().path("recipient.name") == null);
        page(told.id()).body(not(containsString("ليلى")));
    }

    @Test
    void anErasedCredentialIsGoneAndStaysGone() throws Exception {
        World.PublishedCredential told = world.issue();
        world.tellLearner(told.learner(), 1, "Lukas Erasable", true);
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
        page(told.id(), 410).body(containsString("This credential was erased"));

        // What arrives late of them is not kept.
        world.tell(told, 2, "revoked", Map.of("reason", "Late"));
        world.tellLearner(told.learner(), 2, "Lukas Erasable", true);
        World.PublishedCredential another = world.credential();
        World.PublishedCredential late = new World.PublishedCredential(
                another.id(), another.url(), told.learner(), UUID.randomUUID(), another.document());
        world.tell(late, 1, "issued");
        World.soon().until(() -> World.status(late.id()) == 410);
        assertThat(World.status(told.id())).isEqualTo(410);
        for (String table : List.of("verification_record", "shown_name", "record_change", "delivery", "parked_event")) {
            assertThat(Rows.everything(dataSource, table))
                    .as(table)
                    .doesNotContain(told.learner().toString())
                    .doesNotContain("Lukas Erasable")
                    .doesNotContain(told.enrolment().toString());
        }
    }

    @Test
    void aTombstoneErasesAndHoldsThePlaceOfWhatWasNeverHeardOf() {
        World.PublishedCredential told = world.issue();
        UUID unheard = UUID.randomUUID();
        for (UUID id : List.of(told.id(), unheard)) {
            events.send(
                    "issuance.credentials",
                    Events.Event.of("org.testamur.issuance.credential.erased.v1", id, world.institution(), 9, null));
            World.soon().until(() -> World.status(id) == 410);
        }
    }

    @Test
    void aCredentialWaitsForItsInstitutionAndIssuer() {
        World silent = World.silent(events);
        World.PublishedCredential told = silent.credential();
        silent.tell(told, 1, "issued");
        silent.tellInstitution();
        World.PublishedCredential marker = world.issue();
        assertThat(World.status(marker.id())).isEqualTo(200);
        assertThat(World.status(told.id())).isEqualTo(404);
        silent.tellIssuer(1, "active", null);
        World.soon().until(() -> World.status(told.id()) == 200);
        assertThat(World.verdict(told.id())).isEqualTo("valid");
    }

    @Test
    void whatWasNeverIssuedIsNotFound() {
        World.verification(UUID.randomUUID())
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:credential-not-found"));
        page(UUID.randomUUID(), 404).body(containsString("We do not know this credential"));
        given().get("/verify/not-an-id").then().statusCode(404).contentType("text/html");
        given().get("/verification/credentials/not-an-id").then().statusCode(404);
    }

    @Test
    void civilDatesAreTheInstitutionsOnThePageAndInJson() {
        World.PublishedCredential told = world.issue();
        String zone = World.verification(told.id()).extract().path("issuer.timeZone");
        LocalDate awarded = Instant.parse(
                        World.verification(told.id()).extract().path("awardedAt"))
                .atZone(ZoneId.of(zone))
                .toLocalDate();
        World.verification(told.id()).body("awardedOn", equalTo(awarded.toString()));
        page(told.id()).body(containsString("<time datetime=\"" + awarded + "\">"));
    }

    @Test
    void thePageNeedsNoScriptAndNothingFromElsewhere() {
        World.PublishedCredential told = world.issue();
        String page = page(told.id())
                .header("Content-Security-Policy", containsString("default-src 'none'; style-src 'sha256-"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .body(containsString("This credential is valid"))
                .body(containsString("Names the critical control points of a kitchen"))
                .body(containsString("Northfield University"))
                .body(containsString("/verification/credentials/" + told.id()))
                .extract()
                .asString();
        assertThat(withoutData(page)).doesNotContain("<script");
    }

    /** Without what programs read of the page (schema.org), which no browser runs. */
    private static String withoutData(String page) {
        return page.replaceFirst("<script type=\"application/ld\\+json\">[^<]*</script>", "");
    }

    @Test
    void hostileTextStaysText() {
        UUID id = UUID.randomUUID();
        String url = "https://localhost:8443/credentials/" + id;
        var document = Badge.unsigned(url, world.did(), Instant.now(Clock.systemUTC()));
        document.withObject("credentialSubject")
                .withObject("achievement")
                .put("name", "<script>alert(1)</script> \"quoted\" 𝔘𝔫𝔦 שלום");
        World.PublishedCredential told = new World.PublishedCredential(
                id, url, UUID.randomUUID(), UUID.randomUUID(), Badge.sign(document, world.keyId(), world.key()));
        world.tell(told, 1, "issued");
        World.soon().until(() -> World.status(id) == 200);
        assertThat(World.verdict(id)).isEqualTo("valid");
        String page = page(id).extract().asString();
        assertThat(withoutData(page)).contains("𝔘𝔫𝔦 שלום").doesNotContain("<script");
    }

    @Test
    void aNameOfWhateverCharactersIsShownAsItIs() {
        World.PublishedCredential told = world.issue();
        world.tellInstitution(2, "<b>Bed & Breakfast's</b> \"College\"");
        World.soon()
                .until(() -> World.verification(told.id())
                        .extract()
                        .<String>path("issuer.name")
                        .startsWith("<b>"));
        String shown = "&lt;b&gt;Bed &amp; Breakfast&#39;s&lt;/b&gt; &quot;College&quot;";
        page(told.id()).body(containsString(shown));
        world.tell(told, 2, "superseded", Map.of("reasonCode", "name-changed", "hidden", true));
        World.soon().until(() -> World.verdict(told.id()).equals("superseded"));
        page(told.id()).body(containsString(shown));
    }

    @Test
    void factsCanBeToldAgain() {
        World.PublishedCredential told = world.issue();
        events.await("verification.records", event -> of(event, told));
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/verification/operations/topics/verification.records/republication")
                .then()
                .statusCode(200);
        World.soon()
                .until(() -> events.read("verification.records").stream()
                                .filter(event -> of(event, told))
                                .count()
                        == 2);
    }

    @Test
    void projectionsCanBeRebuilt() {
        World.PublishedCredential told = world.issue();
        for (String name : List.of(
                "verification.organisations",
                "verification.micro-credentials",
                "verification.issuers",
                "verification.learners")) {
            given().auth()
                    .oauth2(Tokens.operator().sign())
                    .post("/verification/operations/projections/" + name + "/rebuild")
                    .then()
                    .statusCode(200);
        }
        World.soon()
                .until(() -> Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select count(*) from projection_rebuild where done < generation")
                        .equals("0"));
        World.soon().until(() -> World.verdict(told.id()).equals("valid"));
    }

    private static io.restassured.response.ValidatableResponse page(UUID id) {
        return page(id, 200);
    }

    private static io.restassured.response.ValidatableResponse page(UUID id, int status) {
        var response = given().accept("text/html").get("/verify/" + id);
        keep(response.asString());
        return response.then().statusCode(status).contentType("text/html;charset=UTF-8");
    }

    /** For people to look at. */
    private static void keep(String html) {
        try {
            Path pages = Files.createDirectories(Path.of("target", "pages"));
            Files.writeString(
                    pages.resolve(StackWalker.getInstance()
                                    .walk(frames -> frames.map(StackWalker.StackFrame::getMethodName)
                                            .filter(name -> !name.equals("keep") && !name.equals("page"))
                                            .findFirst()
                                            .orElse("page"))
                            + ".html"),
                    html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(UUID id, String check) {
        return World.verification(id).extract().path("checks.find { it.name == '" + check + "' }.code");
    }

    private static boolean of(Events.Event event, World.PublishedCredential told) {
        return event.key().equals(told.id().toString());
    }

    private static boolean hasStatus(Events.Event event, String status) {
        return event.data() != null && status.equals(event.data().path("status").textValue());
    }
}
