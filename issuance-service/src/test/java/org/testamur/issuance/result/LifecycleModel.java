package org.testamur.issuance.result;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.StaffDecision;
import org.testamur.issuance.credential.StaffPolicy;
import org.testamur.issuance.credential.StandingRules;

/**
 * A learner with enrolments for one micro-credential, in memory: what the policies decide is carried out as
 * {@link DecideAward}, {@link DecideWaitingPass} and the changes of credentials do.
 */
final class LifecycleModel {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private final List<Enrolment> enrolments = new ArrayList<>();
    private boolean erased;
    private long time;
    private @Nullable Instant released;

    LifecycleModel(int count) {
        for (int i = 0; i < count; i++) {
            enrolments.add(new Enrolment(new UUID(7, i)));
        }
    }

    private LifecycleModel(LifecycleModel other) {
        other.enrolments.forEach(enrolment -> enrolments.add(new Enrolment(enrolment)));
        erased = other.erased;
        time = other.time;
        released = other.released;
    }

    LifecycleModel copy() {
        return new LifecycleModel(this);
    }

    enum Pass {
        OPEN,
        REFUSED,
        RELEASED,
        OVERTAKEN
    }

    /** A credential; another takes its place when anything about it changes. */
    record Issued(
            UUID id,
            Credential.CredentialState state,
            Optional<ReasonCode> code,
            String content,
            List<StaffPolicy.Step> steps,
            Instant since) {

        boolean isLive() {
            return state == Credential.CredentialState.ISSUED || state == Credential.CredentialState.SUSPENDED;
        }

        Issued changed(Credential.CredentialState next, ReasonCode why, ChangeKind kind, boolean byStaff, Instant now) {
            List<StaffPolicy.Step> all = new ArrayList<>(steps);
            all.add(new StaffPolicy.Step(kind, byStaff));
            boolean decided = kind == ChangeKind.SUSPENSION || (kind == ChangeKind.REVOCATION && byStaff);
            return new Issued(id, next, Optional.of(why), content, List.copyOf(all), decided ? now : since);
        }

        Optional<StaffDecision> decision() {
            return StaffPolicy.decisionInForce(state, code, steps, false);
        }
    }

    private static final class Enrolment {
        private final UUID id;
        private final List<Issued> credentials = new ArrayList<>();
        private long told;
        private long decided;
        private String content = "";
        private @Nullable Pass pass;

        Enrolment(UUID id) {
            this.id = id;
        }

        Enrolment(Enrolment other) {
            id = other.id;
            credentials.addAll(other.credentials);
            told = other.told;
            decided = other.decided;
            content = other.content;
            pass = other.pass;
        }

        Optional<Issued> newest() {
            return credentials.isEmpty() ? Optional.empty() : Optional.of(credentials.getLast());
        }
    }

    List<Issued> credentials(int enrolment) {
        return enrolments.get(enrolment).credentials;
    }

    @Nullable
    Pass pass(int enrolment) {
        return enrolments.get(enrolment).pass;
    }

    /** @param content of a pass; null for a fail or a withdrawal */
    void result(int which, @Nullable String content, ReasonCode otherwise) {
        Enrolment enrolment = enrolments.get(which);
        tell(enrolment, ++enrolment.told, content, otherwise);
    }

    /** The newest revision once more, as a broker may deliver it. */
    void again(int which) {
        Enrolment enrolment = enrolments.get(which);
        tell(enrolment, enrolment.told, "again", ReasonCode.RESULT_CORRECTED);
    }

    private void tell(Enrolment enrolment, long revision, @Nullable String content, ReasonCode otherwise) {
        Verdict verdict = erased
                ? new Verdict.OfErasedLearner()
                : content == null ? new Verdict.NotPassed("it was no pass") : passed(content);
        PriorAward standing = standing(enrolment, content != null);
        IssuanceDecision decision = IssuancePolicy.decide(standing, revision, verdict);
        if (erased || revision <= enrolment.decided) {
            return;
        }
        if (enrolment.pass == Pass.OPEN || enrolment.pass == Pass.REFUSED) {
            enrolment.pass = Pass.OVERTAKEN;
        }
        enrolment.decided = revision;
        enrolment.content = content == null ? "" : content;
        switch (decision) {
            case IssuanceDecision.Issue(int number, LocalDate _) -> award(enrolment, number);
            case IssuanceDecision.Supersede(UUID _, int number, LocalDate _) -> supersede(enrolment, number);
            case IssuanceDecision.Revoke _ -> change(enrolment, ChangeKind.REVOCATION, otherwise, false);
            case IssuanceDecision.Wait _ -> enrolment.pass = Pass.OPEN;
            case IssuanceDecision.Nothing _, IssuanceDecision.Refuse _ -> {}
        }
    }

