package org.testamur.bench.stack;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Learners and their enrolments in great number. A real one is enrolled by the public interfaces; the others are copies
 * of its rows, under new ids, in the projections that assessment and issuance keep.
 */
public final class Cohort {

    /** What {@link #enrol} inserts for each. */
    public static final int ROWS_OF_AN_ENROLMENT = 2;

    /** Each learner has many enrolments, as one who collects micro-credentials does. */
    private static final int LEARNERS = 2_000;

    private static final int AT_ONCE = 5_000;

    private final Campus campus;
    private final List<UUID> learners;

    private Cohort(Campus campus, List<UUID> learners) {
        this.campus = campus;
        this.learners = learners;
    }

    public static Cohort of(Campus campus) throws SQLException {
        List<UUID> learners = ids(LEARNERS);
        UUID sample = UUID.fromString(campus.award().learnerId());
        try (Connection assessment = campus.stack().superuser("assessment");
                Connection issuance = campus.stack().superuser("issuance")) {
            copy(assessment, "learner", "id", sample, "jsonb_build_object('id', n.a)", learners, learners);
            copy(
                    issuance,
                    "learner",
                    "learner_id",
                    sample,
                    "jsonb_build_object('learner_id', n.a, 'email', n.a || '@learners.example')",
                    learners,
                    learners);
        }
        return new Cohort(campus, learners);
    }

