package org.testamur.issuance.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.problem.Refusal;

/** Tells what does not match in a period. */
@ApplicationScoped
class Reconcile {

    private final Findings findings;
    private final ReconciliationConfig config;
    private final Clock clock;

    Reconcile(Findings findings, ReconciliationConfig config, Clock clock) {
        this.findings = findings;
        this.config = config;
        this.clock = clock;
    }

    Period period(@Nullable String from, @Nullable String to) {
        return Period.of(from, to, clock.instant(), config.window(), config.grace());
    }

    @Transactional
    ReconciliationView summary(Period period) {
        return new ReconciliationView(
                period.from(),
                period.to(),
                period.older(),
                findings.count("result_told", "recorded_at", period),
                findings.count("credential", "issued_at", period),
                count(MismatchKind.PASSES_WITHOUT_CREDENTIAL, period),
                count(MismatchKind.CREDENTIALS_WITHOUT_PASS, period),
                count(MismatchKind.DUPLICATES, period),
                findings.deadLetters());
    }

    @Transactional
    Page<Finding> list(String path, Period period, UnsortedRequest request) {
        MismatchKind kind = MismatchKind.of(path)
                .orElseThrow(() -> Refusal.notFound(
                        "list", "There are passes-without-credential, credentials-without-pass and duplicates."));
        return Page.of(findings.list(kind, period, null, request.after(), request.limit() + 1), request, Reconcile::id)
                .counted(
                        request,
                        most -> findings.count(kind, period).values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    private static UUID id(Finding finding) {
        return Objects.requireNonNullElse(finding.credentialId(), finding.enrolmentId());
    }

    private ReconciliationView.Count count(MismatchKind kind, Period period) {
        return ReconciliationView.Count.of(kind, findings.count(kind, period));
    }
}