    private static Verdict passed(String content) {
        return new Verdict.Passed(content, DAY, List.of());
    }

    private void award(Enrolment enrolment, int number) {
        enrolment.credentials.add(new Issued(
                new UUID(enrolment.id.getLeastSignificantBits() + 1, number),
                Credential.CredentialState.ISSUED,
                Optional.empty(),
                enrolment.content,
                List.of(),
                now()));
    }

    private void supersede(Enrolment enrolment, int number) {
        Issued old = enrolment.credentials.removeLast();
        enrolment.credentials.add(new Issued(
                old.id(),
                StandingRules.after(old.state(), ChangeKind.SUPERSESSION).orElseThrow(),
                Optional.of(ReasonCode.RESULT_CORRECTED),
                old.content(),
                old.steps(),
                old.since()));
        award(enrolment, number);
        if (old.state() == Credential.CredentialState.SUSPENDED) {
            change(enrolment, ChangeKind.SUSPENSION, ReasonCode.UNDER_REVIEW, false);
        }
    }

    /** Suspends, reinstates or revokes the newest credential of an enrolment. */
    void change(int which, ChangeKind kind, ReasonCode why, boolean byStaff) {
        change(enrolments.get(which), kind, why, byStaff);
    }

    private void change(Enrolment enrolment, ChangeKind kind, ReasonCode why, boolean byStaff) {
        Issued newest = enrolment.newest().orElse(null);
        Credential.CredentialState next = newest == null
                ? null
                : StandingRules.after(newest.state(), kind).orElse(null);
        if (newest == null || next == null) {
            return;
        }
        boolean takenOver = kind == ChangeKind.REVOCATION
                && newest.state() == Credential.CredentialState.REVOKED
                && byStaff
                && newest.decision().filter(StaffDecision.REVOCATION::equals).isEmpty();
        if (next != newest.state() || takenOver) {
            enrolment.credentials.removeLast();
            enrolment.credentials.add(newest.changed(next, why, kind, byStaff, now()));
        }
    }

    /** The same award in a new document, because of a name or a key. */
    void reissue(int which) {
        Enrolment enrolment = enrolments.get(which);
        if (enrolment.newest().filter(Issued::isLive).isPresent()) {
            String told = enrolment.content;
            enrolment.content = enrolment.credentials.getLast().content();
            supersede(enrolment, enrolment.credentials.size() + 1);
            enrolment.content = told;
        }
    }

    void release(int which) {
        Enrolment enrolment = enrolments.get(which);
        if (erased || (enrolment.pass != Pass.OPEN && enrolment.pass != Pass.REFUSED)) {
            return;
        }
        PriorAward standing = standing(enrolment, true).released(enrolment.decided);
        if (IssuancePolicy.decide(standing, enrolment.decided, passed(enrolment.content))
                instanceof IssuanceDecision.Issue(int number, LocalDate _)) {
            award(enrolment, number);
            enrolment.pass = Pass.RELEASED;
            released = now();
        }
    }

    void refuse(int which) {
        Enrolment enrolment = enrolments.get(which);
        if (!erased && enrolment.pass == Pass.OPEN) {
            enrolment.pass = Pass.REFUSED;
        }
    }

    void erase() {
        erased = true;
        for (Enrolment enrolment : enrolments) {
            enrolment.pass = null;
            enrolment.credentials.replaceAll(old -> new Issued(
                    old.id(), Credential.CredentialState.ERASED, Optional.empty(), "", List.of(), old.since()));
        }
    }

    private PriorAward standing(Enrolment enrolment, boolean isPassed) {
        Optional<PriorAward.Live> live = enrolment
                .newest()
                .filter(Issued::isLive)
                .map(found -> new PriorAward.Live(found.id(), found.content(), DAY));
        return new PriorAward(
                enrolment.decided,
                enrolment.credentials.size(),
                live,
                enrolment
                        .newest()
                        .flatMap(Issued::decision)
                        .map(decision -> new PriorAward.Against(decision, Optional.empty()))
                        .or(() -> isPassed && live.isEmpty() ? elsewhere(enrolment) : Optional.empty()));
    }

    private Optional<PriorAward.Against> elsewhere(Enrolment enrolment) {
        List<DecisionsElsewhere.OtherDecision> found = new ArrayList<>();
        for (Enrolment other : enrolments) {
            Issued newest = other == enrolment ? null : other.newest().orElse(null);
            if (newest != null) {
                newest.decision()
                        .ifPresent(decision ->
                                found.add(new DecisionsElsewhere.OtherDecision(other.id, decision, newest.since())));
            }
        }
        return StaffPolicy.elsewhere(found, Optional.ofNullable(released))
                .map(one -> new PriorAward.Against(one.decision(), Optional.of(one.enrolment())));
    }

    private Instant now() {
        return Instant.ofEpochSecond(++time);
    }
}
