package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Issuance runs twice, dies between signing and keeping, and projections begin from nothing: nothing is lost or doubled. */
class SideBySideE2E {

    private static final String TAKEN = "select count(*) from consumed_version where consumer = ?";

    private static final List<String> LEARNERS = List.of("lena", "lukas", "layla");

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    @Test
    void twoInstancesIssueEachPassOnceAndSetUpEachInstitutionOnce() throws Exception {
        LEARNERS.forEach(classroom::learner);
        List<Answer> enrolments = new ArrayList<>();
        List<JsonNode> institutions = new CopyOnWriteArrayList<>();
        try (Twin twin = Twin.of(stack, "issuance")) {
            twin.start();
            bothWork();
            List<Answer> first = enrolments(4);
            enrolments.addAll(first);
            flow(first, institutions);
            await("credentials of the second instance")
                    .atMost(Classroom.PATIENCE)
                    .until(() -> issuedBy(twin));

            List<Answer> second = enrolments(4);
            enrolments.addAll(second);
            int before = institutions.size();
            Thread stream = Thread.ofVirtual().start(() -> flow(second, institutions));
            await().atMost(Classroom.PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> institutions.size() > before);
            twin.kill();
            twin.start();
            assertThat(stream.join(Classroom.PATIENCE)).isTrue();
            await("credentials of the second instance, started again")
                    .atMost(Classroom.PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        List<Answer> more = enrolments(1);
                        enrolments.addAll(more);
                        flow(more, institutions);
                        return issuedBy(twin);
                    });

            eachIsSetUpOnce(institutions, twin);
            eachIsIssuedOnce(enrolments, twin);
        }
    }

    private List<Answer> enrolments(int microCredentials) {
        List<Answer> enrolments = new ArrayList<>();
        for (int i = 0; i < microCredentials; i++) {
            Classroom.Published published = classroom.publish("Side by side");
            LEARNERS.forEach(learner -> enrolments.add(classroom.enrol(learner, published)));
        }
        return enrolments;
    }

    private static boolean issuedBy(Twin twin) {
        return twin.counted("testamur_credentials_issued_total") > 0;
    }

    private static void bothWork() {
        for (String consumer : List.of("issuance.results", "issuance.enrolments", "issuance.micro-credentials")) {
            await("a share of " + consumer + " for both instances")
                    .atMost(Classroom.PATIENCE)
                    .until(() -> Inside.sharers(consumer) == 2);
        }
    }

    /** Passes, and a new institution after every few of them. */
    private void flow(List<Answer> enrolments, List<JsonNode> institutions) {
        for (int i = 0; i < enrolments.size(); i++) {
            if (i % 4 == 0) {
                institutions.add(newInstitution());
            }
            classroom.record(enrolments.get(i), 80);
        }
    }

    private JsonNode newInstitution() {
        ObjectNode body = classroom.seed.institution("northfield").body().deepCopy();
        body.put("slug", "side-" + UUID.randomUUID());
        body.put("name", "Founded While Two Were Running");
        return stack.person("olivia")
                .post("/catalog/institutions")
                .json(body)
                .send()
                .expect(201)
                .json();
    }

    private void eachIsSetUpOnce(List<JsonNode> institutions, Twin twin) throws SQLException {
        Map<String, List<JsonNode>> documents = new HashMap<>();
        for (JsonNode institution : institutions) {
            String id = institution.path("id").asText();
            String path = "/issuers/" + institution.path("slug").asText() + "/did.json";
            await(path)
                    .atMost(Classroom.PATIENCE)
                    .until(() -> stack.anybody().get(path).send().status() == 200);
            JsonNode document = Json.read(sameBytes(path, twin));
            assertThat(document.path("id")).isEqualTo(institution.path("issuerId"));
            assertThat(document.path("verificationMethod")).hasSize(1);
            documents.put(id, List.of(document));
            assertThat(Inside.count("issuance", "select count(*) from signing_key where institution_id = ?", id))
                    .isEqualTo(1);
            assertThat(Inside.count(
                            "issuance",
                            "select count(*) from signing_key where institution_id = ? and state = 'active'",
                            id))
                    .isEqualTo(1);
        }
        await("what is told of the issuers")
                .atMost(Classroom.PATIENCE)
                .untilAsserted(() -> assertThat(didDocumentsTold()).containsAllEntriesOf(documents));
    }

    /** Every record of each institution, equal ones too. */
    private static Map<String, List<JsonNode>> didDocumentsTold() {
        return Inside.records().stream()
                .filter(record -> record.topic().equals("issuance.issuers"))
                .collect(Collectors.groupingBy(
                        record -> Inside.text(record.key()),
                        Collectors.mapping(
                                record -> Json.read(record.value()).path("didDocument"), Collectors.toList())));
    }

    private void eachIsIssuedOnce(List<Answer> enrolments, Twin twin) throws SQLException {
        Map<String, String> credentials = new HashMap<>();
        Set<String> places = new HashSet<>();
        Set<String> lists = new HashSet<>();
        for (Answer enrolled : enrolments) {
            String enrolment = enrolled.json().path("id").asText();
            String credential =
                    classroom.award(enrolled, "issued").path("credentialId").asText();
            credentials.put(enrolment, credential);
            assertThat(Inside.count(
                            "issuance",
                            "select count(*) from credential where enrolment_id = ?",
                            UUID.fromString(enrolment)))
                    .as("credentials of " + enrolment)
                    .isEqualTo(1);
            JsonNode status =
                    Json.read(sameBytes("/credentials/" + credential, twin)).path("credentialStatus");
            String list = status.path("statusListCredential").asText();
            lists.add(list);
            places.add(list + "#" + status.path("statusListIndex").asText());
            JsonNode verified = classroom.verified(credential, "valid");
            assertThat(verified.path("valid").asBoolean())
                    .as(verified.toString())
                    .isTrue();
        }
        assertThat(credentials.values()).doesNotHaveDuplicates();
        assertThat(places).hasSize(enrolments.size());
        lists.forEach(list -> sameBytes(list.substring(list.indexOf("/status-lists/")), twin));
        Map<String, Set<String>> told = Inside.credentialsTold();
        credentials.forEach((enrolment, credential) ->
                assertThat(told.get(enrolment)).as("told of " + enrolment).containsExactly(credential));
    }

    /** What the front door and both instances serve alike. */
    private byte[] sameBytes(String path, Twin twin) {
        byte[] served = stack.anybody().get(path).send().expect(200).body();
        for (String origin : List.of(twin.firstUrl(), twin.url())) {
            assertThat(stack.anybody().get(origin + path).send().expect(200).body())
                    .as(origin + path)
                    .isEqualTo(served);
        }
        return served;
    }

    @Test
    void killedAfterSigningBeforeInsert() throws Exception {
        classroom.learner("lena");
        try (WebhookSink sink = new WebhookSink()) {
            JsonNode endpoint = Employer.listens(classroom, sink);
            Answer enrolled = classroom.enrol("lena", classroom.publish("Signed, not kept"));
            UUID enrolment = UUID.fromString(enrolled.json().path("id").asText());
            int backend;
            try (Connection holder = Inside.database("issuance")) {
                holder.setAutoCommit(false);
                try (var lock = holder.createStatement()) {
                    lock.execute("lock table credential in share mode");
                }
                classroom.record(enrolled, 80);
                backend = await("the insert to wait")
                        .atMost(Classroom.PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(SideBySideE2E::insertingBackend, pid -> pid != 0);
                Parts.testamur(stack, "kill", "issuance");
                holder.rollback();
            }
            await("the end of what was begun")
                    .atMost(Classroom.PATIENCE)
                    .until(() ->
                            Inside.count("issuance", "select count(*) from pg_stat_activity where pid = ?", backend)
                                    == 0);
            assertThat(issued(enrolment)).as("kept of what was signed").isZero();
            Parts.testamur(stack, "start", "issuance");

            String credential =
                    classroom.award(enrolled, "issued").path("credentialId").asText();
            classroom.verified(credential, "valid");
            await("the webhook")
                    .atMost(Classroom.PATIENCE)
                    .untilAsserted(() -> assertThat(Employer.issued(sink)).containsKey(credential));
            assertThat(issued(enrolment)).isEqualTo(1);
            assertThat(Inside.credentialsTold().get(enrolment.toString())).containsExactly(credential);
            assertThat(Inside.count(
                            "verification",
                            "select count(*) from record_change where credential_id = ?",
                            UUID.fromString(credential)))
                    .isEqualTo(1);
            assertThat(Employer.issued(sink).get(credential)).hasSize(1);
            Employer.stops(classroom, endpoint);
        }
    }

    /** The backend in which issuance waits to keep what it has signed; 0 while there is none. */
    private static int insertingBackend() throws SQLException {
        return (int) Inside.count("issuance", """
                select coalesce(max(pid), 0) from pg_stat_activity
                 where datname = 'issuance' and application_name = 'testamur-issuance' and wait_event_type = 'Lock'
                   and query ilike 'insert into credential%'""");
    }

    private static long issued(UUID enrolment) throws SQLException {
        return Inside.count("issuance", "select count(*) from credential where enrolment_id = ?", enrolment);
    }

    @Test
    void projectionsAreRebuiltFromNothing() throws Exception {
        classroom.learner("lena");
        classroom.learner("lukas");
        try (WebhookSink sink = new WebhookSink()) {
            JsonNode endpoint = Employer.listens(classroom, sink);
            Classroom.Published published = classroom.publish("Before all was read again");
            String old = passed(classroom.enrol("lena", published), sink);
            JsonNode verified = unhurried(classroom.verified(old, "valid"));
            Answer open = classroom.enrol("lukas", published);
            // Here before anything is emptied, so that nothing else is on its way.
            classroom.assessor.get("/assessment/results").after(open).send().expect(200);
            classroom.award(open, "none");
            everyResultIsNoted();
            Map<String, Long> rows = settled();
            long credentials = Inside.count("issuance", "select count(*) from credential");
            long records = Inside.count("verification", "select count(*) from verification_record");
            var ends = Inside.ends();

            List<String> rebuilt = new ArrayList<>();
            for (String service : Inside.DATABASES) {
                for (String consumer : consumers(service)) {
                    if (rebuilds(service, consumer)) {
                        rebuilt.add(consumer);
                    }
                }
            }
            assertThat(rebuilt)
                    .contains(
                            "enrolment.organisations",
                            "enrolment.micro-credentials",
                            "assessment.organisations",
                            "assessment.micro-credentials",
                            "assessment.learners",
                            "assessment.enrolments",
                            "issuance.micro-credentials",
                            "issuance.learners",
                            "issuance.enrolments",
                            "verification.organisations",
                            "verification.learners",
                            "verification.issuers");
            await("what was asked for to be rebuilt").atMost(Classroom.PATIENCE).until(() -> openRebuilds() == 0);
            assertThat(settled()).isEqualTo(rows);
            assertThat(Inside.ends()).as("facts told by reading again").isEqualTo(ends);

            assertThat(unhurried(classroom.verified(old, "valid"))).isEqualTo(verified);
            String then = passed(open, sink);
            String fresh = passed(classroom.enrol("lena", classroom.publish("After all was read again")), sink);
            assertThat(List.of(old, then, fresh)).doesNotHaveDuplicates();
            Map<String, Set<String>> webhooks = Employer.issued(sink);
            assertThat(webhooks).containsOnlyKeys(old, then, fresh);
            webhooks.forEach((credential, ids) -> assertThat(ids).as(credential).hasSize(1));
            assertThat(Inside.count("issuance", "select count(*) from credential"))
                    .isEqualTo(credentials + 2);
            assertThat(Inside.count("verification", "select count(*) from verification_record"))
                    .isEqualTo(records + 2);
            Employer.stops(classroom, endpoint);
        }
    }

    /** The credential of a pass, once the employer has heard of it too. */
    private String passed(Answer enrolled, WebhookSink sink) {
        classroom.record(enrolled, 80);
        String credential =
                classroom.award(enrolled, "issued").path("credentialId").asText();
        classroom.verified(credential, "valid");
        await("the webhook of " + credential)
                .atMost(Classroom.PATIENCE)
                .untilAsserted(() -> assertThat(Employer.issued(sink)).containsKey(credential));
        return credential;
    }

    /** An answer of verification without the moment at which it was given. */
    private static JsonNode unhurried(JsonNode verification) {
        return ((ObjectNode) verification.deepCopy()).without("checkedAt");
    }

    /** Consumers of a service that have taken anything. */
    private static List<String> consumers(String service) throws SQLException {
        List<String> consumers = new ArrayList<>();
        try (Connection connection = Inside.database(service);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct consumer from consumed_version order by 1")) {
            while (rows.next()) {
                consumers.add(rows.getString(1));
            }
        }
        return consumers;
    }

    /** What an instance had in hand that was killed a moment ago is nobody's until its time has run out. */
    private static void everyResultIsNoted() {
        await("every result to be noted by both that take it")
                .atMost(Classroom.PATIENCE)
                .until(() -> Inside.count("issuance", TAKEN, "issuance.results-told")
                        == Inside.count("issuance", TAKEN, "issuance.results"));
    }

    /** Returns when the projection is whole again; false for a consumer that is no projection. */
    private boolean rebuilds(String service, String consumer) throws SQLException {
        long before = Inside.count(service, TAKEN, consumer);
        // A row that was written again names a transaction after this one.
        long now = Inside.count(service, "select pg_current_xact_id()::text::bigint");
        Answer answer = stack.person("olivia")
                .post("/" + service + "/operations/projections/" + consumer + "/rebuild")
                .send()
                .expect(200, 404);
        if (answer.status() == 404) {
            return false;
        }
        await("the rebuild of " + consumer)
                .atMost(Classroom.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(Inside.count(service, TAKEN + " and xmin::text::bigint > ?", consumer, now))
                                .isEqualTo(before));
        return true;
    }

    /** Row counts once two looks agree on them. */
    private static long openRebuilds() throws SQLException {
        long open = 0;
        for (String service : Inside.DATABASES) {
            open += Inside.count(service, "select count(*) from projection_rebuild where done < generation");
        }
        return open;
    }

    private static Map<String, Long> settled() {
        List<Map<String, Long>> looks = new ArrayList<>();
        await("rows to come to rest")
                .atMost(Classroom.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Map<String, Long> rows = Inside.rows();
                    // Comes by the clock.
                    rows.remove("issuance:public.reconciliation_run");
                    // Notes what was asked for, not what came of it.
                    rows.keySet().removeIf(table -> table.endsWith(":public.projection_rebuild"));
                    looks.add(rows);
                    return looks.size() > 1 && looks.getLast().equals(looks.get(looks.size() - 2));
                });
        return looks.getLast();
    }
}
