package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

/** How fast results become credentials that were told, by the issuance service alone. Only on request: TESTAMUR_MEASURE=5000. */
@QuarkusTest
@EnabledIfEnvironmentVariable(named = "TESTAMUR_MEASURE", matches = "\\d+")
class ResultSpeedIT extends IssuanceITCase {

    @Inject
    ResultConsumer consumer;

    @Inject
    Sql sql;

    @Inject
    MeterRegistry metrics;

    @Test
    void resultsBecomeCredentials() throws Exception {
        oneByOne(cohort(300));
        batches(cohort(1_000), "warming up");
        batches(cohort(Integer.parseInt(System.getenv("TESTAMUR_MEASURE"))), "in batches");
    }

    private void oneByOne(Cohort cohort) throws Exception {
        List<IncomingEvent> events = cohort.passes();
        var context = Arc.container().requestContext();
        boolean own = !context.isActive();
        if (own) {
            context.activate();
        }
        try {
            for (IncomingEvent event : events.subList(0, 100)) {
                accept(cohort, event);
            }
            Measure measure = new Measure();
            for (IncomingEvent event : events.subList(100, events.size())) {
                accept(cohort, event);
            }
            measure.show("one by one", events.size() - 100);
        } finally {
            if (own) {
                context.terminate();
            }
        }
    }

    private void accept(Cohort cohort, IncomingEvent event) {
        Access.system(cohort.campus.institution)
                .run(() -> QuarkusTransaction.requiringNew().run(() -> consumer.accept(event)));
    }

    private void batches(Cohort cohort, String what) throws Exception {
        List<Event> results = cohort.members.stream()
                .map(member -> cohort.result(member, 1, "passed"))
                .toList();
        double prepared = seconds("prepare");
        double wrote = seconds("write");
        double signed =
                metrics.get("testamur.credentials.signing.batch").timer().totalTime(TimeUnit.SECONDS);
        double before = metrics.get("testamur.outbox.sent").counter().count();
        Measure measure = new Measure();
        try (var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Event event : results) {
                var record = new ProducerRecord<>(
                        "assessment.results",
                        event.key().getBytes(StandardCharsets.UTF_8),
                        MAPPER.writeValueAsBytes(event.data()));
                event.headers()
                        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
                producer.send(record);
            }
        }
        while (metrics.get("testamur.outbox.sent").counter().count() - before < results.size()) {
            LockSupport.parkNanos(5_000_000);
        }
        measure.show(what, results.size());
        System.out.printf(
                "  prepare %.2f s (of it signing %.2f s), write %.2f s, heap after collection %d MiB%n",
                seconds("prepare") - prepared,
                metrics.get("testamur.credentials.signing.batch").timer().totalTime(TimeUnit.SECONDS) - signed,
                seconds("write") - wrote,
                heap());
        assertEquals(results.size(), count(cohort));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private long count(Cohort cohort) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select count(*) from credential where institution_id = ?",
                                        row -> row.getLong(1),
                                        cohort.campus.institution.toString())
                                .orElse(0L)));
    }

    private double seconds(String phase) {
        return metrics
                .find("testamur.consumer.batch.time")
                .tag("consumer", consumer.name())
                .tag("phase", phase)
                .timers()
                .stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
                .sum();
    }

    private Cohort cohort(int size) {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.list(
                                        "select 1 from issuer, micro_credential_version v where issuer.institution_id = ?"
                                                + " and issuer.version > 0 and v.micro_credential_id = ?",
                                        row -> true,
                                        campus.institution.toString(),
                                        campus.microCredential))),
                known -> known.size() == 1);
        return Cohort.of(campus, size, sql);
    }

    /** Time that passes, and time that the processors spend on this process. */
    private static final class Measure {

        private final long start = System.nanoTime();
        private final long cpu = cpu();

        void show(String what, int credentials) {
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = (cpu() - cpu) / 1e9;
            System.out.printf(
                    "%s: %d credentials in %.2f s, %.0f/s; %.0f µs of this process's CPU each (load %.1f)%n",
                    what,
                    credentials,
                    seconds,
                    credentials / seconds,
                    busy * 1e6 / credentials,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }

        private static long cpu() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }
}
