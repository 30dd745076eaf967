package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;
import org.testamur.platform.tenancy.StaffMembership;
import org.testamur.platform.tenancy.StaffRole;

/** Knows for whom a request about an institution's people is made. */
@ApplicationScoped
class StaffCaller {

    private final Caller caller;

    StaffCaller(Caller caller) {
        this.caller = caller;
    }

    /** The institution with this id, if the caller works for it or is an operator; somebody else's is not found. */
    UUID institution(UUID id) {
        if (!isOperator() && !caller.institution().equals(id)) {
            throw Refusal.notFound("institution", "No institution of yours has this id.");
        }
        return id;
    }

    Authority.By by() {
        return new Authority.By(
                StaffMembership.login(caller.issuer(), caller.subject()),
                isOperator(),
                caller.institutionsByToken(StaffRole.ADMINISTRATOR.text()));
    }

    private boolean isOperator() {
        return caller.access().actor() == Actor.SYSTEM;
    }
}
