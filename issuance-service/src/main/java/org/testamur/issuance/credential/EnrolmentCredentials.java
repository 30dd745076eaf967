package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.RowRequest;

/** Lists all credentials that were issued for an enrolment; whose, row-level security decides. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class EnrolmentCredentials {

    private final Credentials credentials;

    EnrolmentCredentials(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * By award number.
     *
     * @param withHidden also those that bear a former name of the learner, which only staff are shown
     */
    public Page<CredentialView> page(UUID enrolment, boolean withHidden, ListRequest request) {
        return Page.of(
                        credentials.ofEnrolment(enrolment, withHidden, request).stream()
                                .map(credential -> credential.view(List.of()))
                                .toList(),
                        request,
                        view -> RowRequest.place(Objects.requireNonNull(view.awardNumber())))
                .counted(request, most -> credentials.countOfEnrolment(enrolment, withHidden));
    }
}
