package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.outbox.Outbox;
import org.testamur.verification.reference.Issuers;
import org.testamur.verification.reference.Learners;
import org.testamur.verification.reference.Organisation;
import org.testamur.verification.reference.Organisations;
import org.testamur.verification.webhook.delivery.Announcements;

/**
 * Keeps the records of credentials as issuance tells them, and tells employers, all in one transaction and by as many
 * statements for five hundred as for one.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RecordCredentials {

    private final VerificationRecords records;
    private final Organisations organisations;
    private final Issuers issuers;
    private final Learners learners;
    private final Announcements announcements;
    private final Outbox outbox;
    private final RecordDelay delay;
    private final Clock clock;

    RecordCredentials(
            VerificationRecords records,
            Organisations organisations,
            Issuers issuers,
            Learners learners,
            Announcements announcements,
            Outbox outbox,
            RecordDelay delay,
            Clock clock) {
        this.records = records;
        this.organisations = organisations;
        this.issuers = issuers;
        this.learners = learners;
        this.announcements = announcements;
        this.outbox = outbox;
        this.delay = delay;
        this.clock = clock;
    }

    /** Records it, or erases it when its learner was erased; waits for the institution and the issuer. */
    void record(Arrival arrival) {
        UUID institution = arrival.fact().institutionId();
        if (!recordAll(institution, List.of(arrival)).isEmpty()) {
            return;
        }
        if (learners.isErased(arrival.fact().learnerId())) {
            erase(arrival.id(), institution, arrival.fact().microCredentialId());
            return;
        }
        throw new MissingReference(organisations.find(institution).isEmpty() ? "organisation" : "issuer", institution);
    }

    /**
     * Records what can be recorded of one institution's facts about distinct credentials.
     *
     * @return what was, or was before; of the others nothing is written
     */
    List<Arrival> recordAll(UUID institutionId, List<Arrival> arrivals) {
        Set<UUID> erased = learners.erased(
                arrivals.stream().map(arrival -> arrival.fact().learnerId()).toList());
        Optional<Organisation> institution = organisations.find(institutionId);
        if (institution.isEmpty() || !issuers.knows(institutionId)) {
            return List.of();
        }
        List<Arrival> kept = arrivals.stream()
                .filter(arrival -> !erased.contains(arrival.fact().learnerId()))
                .toList();
        List<StatusTransition> told = new ArrayList<>();
        for (List<Arrival> open = kept; !open.isEmpty(); ) {
            open = take(open, told);
        }
        if (!told.isEmpty()) {
            delay.recorded(told.stream()
                    .filter(StatusTransition::isOfNewCredential)
                    .map(each -> each.arrival().publishedAt())
                    .toList());
            publish(told.stream().map(StatusTransition::record).toList());
            announcements.announce(
                    institution.get().id(),
                    told.stream()
                            .filter(StatusTransition::isNews)
                            .map(each -> each.news(institution.get()))
                            .toList());
        }
        return kept;
    }

    /** A record whose status changed; a new record has no status before. */
    private record StatusTransition(
            VerificationRecord record,
            Arrival arrival,
            @Nullable CredentialStatus before) {

        /** A later fact of a credential says when that changed, and not when it was issued. */
        boolean isOfNewCredential() {
            return before == null && arrival.version() == 1;
        }

        boolean isNews() {
            return before == null || record.credentialStatus().isNewsAfter(before);
        }

        Announcements.News news(Organisation institution) {
            CredentialStatus credentialStatus = record.credentialStatus();
            return new Announcements.News(
                    before == null && credentialStatus.status().equals(CredentialStatus.VALID)
                            ? Announcements.ISSUED
                            : Announcements.STATUS_CHANGED,
                    record.credentialId(),
                    arrival.version(),
                    institution.id(),
                    institution.name(),
                    record.microCredentialId(),
                    arrival.achievement().id(),
                    arrival.achievement().name(),
                    credentialStatus.status(),
                    credentialStatus.reasonCode(),
                    arrival.publishedAt());
        }
    }

    /** Writes records; what another transaction wrote first, meanwhile, is returned to be looked at again. */
    private List<Arrival> take(List<Arrival> arrivals, List<StatusTransition> told) {
        Map<UUID, VerificationRecord> known =
                records.lock(arrivals.stream().map(Arrival::id).toList());
        List<VerificationRecords.RecordChange> firsts = new ArrayList<>();
        List<VerificationRecords.RecordChange> updates = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            VerificationRecord before = known.get(arrival.id());
            if (before == null) {
                firsts.add(new VerificationRecords.RecordChange(VerificationRecord.first(arrival), arrival));
            } else if (before.follows(arrival)) {
                VerificationRecord after = before.after(arrival);
                updates.add(new VerificationRecords.RecordChange(after, arrival));
                if (after.version() > before.version()) {
                    told.add(new StatusTransition(after, arrival, before.credentialStatus()));
                }
            }
        }
        if (!updates.isEmpty()) {
            records.update(updates);
        }
        Set<UUID> inserted = firsts.isEmpty() ? Set.of() : records.insert(firsts, clock.instant());
        List<Arrival> late = new ArrayList<>();
        for (VerificationRecords.RecordChange first : firsts) {
            if (inserted.contains(first.record().credentialId())) {
                told.add(new StatusTransition(first.record(), first.arrival(), null));
            } else {
                late.add(first.arrival());
            }
        }
        return late;
    }

    /** Erases the record of one credential, or notes that it was erased before it was heard of. */
    public void erase(UUID credentialId, UUID institution, @Nullable UUID microCredentialId) {
        Optional<VerificationRecord> known = records.lock(credentialId);
        if (known.isPresent()) {
            erase(known.get());
        } else {
            Instant now = clock.instant();
            VerificationRecord record = VerificationRecord.erased(credentialId, institution, microCredentialId, now);
            records.hold(record, now);
            publish(List.of(record));
        }
    }

    public void erase(VerificationRecord record) {
        if (record.credentialStatus().isErased()) {
            return;
        }
        VerificationRecord erased = record.erased(clock.instant());
        records.erase(erased);
        announcements.forget(record.credentialId());
        publish(List.of(erased));
    }

    private void publish(List<VerificationRecord> changed) {
        records.note(changed);
        outbox.appendAll(changed.stream().map(RecordChanged::of).toList());
    }
}
