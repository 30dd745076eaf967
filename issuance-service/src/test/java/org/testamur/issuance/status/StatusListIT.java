package org.testamur.issuance.status;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyDecision;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

@QuarkusTest
class StatusListIT extends IssuanceITCase {

    @Inject
    Sql sql;

    @Inject
    Issuers issuers;

    @Inject
    StatusLists lists;

    @Inject
    StatusSettings settings;

    @Inject
    SigningKeys keys;

    @Inject
    DocumentSigner signer;

    @Inject
    PublishStatusList publish;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Test
    void instancesSideBySideFillAFamilyAndBeginTheNextOnce() throws Exception {
        Issuer issuer = issuer();
        inTransaction(() -> new ReserveStatusEntries(sql, settings, publish).block(issuer, 1));
        int left = 500;
        inTransaction(() -> sql.update(
                "update status_family set next_counter = issuable - ? where institution_id = ?",
                left,
                issuer.institutionId().toString()));
        int threads = 6;
        int blocks = 4;
        int size = 50;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<List<StatusEntry>>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                // Each as an instance of its own would: nothing but the database between them.
                ReserveStatusEntries instance = new ReserveStatusEntries(sql, settings, publish);
                running.add(pool.submit(() -> {
                    start.await();
                    List<StatusEntry> given = new ArrayList<>();
                    for (int block = 0; block < blocks; block++) {
                        given.addAll(inTransaction(() -> instance.block(issuer, size)));
                    }
                    return given;
                }));
            }
        }
        Set<String> places = new HashSet<>();
        Set<UUID> families = new HashSet<>();
        int given = 0;
        for (Future<List<StatusEntry>> one : running) {
            for (StatusEntry entry : one.get()) {
                assertTrue(entry.index() >= 0 && entry.index() < settings.entries());
                assertTrue(places.add(entry.listId() + "#" + entry.index()), "given twice: " + entry);
                assertEquals(2, entry.lists().size());
                families.add(entry.listId());
                given++;
            }
        }
        assertTrue(given >= threads * blocks * size);
        assertEquals(2, families.size());
        assertEquals(
                2,
                count("select count(*) from status_family where institution_id = ?", issuer.institutionId()),
                "one family was full and one was made");
        assertEquals(4, count("select count(*) from status_list where institution_id = ?", issuer.institutionId()));
    }

    @Test
    void aThousandChangesAtOnceAreOnePublication() throws Exception {
        Issuer issuer = issuer();
        List<StatusEntry> entries = lists.reserve(issuer, 1_000);
        UUID list = entries.getFirst().listId();
        long before = publication(list);
        inTransaction(() -> {
            entries.forEach(entry -> lists.set(entry, StatusPurpose.REVOCATION, true, issuer.institutionId()));
            return true;
        });

        await(() -> publication(list), publication -> publication > before);
        assertEquals(before + 1, publication(list));
        BitstringStatusList bits = bits(list);
        entries.forEach(entry -> assertTrue(bits.get(entry.index())));
        assertEquals(
                0,
                count("select count(*) from status_change where institution_id = ?", issuer.institutionId()),
                "what is published waits no longer");
    }

    @Test
    void manyTransactionsAreAsManyPublicationsAsThereAreWindows() throws Exception {
        Issuer issuer = issuer();
        List<StatusEntry> entries = lists.reserve(issuer, 200);
        UUID list = entries.getFirst().listId();
        long before = publication(list);
        long began = System.nanoTime();
        for (StatusEntry entry : entries) {
            inTransaction(() -> {
                lists.set(entry, StatusPurpose.REVOCATION, true, issuer.institutionId());
                return true;
            });
        }
        await(
                () -> count("select count(*) from status_change where institution_id = ?", issuer.institutionId()),
                waiting -> waiting == 0);
        long windows = Duration.ofNanos(System.nanoTime() - began).dividedBy(settings.window()) + 1;
        assertTrue(
                publication(list) - before <= windows,
                (publication(list) - before) + " publications in " + windows + " windows");
    }

    @Test
    void aBitThatIsSetAndClearedBeforeItIsPublishedIsClear() throws Exception {
        Issuer issuer = issuer();
        StatusEntry entry = lists.reserve(issuer);
        UUID suspension = entry.list(StatusPurpose.SUSPENSION).orElseThrow().id();
        long before = publication(suspension);
        inTransaction(() -> {
            lists.set(entry, StatusPurpose.SUSPENSION, true, issuer.institutionId());
            lists.set(entry, StatusPurpose.SUSPENSION, false, issuer.institutionId());
            return true;
        });
        await(() -> publication(suspension), publication -> publication > before);
        assertFalse(bits(suspension).get(entry.index()));
    }

    @Test
    void aClockThatJumpsBackTakesNoPublicationBack() throws Exception {
        Issuer issuer = issuer();
        StatusEntry entry = lists.reserve(issuer);
        UUID list = entry.listId();
        inTransaction(() -> {
            lists.set(entry, StatusPurpose.REVOCATION, true, issuer.institutionId());
            return true;
        });
        await(() -> bits(list).get(entry.index()), set -> set);
        long before = publication(list);

        inTransaction(() -> {
            publisher(Clock.offset(clock, Duration.ofHours(-1)), keys).publish(list);
            return true;
        });

        assertTrue(publication(list) > before);
        assertTrue(bits(list).get(entry.index()));
        // Published by a clock that was ahead, it is not valid yet for anybody else: it is published again.
        inTransaction(() -> {
            publisher(Clock.offset(clock, Duration.ofHours(1)), keys).publish(list);
            return true;
        });
        Instant validFrom = await(() -> validFrom(list), from -> from.isBefore(clock.instant()));
        assertTrue(
                validFrom.isAfter(clock.instant().minus(Duration.ofMinutes(3))), "begins a little before it is made");
    }

    @Test
    void aSignerThatIsAwayLeavesTheOldListAndTheChange() throws Exception {
        Issuer issuer = issuer();
        StatusEntry entry = lists.reserve(issuer);
        UUID list = entry.listId();
        PublishStatusList withoutSigner = publisher(clock, new Away());
        long before = publication(list);
        TemporarilyUnavailable away = assertThrows(
                TemporarilyUnavailable.class,
                () -> inTransaction(() -> {
                    // Held, so that nobody else publishes it meanwhile.
                    sql.first("select id from status_list where id = ? for no key update", row -> true, list);
                    inTransaction(() -> {
                        lists.set(entry, StatusPurpose.REVOCATION, true, issuer.institutionId());
                        return true;
                    });
                    withoutSigner.publish(list);
                    return true;
                }));
        assertEquals("the signer is away", away.getMessage());

        // Nothing of the change is lost: whoever can sign publishes it.
        await(() -> bits(list).get(entry.index()), set -> set);
        assertEquals(before + 1, publication(list));
    }

    @Test
    void readersGetItCompressedOnceAndOnlyWhenItChanged() throws Exception {
        Issuer issuer = issuer();
        UUID list = lists.reserve(issuer).listId();
        HttpResponse<byte[]> packed = read(list, "Accept-Encoding", "gzip");
        HttpResponse<byte[]> plain = read(list);

        assertEquals(Optional.of("gzip"), packed.headers().firstValue("Content-Encoding"));
        assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
        assertArrayEquals(plain.body(), new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes());
        assertTrue(packed.body().length < plain.body().length);
        for (HttpResponse<byte[]> answer : List.of(packed, plain)) {
            assertTrue(answer.headers().allValues("Vary").toString().contains("Accept-Encoding"));
            assertEquals(
                    Optional.of("public, max-age=" + settings.ttl().toSeconds()),
                    answer.headers().firstValue("Cache-Control"));
        }
        String etag = packed.headers().firstValue("ETag").orElseThrow();
        assertNotEquals(etag, plain.headers().firstValue("ETag").orElseThrow());
        assertEquals(
                304,
                read(list, "Accept-Encoding", "gzip", "If-None-Match", etag).statusCode());
        assertEquals(200, read(list, "If-None-Match", etag).statusCode());
    }

    @Test
    void noBitTellsADecoyFromARevocation() throws Exception {
        Issuer issuer = issuer();
        StatusEntry entry = lists.reserve(issuer);
        long decoys = bits(entry.listId()).cardinality();
        assertTrue(decoys <= settings.decoys().room());
        assertFalse(bits(entry.listId()).get(entry.index()));
    }

    /** A signer whose keys are out of reach. */
    private static final class Away implements SigningKeys {

        @Override
        public IssuerKey create(UUID institution, KeyNaming naming, KeyDecision.Make order) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public void change(UUID institution, List<IssuerKey> keys) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public Optional<Active> active(UUID institution) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public Optional<Active> activeWithin(UUID institution) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public Optional<Active> held(UUID institution) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public void letNobodyKeep(String keyId) {
            throw new TemporarilyUnavailable("the signer is away");
        }

        @Override
        public List<IssuerKey> all(UUID institution) {
            return List.of();
        }

        @Override
        public List<OfBackend> stand() {
            return List.of();
        }
    }

    private PublishStatusList publisher(Clock other, SigningKeys with) {
        return new PublishStatusList(sql, issuers, with, signer, other, settings, metrics);
    }

    private Issuer issuer() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        return await(
                        () -> inTransaction(() -> issuers.of(campus.institution)),
                        found -> found.filter(issuer -> issuer.version() > 0).isPresent())
                .orElseThrow();
    }

    private static HttpResponse<byte[]> read(UUID list, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/status-lists/" + list));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private long publication(UUID list) {
        return inTransaction(
                () -> sql.first("select publication from status_list where id = ?", row -> row.getLong(1), list)
                        .orElseThrow());
    }

    private Instant validFrom(UUID list) {
        return inTransaction(() -> sql.first(
                        "select valid_from from status_list where id = ?",
                        row -> row.getTimestamp(1).toInstant(),
                        list)
                .orElseThrow());
    }

    private BitstringStatusList bits(UUID list) {
        return inTransaction(() -> sql.first(
                        "select bits from status_list where id = ?",
                        row -> BitstringStatusList.ofBytes(row.getBytes(1)),
                        list)
                .orElseThrow());
    }

    private long count(String query, UUID institution) {
        return inTransaction(() ->
                sql.first(query, row -> row.getLong(1), institution.toString()).orElse(0L));
    }

    private static <T> T inTransaction(Callable<T> work) {
        return Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(work));
    }
}
