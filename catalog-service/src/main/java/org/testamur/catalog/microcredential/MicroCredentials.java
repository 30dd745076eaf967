package org.testamur.catalog.microcredential;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.platform.problem.Refusal;

/** Stores micro-credentials and their published versions. */
@ApplicationScoped
class MicroCredentials implements PanacheRepositoryBase<MicroCredential, UUID> {

    /** As the index has it. */
    private static final String TITLE = "function('split_part', keywords.search, function('chr', 10), 1)";

    MicroCredential one(UUID id) {
        return findByIdOptional(id)
                .orElseThrow(() -> Refusal.notFound("micro-credential", "No micro-credential has this id."));
    }

    /** The micro-credential while nobody else changes it. */
    MicroCredential locked(UUID id) {
        lock(id, "for update");
        return one(id);
    }

    /** The micro-credential as it stays until the transaction ends. */
    Optional<MicroCredential> unchanging(UUID id) {
        lock(id, "for share");
        return findByIdOptional(id);
    }

    /** By hand, as a draft may be absent and rows of an outer join can't be locked. */
    private void lock(UUID id, String how) {
        getEntityManager()
                .createNativeQuery("select 1 from micro_credential where id = ?1 " + how)
                .setParameter(1, id)
                .getResultList();
    }

    void add(PublishedVersion version) {
        getEntityManager().persist(version);
    }

    Optional<PublishedVersion> version(UUID id, int number) {
        return Optional.ofNullable(
                getEntityManager().find(PublishedVersion.class, new PublishedVersion.Id(id, number)));
    }

    Optional<PublishedVersion> last(MicroCredential credential) {
        return credential.latest().flatMap(number -> version(credential.id(), number));
    }

    /** Oldest first. */
    List<PublishedVersion> versions(UUID id) {
        return versions(Set.of(id)).getOrDefault(id, List.of());
    }

    /** By micro-credential, oldest first. */
    Map<UUID, List<PublishedVersion>> versions(Set<UUID> ids) {
        return getEntityManager()
                .createQuery(
                        "from PublishedVersion v where v.id.microCredentialId in ?1 order by v.id.number",
                        PublishedVersion.class)
                .setParameter(1, ids)
                .getResultStream()
                .collect(Collectors.groupingBy(PublishedVersion::microCredentialId));
    }

    /** One more than was asked for, in the request's order. */
    List<MicroCredential> page(
            MicroCredentialFilter.Wanted wanted, Set<State> states, Optional<UUID> institution, TitledRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = where(wanted, states, institution, parameters);
        TitledRequest.Order order = request.order();
        if (order == TitledRequest.Order.TITLE) {
            request.place().map(TitledRequest.Place::of).ifPresent(last -> {
                where.append(" and (%1$s > :title or (%1$s = :title and id > :last))".formatted(TITLE));
                parameters.put("title", last.title());
                parameters.put("last", last.id());
            });
        } else {
            request.after().ifPresent(last -> {
                where.append(order == TitledRequest.Order.OLDEST ? " and id > :last" : " and id < :last");
                parameters.put("last", last);
            });
        }
        String by = switch (order) {
            case NEWEST -> "id desc";
            case OLDEST -> "id";
            case TITLE -> TITLE + ", id";
        };
        return find(where + " order by " + by, parameters)
                .page(0, request.limit() + 1)
                .list();
    }

    /** How many there are, as far as it matters. */
    long count(MicroCredentialFilter.Wanted wanted, Set<State> states, Optional<UUID> institution, int most) {
        Map<String, Object> parameters = new HashMap<>();
        var query = getEntityManager()
                .createQuery(
                        "select count(*) from (select id as id from MicroCredential where "
                                + where(wanted, states, institution, parameters) + " order by id fetch first " + most
                                + " rows only) counted",
                        Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    private static StringBuilder where(
            MicroCredentialFilter.Wanted wanted,
            Set<State> states,
            Optional<UUID> institution,
            Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("state in :states");
        parameters.put(
                "states",
                wanted.state()
                        .map(state -> states.contains(state) ? Set.of(state) : Set.<State>of())
                        .orElse(states));
        institution.ifPresent(id -> {
            where.append(" and institutionId = :institution");
            parameters.put("institution", id.toString());
        });
        wanted.text().ifPresent(text -> {
            where.append(" and locate(:text, keywords.search) > 0");
            parameters.put("text", text);
        });
        wanted.language().ifPresent(language -> {
            where.append(" and (keywords.language = :language or locate(:prefix, keywords.language) = 1)");
            parameters.put("language", language);
            parameters.put("prefix", language + "-");
        });
        wanted.awardType().ifPresent(type -> {
            where.append(" and keywords.awardType = :type");
            parameters.put("type", type);
        });
        return where;
    }

    List<UUID> publishedIdsAfter(Optional<UUID> id, int limit) {
        var query = id.isPresent()
                ? getEntityManager()
                        .createQuery(
                                "select m.id from MicroCredential m where m.latest is not null and m.id > ?1 order by m.id",
                                UUID.class)
                        .setParameter(1, id.get())
                : getEntityManager()
                        .createQuery(
                                "select m.id from MicroCredential m where m.latest is not null order by m.id",
                                UUID.class);
        return query.setMaxResults(limit).getResultList();
    }
}