    /** Enrols so many, and gives the enrolments' ids. */
    public List<UUID> enrol(int many) throws SQLException {
        List<UUID> enrolments = ids(many);
        List<UUID> of = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            of.add(learners.get(i % learners.size()));
        }
        UUID sample = UUID.fromString(campus.award().enrolmentId());
        try (Connection assessment = campus.stack().superuser("assessment");
                Connection issuance = campus.stack().superuser("issuance")) {
            copy(
                    assessment,
                    "enrolment",
                    "id",
                    sample,
                    "jsonb_build_object('id', n.a, 'learner_id', n.b)",
                    enrolments,
                    of);
            copy(
                    issuance,
                    "enrolment",
                    "enrolment_id",
                    sample,
                    "jsonb_build_object('enrolment_id', n.a, 'learner_id', n.b)",
                    enrolments,
                    of);
        }
        return enrolments;
    }

    /**
     * Adds credentials that were issued long ago, with all that each service keeps of one: copies of the real one's rows
     * under new ids. Their documents are as long as real ones; what they say is the real one's.
     */
    public void hold(int many) throws SQLException {
        UUID enrolment = UUID.fromString(campus.award().enrolmentId());
        UUID credential = UUID.fromString(campus.award().credentialId());
        try (Connection assessment = campus.stack().superuser("assessment");
                Connection issuance = campus.stack().superuser("issuance");
                Connection verification = campus.stack().superuser("verification")) {
            for (int done = 0; done < many; done += AT_ONCE) {
                int some = Math.min(AT_ONCE, many - done);
                List<UUID> enrolments = enrol(some);
                List<UUID> credentials =
                        Stream.generate(UUID::randomUUID).limit(some).toList();
                String byEnrolment = "jsonb_build_object('enrolment_id', n.a)";
                copy(assessment, "result", "enrolment_id", enrolment, byEnrolment, enrolments, credentials);
                copy(assessment, "result_revision", "enrolment_id", enrolment, byEnrolment, enrolments, credentials);
                // Entries of lists that are full: nobody reserves there any more.
                copy(
                        issuance,
                        "credential",
                        "id",
                        credential,
                        "jsonb_build_object('enrolment_id', n.a, 'id', n.b, 'status_list_id', md5('full ' || n.b)::uuid)",
                        enrolments,
                        credentials);
                copy(
                        issuance,
                        "award",
                        "enrolment_id",
                        enrolment,
                        "jsonb_build_object('enrolment_id', n.a, 'credential_id', n.b)",
                        enrolments,
                        credentials);
                copy(
                        verification,
                        "verification_record",
                        "credential_id",
                        credential,
                        "jsonb_build_object('enrolment_id', n.a, 'credential_id', n.b, 'position', uuidv7())",
                        enrolments,
                        credentials);
                copy(
                        verification,
                        "record_change",
                        "credential_id",
                        credential,
                        "jsonb_build_object('credential_id', n.b)",
                        enrolments,
                        credentials);
                takenNotes(issuance, "assessment.results", enrolment, enrolments);
                takenNotes(verification, "issuance.credentials", credential, credentials);
            }
        }
        settle();
    }

    /** Deletes all credentials but the real one, with what services keep of them. */
    public void forget() throws SQLException {
        UUID enrolment = UUID.fromString(campus.award().enrolmentId());
        UUID credential = UUID.fromString(campus.award().credentialId());
        try (Connection assessment = campus.stack().superuser("assessment");
                Connection issuance = campus.stack().superuser("issuance");
                Connection verification = campus.stack().superuser("verification")) {
            delete(assessment, "result_batch", "id", enrolment);
            delete(assessment, "result_revision", "enrolment_id", enrolment);
            delete(assessment, "result", "enrolment_id", enrolment);
            delete(issuance, "award", "enrolment_id", enrolment);
            delete(issuance, "credential", "id", credential);
            delete(issuance, "result_told", "enrolment_id", enrolment);
            delete(issuance, "consumed_version", "topic = 'assessment.results' and key", enrolment);
            delete(verification, "record_change", "credential_id", credential);
            delete(verification, "verification_record", "credential_id", credential);
            delete(verification, "consumed_version", "topic = 'issuance.credentials' and key", credential);
        }
        settle();
    }

    /** Does now what databases put off after much was written, so that it falls into nobody's rounds. */
    public void settle() throws SQLException {
        for (String database : List.of("assessment", "issuance", "verification")) {
            try (Connection connection = campus.stack().superuser(database);
                    var statement = connection.createStatement()) {
                statement.execute("vacuum (analyze)");
                statement.execute("checkpoint");
            }
        }
    }

    /** How many credentials issuance holds. */
    public long held() throws SQLException {
        try (Connection issuance = campus.stack().superuser("issuance");
                var statement = issuance.createStatement();
                var rows = statement.executeQuery("select count(*) from credential")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void delete(Connection connection, String table, String key, UUID butThis) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from %s where %s <> ?".formatted(table, key))) {
            statement.setObject(1, table.equals("consumed_version") ? butThis.toString() : butThis);
            statement.executeUpdate();
        }
    }

    private static void takenNotes(Connection connection, String topic, UUID sample, List<UUID> keys)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into consumed_version select r.* from consumed_version c, unnest(?::uuid[]) as n(a),"
                        + " lateral jsonb_populate_record(c, jsonb_build_object('key', n.a)) r"
                        + " where c.topic = ? and c.key = ?")) {
            statement.setArray(1, array(connection, keys));
            statement.setString(2, topic);
            statement.setString(3, sample.toString());
            statement.executeUpdate();
        }
    }

    private static void copy(
            Connection connection,
            String table,
            String key,
            UUID sample,
            String changes,
            List<UUID> first,
            List<UUID> second)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into %1$s select r.* from %1$s c, unnest(?::uuid[], ?::uuid[]) as n(a, b), lateral jsonb_populate_record(c, %2$s) r where c.%3$s = ?"
                        .formatted(table, changes, key))) {
            statement.setArray(1, array(connection, first));
            statement.setArray(2, array(connection, second));
            statement.setObject(3, sample);
            int copied = statement.executeUpdate();
            if (copied == 0) {
                throw new IllegalStateException("nothing to copy in " + table);
            }
        }
    }

    private static Array array(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static List<UUID> ids(int many) {
        return Stream.generate(UuidCreator::getTimeOrderedEpochPlus1)
                .limit(many)
                .toList();
    }
}
