package org.testamur.issuance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.testamur.issuance.Campus;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

/** Many learners who took the same course at one campus; what other services tell of them is known already. */
final class Cohort {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();

    final Campus campus;
    final List<Member> members;

    /** A learner and the enrolment. */
    record Member(UUID learner, UUID enrolment) {}

    private Cohort(Campus campus, List<Member> members) {
        this.campus = campus;
        this.members = members;
    }

    /** @param campus of which everything has arrived */
    static Cohort of(Campus campus, int size, Sql sql) {
        List<Member> members = IntStream.range(0, size)
                .mapToObj(i -> new Member(Uuid7.next(), Uuid7.next()))
                .toList();
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    sql.update("""
                    insert into learner (learner_id, name, name_standing, email, name_consent, evidence_consent,
                        result_consent, identifier_consent)
                    select id, 'Asha Rao', 'confirmed', id || '@example.org', false, false, false, 'given' from unnest(?::uuid[]) as l (id)""", Sql.column(members, UUID[]::new, Member::learner));
                    sql.update(
                            """
                    insert into enrolment (enrolment_id, institution_id, learner_id, micro_credential_id,
                        micro_credential_version, enrolled_at)
                    select enrolment, ?::text, learner, ?::uuid, 1, now()
                    from unnest(?::uuid[], ?::uuid[]) as m (enrolment, learner)""",
                            campus.institution.toString(),
                            campus.microCredential,
                            Sql.column(members, UUID[]::new, Member::enrolment),
                            Sql.column(members, UUID[]::new, Member::learner));
                }));
        return new Cohort(campus, members);
    }

    List<UUID> enrolments() {
        return members.stream().map(Member::enrolment).toList();
    }

    Event result(Member member, long revision, String outcome) {
        Event event = campus.result(revision, outcome, 87);
        ObjectNode data = Campus.data(event).deepCopy();
        data.put("enrolmentId", member.enrolment().toString());
        data.put("learnerId", member.learner().toString());
        return Event.of(event.type(), member.enrolment(), campus.institution, revision, data);
    }

    /** As the platform hands it to a consumer. */
    static IncomingEvent incoming(Event event) {
        try {
            return new IncomingEvent(
                    event.headers().getOrDefault("ce_id", ""),
                    event.type(),
                    UUID.fromString(event.key()),
                    UUID.fromString(event.headers().getOrDefault("ce_institution", "")),
                    event.version(),
                    Instant.now(Clock.systemUTC()),
                    MAPPER.writeValueAsBytes(event.data()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<IncomingEvent> passes() {
        return members.stream()
                .map(member -> incoming(result(member, 1, "passed")))
                .toList();
    }
}
