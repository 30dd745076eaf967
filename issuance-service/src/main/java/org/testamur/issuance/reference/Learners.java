package org.testamur.issuance.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.testamur.platform.sql.Sql;

/** Stores the learners that enrolment published, and their erasures. */
@ApplicationScoped
public class Learners {

    /** What results wait for until their learner is known. */
    public static final String LEARNER = "learner";

    private final Sql sql;
    private final NameChanges names;
    private final Instance<NotedLogins> noted;

    Learners(Sql sql, NameChanges names, @Any Instance<NotedLogins> noted) {
        this.sql = sql;
        this.names = names;
        this.noted = noted;
    }

    private record VersionedLearner(Learner learner, long version) {}

    /** An account of a learner. */
    public record Login(String issuer, String subject) {}

    public Optional<Learner> find(UUID learner) {
        return sql.first("select * from learner where learner_id = ? and known", Learners::row, learner);
    }

    /** Those of these learners that are known, by id. */
    public Map<UUID, Learner> find(Collection<UUID> learners) {
        return sql
                .list("select * from learner where learner_id = any(?) and known", Learners::row, (Object)
                        learners.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Learner::learnerId, Function.identity()));
    }

    private static Learner row(ResultSet row) throws SQLException {
        return new Learner(
                row.getObject("learner_id", UUID.class),
                row.getString("name"),
                Learner.NameStatus.of(row.getString("name_standing")),
                row.getString("email"),
                row.getString("did"),
                new Learner.Consents(
                        row.getBoolean("name_consent"),
                        row.getBoolean("evidence_consent"),
                        row.getBoolean("result_consent"),
                        Learner.IdentifierConsent.of(row.getString("identifier_consent"))));
    }

    /** Whether the learner is erased; until the caller's transaction ends, the answer stays true to the facts. */
    public boolean isErasedFromNowOn(UUID learner) {
        return !erasedFromNowOn(List.of(learner)).isEmpty();
    }

    /** Which of the learners are erased; until the caller's transaction ends, the answer stays true to the facts. */
    public Set<UUID> erasedFromNowOn(Collection<UUID> learners) {
        // In a statement of its own: the next one sees what was committed while this one waited.
        sql.list(
                "select pg_advisory_xact_lock_shared(hashtextextended(id, 0)) from unnest(?::text[]) as learner (id)",
                row -> true,
                (Object) learners.stream().map(UUID::toString).sorted().toArray(String[]::new));
        return erased(learners);
    }

    /** Which of the learners are erased, as things stand. */
    public Set<UUID> erased(Collection<UUID> learners) {
        return new HashSet<>(sql.list(
                "select learner_id from erased_learner where learner_id = any(?)",
                row -> row.getObject(1, UUID.class),
                (Object) learners.toArray(UUID[]::new)));
    }

    public Optional<UUID> byLogin(String issuer, String subject) {
        return sql.first(
                "select learner_id from learner_login where issuer = ? and subject = ?",
                row -> row.getObject(1, UUID.class),
                issuer,
                subject);
    }

    private List<Login> logins(UUID learner) {
        return sql.list(
                "select issuer, subject from learner_login where learner_id = ?",
                row -> new Login(row.getString(1), row.getString(2)),
                learner);
    }

    /** From the fact of this version; that credentials are to show something else of the learner is noticed. */
    void put(Learner told, boolean didProved, List<Login> logins, long version) {
        Optional<VersionedLearner> before = sql.first(
                "select * from learner where learner_id = ?",
                row -> new VersionedLearner(row(row), row.getLong("version")),
                told.learnerId());
        if (before.filter(known -> known.version() > version).isPresent()) {
            // Told anew from the beginning: what it was after that is yet to come, and nobody is to see it older.
            return;
        }
        Learner learner = told.following(before.map(VersionedLearner::learner), didProved);
        if (before.filter(known -> known.learner().showsOtherwise(learner)).isPresent()) {
            names.noticed(learner.learnerId(), version);
        }
        sql.update(
                """
                insert into learner (learner_id, name, name_standing, email, did, name_consent, evidence_consent,
                    result_consent, identifier_consent, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (learner_id) do update set name = excluded.name, name_standing = excluded.name_standing,
                    email = excluded.email, did = excluded.did, name_consent = excluded.name_consent,
                    evidence_consent = excluded.evidence_consent, result_consent = excluded.result_consent,
                    identifier_consent = excluded.identifier_consent, version = excluded.version, known = true""",
                learner.learnerId(),
                learner.name(),
                learner.nameStatus().stored(),
                learner.email(),
                learner.did(),
                learner.consents().name(),
                learner.consents().evidence(),
                learner.consents().result(),
                learner.consents().identifier().stored(),
                version);
        sql.update("delete from learner_login where learner_id = ?", learner.learnerId());
        for (Login login : logins) {
            sql.update("""
                    insert into learner_login (issuer, subject, learner_id) values (?, ?, ?)
                    on conflict (issuer, subject) do update set learner_id = excluded.learner_id""", login.issuer(), login.subject(), learner.learnerId());
        }
    }

    /** Deletes what is known and remembers that there is nothing more to know. */
    public void erase(UUID learner, Instant at) {
        sql.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, learner.toString());
        logins(learner).forEach(login -> noted.forEach(each -> each.forget(login)));
        sql.update("delete from learner where learner_id = ?", learner);
        names.erase(learner);
        sql.update(
                "insert into erased_learner (learner_id, erased_at) values (?, ?) on conflict do nothing", learner, at);
    }
}
