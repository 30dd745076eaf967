package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.EnrolmentCredentials;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Tells staff and learners where the awards that are theirs stand; what is not theirs, the database does not show. */
@ApplicationScoped
public class FindAwards {

    private static final String CREDENTIALS = "issuance.credentials";

    private final Awards awards;
    private final Enrolments enrolments;
    private final EnrolmentCredentials credentials;
    private final WaitingPasses waiting;
    private final Sql sql;
    private final Summaries summaries;

    FindAwards(
            Awards awards,
            Enrolments enrolments,
            EnrolmentCredentials credentials,
            WaitingPasses waiting,
            Sql sql,
            Summaries summaries) {
        this.credentials = credentials;
        this.summaries = summaries;
        this.awards = awards;
        this.enrolments = enrolments;
        this.waiting = waiting;
        this.sql = sql;
    }

    /** Also outside of a request: streams look from threads of their own. */
    @Transactional
    @ActivateRequestContext
    public AwardView one(UUID enrolment) {
        return awards.findByIdOptional(enrolment)
                .map(Award::view)
                .or(() -> enrolments.find(enrolment).map(AwardView::none))
                .map(award -> summaries.with(List.of(award)).getFirst())
                .map(award -> fact(award).map(award::at).orElse(award))
                .orElseThrow(() -> Refusal.notFound("enrolment", "No enrolment of yours has this id."));
    }

    /** Names the newest fact of the award's credential, for which requests to verification may wait; none without one. */
    private Optional<FactToken> fact(AwardView award) {
        UUID credential = award.credentialId();
        return credential == null
                ? Optional.empty()
                : sql.first("select revision from credential where id = ?", row -> row.getLong(1), credential)
                        .map(revision -> new FactToken(CREDENTIALS, credential.toString(), revision));
    }

    @Transactional
    Page<AwardView> list(
            @Nullable UUID learner,
            @Nullable UUID microCredential,
            @Nullable String state,
            @Nullable String waitingFor,
            ListRequest request) {
        if (waitingFor != null && !waitingFor.isEmpty() && !waitingFor.equals(Award.REGISTRAR)) {
            throw Refusal.invalid("query:waitingFor", "must be " + Award.REGISTRAR);
        }
        Awards.Filter filter = new Awards.Filter(
                learner, microCredential, state(state), waitingFor == null || waitingFor.isEmpty() ? null : waitingFor);
        Page<AwardView> page = Page.of(
                        awards.list(filter, request).stream().map(Award::view).toList(),
                        request,
                        AwardView::enrolmentId)
                .counted(request, most -> awards.count(filter, most));
        return page.with(summaries.with(page.items()));
    }

    /** All credentials of an enrolment, those that were superseded or revoked included. */
    @Transactional
    Page<CredentialView> credentials(UUID enrolment, boolean withHidden, ListRequest request) {
        one(enrolment);
        return credentials.page(enrolment, withHidden, request);
    }

    /** What became of passes of the enrolment that waited for a registrar. */
    @Transactional
    public Page<WaitingPass> waiting(UUID enrolment, ListRequest request) {
        one(enrolment);
        return Page.of(waiting.page(enrolment, request), request, WaitingPass::id)
                .counted(request, most -> waiting.count(enrolment, most));
    }

    private static Award.@Nullable AwardState state(@Nullable String shown) {
        if (shown == null || shown.isEmpty()) {
            return null;
        }
        return Arrays.stream(Award.AwardState.values())
                .filter(state -> state.shown().equals(shown))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "query:state",
                        Arrays.stream(Award.AwardState.values())
                                .map(Award.AwardState::shown)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }
}
