package org.testamur.catalog.people;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.problem.Refusal;

/** Stores invitations. */
@ApplicationScoped
class Invitations implements PanacheRepositoryBase<Invitation, UUID> {

    private static final String OPEN = "institutionId = ?1 and state = ?2 and expiresAt > ?3";

    Invitation open(UUID institution, UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(Invitation::isOpen)
                .filter(invitation -> invitation.institution().equals(institution))
                .orElseThrow(
                        () -> Refusal.notFound("invitation", "No open invitation of the institution has this id."));
    }

    /** The institution that made the code, however the invitation stands. */
    Optional<UUID> institutionOf(StaffCode code) {
        return getEntityManager()
                .createQuery("select i.institutionId from Invitation i where i.codeHash = ?1", String.class)
                .setParameter(1, code.hash())
                .getResultStream()
                .findFirst()
                .map(UUID::fromString);
    }

    /** The open invitation with this code; of two who show the code at once, the second finds it used. */
    Optional<Invitation> of(StaffCode code) {
        return find("codeHash", code.hash())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .filter(Invitation::isOpen);
    }

    long open(UUID institution, Instant now) {
        return count(OPEN, institution.toString(), Invitation.InvitationState.OPEN, now);
    }

    List<Invitation> openOf(UUID institution, String invitedBy) {
        return list(
                "institutionId = ?1 and state = ?2 and invitedBy = ?3",
                institution.toString(),
                Invitation.InvitationState.OPEN,
                invitedBy);
    }

    /** One more than was asked for, in the request's order. */
    List<Invitation> page(UUID institution, Instant now, ListRequest request) {
        String order = " order by id " + request.direction();
        return request.after()
                .map(last -> find(
                        OPEN + " and id " + request.beyond() + " ?4" + order,
                        institution.toString(),
                        Invitation.InvitationState.OPEN,
                        now,
                        last))
                .orElseGet(() -> find(OPEN + order, institution.toString(), Invitation.InvitationState.OPEN, now))
                .page(0, request.limit() + 1)
                .list();
    }
}
