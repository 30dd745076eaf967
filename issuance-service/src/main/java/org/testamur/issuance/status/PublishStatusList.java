package org.testamur.issuance.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.signing.ServedText;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.sql.Sql;

/**
 * Signs one list with all changes that are committed, and puts it in the place of the one before, in the caller's
 * transaction. It takes the changes while it holds the list, so a later publication never says less than an earlier one.
 */
@ApplicationScoped
@Startup
class PublishStatusList {

    private final Sql sql;
    private final Issuers issuers;
    private final SigningKeys keys;
    private final DocumentSigner signer;
    private final Clock clock;
    private final StatusSettings settings;
    private final Counter published;
    private final SecureRandom random = new SecureRandom();

    PublishStatusList(
            Sql sql,
            Issuers issuers,
            SigningKeys keys,
            DocumentSigner signer,
            Clock clock,
            StatusSettings settings,
            MeterRegistry metrics) {
        this.sql = sql;
        this.issuers = issuers;
        this.keys = keys;
        this.signer = signer;
        this.clock = clock;
        this.settings = settings;
        this.published = Counter.builder("testamur.status.lists.published")
                .description("Status lists signed")
                .register(metrics);
    }

    private record BitChange(int index, boolean value) {}

    /** Holds the list and asks again: another instance may have published it meanwhile. */
    void ifStillDue(UUID id) {
        Instant now = clock.instant();
        boolean due = sql.first(
                        """
                        select (exists (select 1 from status_change c where c.status_list_id = l.id)
                                and (published_at is null or published_at <= ? or published_at > ?))
                            or valid_until is null or valid_until < ? or valid_from > ?
                        from (select * from status_list where id = ? for no key update) l""",
                        row -> row.getBoolean(1),
                        now.minus(settings.window()),
                        now,
                        now.plus(settings.validity().dividedBy(2)),
                        now,
                        id)
                .orElse(false);
        if (due) {
            publish(id);
        }
    }

    /** Signs the list as it is. */
    void publish(UUID id) {
        StatusList list = sql.first("select * from status_list where id = ? for no key update", StatusList::of, id)
                .orElseThrow();
        List<BitChange> changes = sql.list(
                "with taken as (delete from status_change where status_list_id = ? returning seq, index, value)"
                        + " select index, value from taken order by seq",
                row -> new BitChange(row.getInt(1), row.getBoolean(2)),
                id);
        BitstringStatusList bits = list.bits();
        changes.forEach(change -> bits.set(change.index(), change.value()));
        if (!changes.isEmpty()) {
            addDecoys(id, bits);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant validFrom = now.minus(settings.clockSkew());
        Instant validUntil = now.plus(settings.validity());
        String signed = sign(list, bits, validFrom, validUntil);
        long publication = list.publication() + 1;
        sql.update(
                """
                update status_list set bits = ?, body = ?, etag = ?, valid_from = ?, valid_until = ?,
                    published_at = ?, publication = ? where id = ?""",
                bits.bytes(),
                compressed(signed),
                publication + "-" + ServedText.hash(signed),
                validFrom,
                validUntil,
                clock.instant(),
                publication,
                id);
        published.increment();
    }

    private String sign(StatusList list, BitstringStatusList bits, Instant validFrom, Instant validUntil) {
        Issuer issuer = issuers.of(list.institutionId()).orElseThrow();
        SigningKeys.Active key = keys.held(list.institutionId())
                .orElseThrow(() -> new TemporarilyUnavailable(issuer.issuerId() + " has no key"));
        Duration ttl = settings.ttl();
        try {
            return signer.sign(
                    StatusListDocument.of(
                            list.url(), list.purpose(), issuer.issuerId(), bits, validFrom, validUntil, ttl),
                    key);
        } catch (DocumentRefused e) {
            throw new IllegalStateException("the list cannot be signed: " + e.getMessage(), e);
        }
    }

    /** Lists of the time before there were decoys have no room for any. */
    private void addDecoys(UUID list, BitstringStatusList bits) {
        sql.list(
                """
                        select f.entries, f.issuable, f.permutation_key from status_family f
                        join status_list l on l.family_id = f.id where l.id = ? and f.issuable < f.entries""",
                row -> {
                    Decoys decoys = new Decoys(row.getInt(1), row.getInt(1) - row.getInt(2));
                    decoys.addSome(bits, new IndexPermutation(row.getBytes(3), row.getInt(1)), random);
                    return decoys;
                },
                list);
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
