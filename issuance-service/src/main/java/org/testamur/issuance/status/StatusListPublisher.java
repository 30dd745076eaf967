package org.testamur.issuance.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.BitstringStatusList;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.signing.SigningKeys;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.tenancy.Access;

/**
 * Signs every list that changed, at most once in a publish window, and every list that grows old. It reads the bits
 * while it holds the list, so a later publication never says less than an earlier one.
 */
@ApplicationScoped
class StatusListPublisher {

    private static final Logger LOG = Logger.getLogger(StatusListPublisher.class);

    private final Sql sql;
    private final Issuers issuers;
    private final SigningKeys keys;
    private final DocumentSigner signer;
    private final Clock clock;
    private final IssuanceConfig.StatusList config;
    private final boolean runs;
    private final Counter published;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    StatusListPublisher(
            Sql sql,
            Issuers issuers,
            SigningKeys keys,
            DocumentSigner signer,
            Clock clock,
            IssuanceConfig config,
            PlatformConfig platform,
            MeterRegistry metrics) {
        this.sql = sql;
        this.issuers = issuers;
        this.keys = keys;
        this.signer = signer;
        this.clock = clock;
        this.config = config.statusList();
        this.runs = platform.messaging();
        this.published = Counter.builder("testamur.status.lists.published")
                .description("Status lists signed")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (runs) {
            running = true;
            thread = Thread.ofPlatform()
                    .name("status-lists")
                    .daemon()
                    .start(() -> Access.everywhere().run(this::work));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        wake();
        if (thread != null) {
            thread.join(Duration.ofSeconds(3));
        }
    }

    void wake() {
        wake.release();
    }

    private void work() {
        while (running) {
            try {
                if (wake.tryAcquire(config.publishWindow().toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                if (publishDue() > 0) {
                    // Changes gather while this window passes.
                    TimeUnit.NANOSECONDS.sleep(config.publishWindow().toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("status lists are published later: %s", e.getMessage());
                pause();
            }
        }
    }

    /** Publishes what is due; another instance may do the same at the same time. */
    int publishDue() {
        Instant refresh = clock.instant().plus(config.validity().dividedBy(2));
        List<UUID> due = QuarkusTransaction.requiringNew()
                .call(() -> sql.list(
                        "select id from status_list where changes > published_changes or valid_until < ?",
                        row -> row.getObject(1, UUID.class),
                        refresh));
        for (UUID list : due) {
            try {
                QuarkusTransaction.requiringNew().run(() -> {
                    if (isStillDue(list, refresh)) {
                        publish(list);
                    }
                });
            } catch (RuntimeException e) {
                LOG.errorf(e, "the status list %s is not published", list);
            }
        }
        return due.size();
    }

    /** Holds the list, and asks again: another instance may have published it meanwhile. */
    private boolean isStillDue(UUID list, Instant refresh) {
        return sql.first(
                        "select changes > published_changes or valid_until < ? from status_list where id = ? for update",
                        row -> row.getBoolean(1),
                        refresh,
                        list)
                .orElse(false);
    }

    /** Signs the list as it is, in the caller's transaction, holding the list. */
    void publish(UUID id) {
        StatusList list = sql.first(
                        "select * from status_list where id = ? for update",
                        row -> new StatusList(
                                id,
                                UUID.fromString(row.getString("institution_id")),
                                row.getString("url"),
                                row.getInt("entries"),
                                row.getLong("changes"),
                                row.getLong("publication")),
                        id)
                .orElseThrow();
        Issuer issuer = issuers.of(list.institutionId()).orElseThrow();
        SigningKeys.Active key = keys.active(list.institutionId())
                .orElseThrow(() -> new IllegalStateException(issuer.issuerId() + " has no key"));
        BitstringStatusList bits = BitstringStatusList.ofLength(list.entries());
        sql.list("select index from status_entry where status_list_id = ? and revoked", row -> row.getInt(1), id)
                .forEach(index -> bits.set(index, true));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant validUntil = now.plus(config.validity());
        String signed;
        try {
            signed = signer.sign(
                    StatusListDocument.of(list.url(), issuer.issuerId(), bits, now, validUntil, config.ttl()), key);
        } catch (DocumentRefused e) {
            throw new IllegalStateException("the list cannot be signed: " + e.getMessage(), e);
        }
        sql.update("""
                update status_list set document = ?, valid_until = ?, published_changes = changes,
                    publication = publication + 1 where id = ?""", signed, validUntil, id);
        published.increment();
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
