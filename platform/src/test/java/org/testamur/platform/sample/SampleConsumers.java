package org.testamur.platform.sample;

import io.agroal.api.AgroalDataSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.tenancy.TenantDirectory;

final class SampleConsumers {

    static final UUID NORTHFIELD = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    static final UUID HARBOUR = UUID.fromString("019a0000-0000-7000-8000-000000000002");

    /** @param tells whether a fact follows from it */
    record Order(
            @Nullable String needs,
            @Nullable String trouble,
            @Nullable Boolean tells) {}

    @ApplicationScoped
    static class Directory implements TenantDirectory {
        @Override
        public Optional<UUID> tenant(String slug) {
            return switch (slug) {
                case "northfield" -> Optional.of(NORTHFIELD);
                case "harbour" -> Optional.of(HARBOUR);
                default -> Optional.empty();
            };
        }
    }

    @ApplicationScoped
    static class Things implements EventConsumer {
        private final AgroalDataSource dataSource;
        private final Parking parking;
        private final IncomingRecords incoming;

        Things(AgroalDataSource dataSource, Parking parking, IncomingRecords incoming) {
            this.dataSource = dataSource;
            this.parking = parking;
            this.incoming = incoming;
        }

        @Incoming("sample.things")
        @Blocking("consumers")
        CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
            return incoming.take(this, poll);
        }

        @Override
        public String name() {
            return "sample.things";
        }

        @Override
        public String topic() {
            return "sample.things";
        }

        @Override
        public boolean personal() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.PROJECTION;
        }

        @Override
        public void accept(IncomingEvent event) {
            update(
                    dataSource,
                    "insert into known_thing values (?) on conflict do nothing",
                    event.key().toString());
            parking.arrived("thing", event.key());
        }

        @Override
        public List<Rows> rows() {
            return List.of(new Rows("known_thing", "id"));
        }
    }

    @ApplicationScoped
    static class Orders implements EventConsumer {
        private final AgroalDataSource dataSource;
        private final IncomingRecords incoming;
        private final Outbox outbox;

        Orders(AgroalDataSource dataSource, IncomingRecords incoming, Outbox outbox) {
            this.dataSource = dataSource;
            this.outbox = outbox;
            this.incoming = incoming;
        }

        @Incoming("sample.orders")
        @Blocking("consumers")
        CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
            return incoming.take(this, poll);
        }

        @Override
        public String name() {
            return "sample.orders";
        }

        @Override
        public String topic() {
            return "sample.orders";
        }

        @Override
        public boolean personal() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.EFFECT;
        }

        @Override
        public void accept(IncomingEvent event) {
            Order order = event.data(Order.class);
            if (order.needs() != null && !known(order.needs())) {
                throw new MissingReference("thing", order.needs());
            }
            update(
                    dataSource,
                    "insert into taken (consumer, key, version) values (?, ?, ?)",
                    name(),
                    event.key().toString(),
                    event.version());
            if (Boolean.TRUE.equals(order.tells())) {
                outbox.append(new OutgoingEvent(
                        "sample.notes",
                        "org.testamur.sample.note.written.v1",
                        event.key(),
                        event.tenant(),
                        event.version(),
                        Map.of()));
            }
            if ("error".equals(order.trouble())) {
                throw new StackOverflowError("as from text nested too deeply");
            }
            if ("conflict".equals(order.trouble()) && !known("calm")) {
                throw new OptimisticLockException("somebody was faster");
            }
            if ("poison".equals(order.trouble()) && !known("antidote")) {
                throw new IllegalArgumentException("poison");
            }
        }

        private boolean known(String id) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement("select 1 from known_thing where id = ?")) {
                select.setString(1, id);
                try (ResultSet result = select.executeQuery()) {
                    return result.next();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static void update(AgroalDataSource dataSource, String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private SampleConsumers() {}
}
