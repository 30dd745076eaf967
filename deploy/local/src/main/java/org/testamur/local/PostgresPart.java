package org.testamur.local;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.testing.Ports;
import org.testamur.testing.PostgresServer;

/** PostgreSQL with one database per service. */
final class PostgresPart implements Part {

    private final Settings settings;
    private final Secrets secrets;
    private final PidFile pidFile;
    private volatile @Nullable PostgresServer server;

    PostgresPart(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        this.pidFile = new PidFile(settings.run(name() + ".pid"));
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + settings.postgresPort();
    }

    @Override
    public synchronized void start() throws PartFailed {
        try {
            var started = server;
            if (started == null) {
                started = PostgresServer.start(
                        settings.state().resolve("postgres/data"),
                        settings.postgresPort(),
                        settings.log(name()),
                        secrets.password("database.superuser"));
                server = started;
            } else {
                started.start();
            }
            started.process().ifPresent(pidFile::remember);
            for (var service : Service.values()) {
                started.createServiceDatabase(
                        service.partName(),
                        secrets.password("database." + service.partName() + ".owner"),
                        secrets.password("database." + service.partName() + ".app"));
            }
        } catch (RuntimeException e) {
            throw new PartFailed("PostgreSQL did not start (%s); see %s".formatted(e, settings.log(name())), e);
        }
    }

    @Override
    public void stop() {
        end(PostgresServer::stop);
    }

    /** Stops without a checkpoint, as a failing machine would. */
    void stopImmediately() {
        end(PostgresServer::stopImmediately);
    }

    @Override
    public void kill() {
        end(PostgresServer::kill);
    }

    @Override
    public boolean healthy() {
        return process().isPresent() && Ports.answers(settings.postgresPort());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(server).flatMap(PostgresServer::process);
    }

    private void end(java.util.function.Consumer<PostgresServer> how) {
        if (server != null) {
            how.accept(server);
            pidFile.forget();
        }
    }
}
