package org.testamur.platform.outbox;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.health.Heartbeats;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.tracing.Traces;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.StartGate;

/** A relay in a process of its own, so that it can be killed and frozen. */
final class RelayProcess {

    private record Settings(
            String service,
            URI publicUrl,
            String kafka,
            Duration afterTimeout,
            boolean messaging,
            MemorySize maxBodySize,
            Map<String, MemorySize> largerBodies,
            int streamsPerPerson,
            int streamsPerInstance)
            implements PlatformConfig {}

    private RelayProcess() {}

    /** Takes the JDBC URL, user, password, and Kafka's address; ends with its input. */
    public static void main(String[] arguments) throws Exception {
        AgroalDataSource dataSource = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(arguments[0])
                                .principal(new NamePrincipal(arguments[1]))
                                .credential(new SimplePassword(arguments[2])))));
        var settings = new Settings(
                "faults",
                URI.create("https://localhost:8443"),
                arguments[3],
                Duration.ofSeconds(1),
                true,
                new MemorySize(BigInteger.ONE),
                Map.of(),
                1,
                1);
        var clients = new KafkaClients(Map.of("bootstrap.servers", settings.kafka()));
        var metrics = new SimpleMeterRegistry();
        var work = new BackgroundWork(
                new Heartbeats(metrics),
                new DegradedStates(Clock.systemUTC(), metrics),
                () -> Duration.ofMinutes(3),
                StartGate.opened(),
                metrics);
        new Relay(dataSource, settings, clients, work, metrics, Traces.off()).start(new StartupEvent());
        while (System.in.read() >= 0) {
            // The parent is still there.
        }
    }
}
