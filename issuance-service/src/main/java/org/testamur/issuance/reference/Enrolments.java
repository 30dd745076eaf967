package org.testamur.issuance.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.testamur.platform.sql.Sql;

/** Stores the enrolments that the enrolment service published. */
@ApplicationScoped
public class Enrolments {

    /** What results wait for until their enrolment is known. */
    public static final String ENROLMENT = "enrolment";

    private final Sql sql;

    Enrolments(Sql sql) {
        this.sql = sql;
    }

    public Optional<Enrolment> find(UUID enrolment) {
        return find(List.of(enrolment)).values().stream().findFirst();
    }

    /** As its newest fact says. */
    Optional<UUID> learnerOf(UUID enrolment) {
        return sql.first(
                "select learner_id from enrolment where enrolment_id = ?",
                row -> Sql.uuid(row, "learner_id"),
                enrolment);
    }

    /** Those of these enrolments that are known, by id. */
    public Map<UUID, Enrolment> find(Collection<UUID> enrolments) {
        return sql
                .list(
                        "select e.*, coalesce(m.merged_into, e.learner_id) as whole from enrolment e"
                                + " left join merged_learner m on m.learner_id = e.learner_id"
                                + " where e.enrolment_id = any(?)",
                        Enrolments::row,
                        (Object) enrolments.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Enrolment::enrolmentId, Function.identity()));
    }

    private static Enrolment row(ResultSet row) throws SQLException {
        return new Enrolment(
                row.getObject("enrolment_id", UUID.class),
                UUID.fromString(row.getString("institution_id")),
                row.getObject("whole", UUID.class),
                row.getObject("micro_credential_id", UUID.class),
                row.getInt("micro_credential_version"),
                Objects.requireNonNull(Sql.instant(row, "enrolled_at")));
    }

    void put(Enrolment enrolment) {
        sql.update(
                """
                insert into enrolment (enrolment_id, institution_id, learner_id, micro_credential_id,
                    micro_credential_version, enrolled_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (enrolment_id) do update set learner_id = excluded.learner_id,
                    micro_credential_id = excluded.micro_credential_id,
                    micro_credential_version = excluded.micro_credential_version,
                    institution_id = excluded.institution_id, enrolled_at = excluded.enrolled_at""",
                enrolment.enrolmentId(),
                enrolment.institutionId().toString(),
                enrolment.learnerId(),
                enrolment.microCredentialId(),
                enrolment.microCredentialVersion(),
                enrolment.enrolledAt());
    }

    public void erase(UUID learner) {
        sql.update("delete from enrolment where learner_id = ?", learner);
    }

    void remove(UUID enrolment) {
        sql.update("delete from enrolment where enrolment_id = ?", enrolment);
    }
}
