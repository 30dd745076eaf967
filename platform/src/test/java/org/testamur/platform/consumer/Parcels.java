package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.RollbackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;

/** Takes parcels in batches, and is told by each what trouble to make. */
@ApplicationScoped
class Parcels implements BatchConsumer {

    static final String NAME = "sample.parcels";

    private final AgroalDataSource dataSource;
    private final IncomingRecords incoming;
    private final List<List<IncomingEvent>> prepared = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean away;
    private volatile boolean cut;

    Parcels(AgroalDataSource dataSource, IncomingRecords incoming) {
        this.dataSource = dataSource;
        this.incoming = incoming;
    }

    @Incoming(NAME)
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    /** @param needs a thing without which it waits */
    record Parcel(
            @Nullable String needs,
            @Nullable Trouble trouble,
            @Nullable String filling) {}

    enum Trouble {
        /** Neither a batch with it can be prepared nor itself taken. */
        POISON,
        /** A batch with it fails in its transaction; alone it can be taken. */
        ONLY_ALONE,
        /** Is left over by its batch; alone it can be taken. */
        LEFT_OVER,
        /** Cannot be taken while what is worked with is away. */
        NEEDS_MEANS,
        /** A batch with it that is larger than {@link #IN_TIME} does not end within its time. */
        SLOW,
        /** Neither a batch with it nor itself ends within its time. */
        ENDLESS
    }

    /** How large a batch with something slow may be. */
    static final int IN_TIME = 10;

    private volatile boolean patient;

    /** What never ended ends from now on, or no longer does. */
    void haveTime(boolean patient) {
        this.patient = patient;
    }

    private void end(List<IncomingEvent> events) {
        for (IncomingEvent event : events) {
            Trouble trouble = event.data(Parcel.class).trouble();
            if ((trouble == Trouble.ENDLESS && !patient) || (trouble == Trouble.SLOW && events.size() > IN_TIME)) {
                throw new IllegalStateException(new RollbackException("The transaction ran out of its time"));
            }
        }
    }

    /** The batches so far. */
    List<List<IncomingEvent>> prepared() {
        return prepared;
    }

    void dependencyIsAway(boolean away) {
        this.away = away;
    }

    /** The next batch loses its connection to the database after it has written. */
    void cutNext() {
        cut = true;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String topic() {
        return NAME;
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    /** Is thrown, each in its turn, when it is asked on whose behalf it works: before anything is delivered. */
    void failOutsideOfDeliveries(Throwable failure) {
        failures.add(failure);
    }

    /** Those that are still to be thrown. */
    Queue<Throwable> failuresOutsideOfDeliveries() {
        return failures;
    }

    @Override
    public Access access(IncomingEvent event) {
        switch (failures.poll()) {
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> {}
        }
        return BatchConsumer.super.access(event);
    }

    @Override
    public int largestBatch() {
        return 400;
    }

    @Override
    public Batch prepare(List<IncomingEvent> events) {
        prepared.add(events);
        for (IncomingEvent event : events) {
            Trouble trouble = event.data(Parcel.class).trouble();
            if (trouble == Trouble.POISON) {
                throw new IllegalArgumentException("poison");
            }
            if (trouble == Trouble.NEEDS_MEANS && away) {
                throw new TemporarilyUnavailable("the dependency is away");
            }
        }
        return this::write;
    }

    private List<IncomingEvent> write(List<IncomingEvent> fresh) {
        List<IncomingEvent> left = new ArrayList<>();
        List<IncomingEvent> taken = new ArrayList<>();
        for (IncomingEvent event : fresh) {
            Parcel parcel = event.data(Parcel.class);
            boolean missing = parcel.needs() != null && !isKnown(parcel.needs());
            (missing || parcel.trouble() == Trouble.LEFT_OVER ? left : taken).add(event);
        }
        insert(taken);
        end(taken);
        if (taken.stream().anyMatch(event -> event.data(Parcel.class).trouble() == Trouble.ONLY_ALONE)) {
            throw new IllegalStateException("not in a batch");
        }
        if (cut) {
            cut = false;
            execute("select pg_terminate_backend(pg_backend_pid())");
        }
        return left;
    }

    @Override
    public void accept(IncomingEvent event) {
        Parcel parcel = event.data(Parcel.class);
        if (parcel.needs() != null && !isKnown(parcel.needs())) {
            throw new MissingReference("thing", parcel.needs());
        }
        if (parcel.trouble() == Trouble.POISON) {
            throw new IllegalArgumentException("poison");
        }
        if (parcel.trouble() == Trouble.NEEDS_MEANS && away) {
            throw new TemporarilyUnavailable("the dependency is away");
        }
        insert(List.of(event));
        end(List.of(event));
    }

    private void insert(List<IncomingEvent> events) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into taken (consumer, key, version) select ?::text, key, version from"
                                + " unnest(?::text[], ?::bigint[]) as event (key, version)")) {
            insert.setString(1, NAME);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            events.stream().map(event -> event.key().toString()).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint",
                            events.stream().map(IncomingEvent::version).toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnown(String thing) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from known_thing where id = ?")) {
            select.setString(1, thing);
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
