package org.testamur.assessment.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.References;
import org.testamur.assessment.result.Evidence;
import org.testamur.assessment.result.ResultPolicy;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.sql.Sql;

/**
 * Keeps what learners give for their own enrolments, and shows it to them and to staff; whose an enrolment is, row-level
 * security says.
 */
@ApplicationScoped
class LearnerEvidence {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final References references;
    private final Sql sql;
    private final Clock clock;

    LearnerEvidence(References references, Sql sql, Clock clock) {
        this.references = references;
        this.sql = sql;
        this.clock = clock;
    }

    private record Place(String institution, String state) {}

    /** Nothing of what is not there; of what is, also when nothing was given. */
    @Transactional
    EvidenceView read(UUID enrolment) {
        place(enrolment);
        return given(enrolment).orElse(new EvidenceView(enrolment, List.of(), null, 0));
    }

    @Transactional
    EvidenceView give(
            UUID enrolment, UUID learner, @Nullable List<@Nullable Evidence> evidence, @Nullable String ifMatch) {
        List<Fault> faults = ResultPolicy.evidenceFaults(evidence);
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        if (references.isErasedForGood(learner)) {
            throw notTheirs();
        }
        // One at a time: the first has no row to hold. A withdrawal that arrives from here on comes after what is
        // given.
        sql.lock(enrolment);
        Place place = place(enrolment);
        EvidenceView before = given(enrolment).orElse(new EvidenceView(enrolment, List.of(), null, 0));
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, before.version());
        }
        List<Evidence> links = Objects.requireNonNullElse(evidence, List.<@Nullable Evidence>of()).stream()
                .map(Objects::requireNonNull)
                .toList();
        if (links.equals(before.evidence())) {
            return before;
        }
        if (!place.state().equals("ACTIVE")) {
            throw Refusal.conflict("enrolment-withdrawn", "The enrolment is not active: nothing is given for it.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        sql.update("""
                insert into learner_evidence (enrolment_id, institution_id, learner_id, evidence, given_at, version)
                values (?, ?, ?, ?::jsonb, ?, ?)
                on conflict (enrolment_id) do update set evidence = excluded.evidence, given_at = excluded.given_at,
                    version = excluded.version""", enrolment, place.institution(), learner, written(links), now, before.version() + 1);
        return new EvidenceView(enrolment, links, now, before.version() + 1);
    }

    private Place place(UUID enrolment) {
        return sql.first(
                        "select institution_id, state from enrolment where id = ? and learner_id is not null",
                        row -> new Place(row.getString(1), row.getString(2)),
                        enrolment)
                .orElseThrow(LearnerEvidence::notTheirs);
    }

    private static Refusal notTheirs() {
        return Refusal.notFound("enrolment", "No enrolment of yours has this id.");
    }

    private Optional<EvidenceView> given(UUID enrolment) {
        return sql.first(
                "select enrolment_id, evidence, given_at, version from learner_evidence where enrolment_id = ?",
                LearnerEvidence::view,
                enrolment);
    }

    private static EvidenceView view(ResultSet row) throws SQLException {
        try {
            return new EvidenceView(
                    Sql.uuid(row, "enrolment_id"),
                    MAPPER.readValue(row.getString("evidence"), new TypeReference<List<Evidence>>() {}),
                    Sql.instant(row, "given_at"),
                    row.getLong("version"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence cannot be read", e);
        }
    }

    private static String written(List<Evidence> links) {
        try {
            return MAPPER.writeValueAsString(links);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence cannot be written", e);
        }
    }
}
