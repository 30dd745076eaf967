package org.testamur.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.EventHeaders;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.JsonAnswers;
import org.testamur.platform.tracing.Traces;
import org.testamur.platform.work.StartGate;

/** Stores a fact in the transaction of its change, for the relay to send. */
@ApplicationScoped
public class Outbox {

    private static final Object WOKEN = new Object();
    /** Rows are numbered in the order of the arrays. */
    private static final String INSERT = """
            insert into outbox (id, aggregatetype, aggregateid, type, headers, payload, created_at)
            select id::uuid, topic, key, type, headers::jsonb, payload, ?::timestamptz
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                with ordinality as fact (id, topic, key, type, headers, payload, place)
            order by place""";

    private final AgroalDataSource dataSource;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final PlatformConfig config;
    private final Relay relay;
    private final TransactionSynchronizationRegistry transaction;
    private final StartGate gate;
    private final Traces traces;

    Outbox(
            AgroalDataSource dataSource,
            ObjectMapper mapper,
            Clock clock,
            PlatformConfig config,
            Relay relay,
            TransactionSynchronizationRegistry transaction,
            StartGate gate,
            Traces traces) {
        this.dataSource = dataSource;
        this.mapper = JsonAnswers.whole(mapper);
        this.clock = clock;
        this.config = config;
        this.relay = relay;
        this.transaction = transaction;
        this.gate = gate;
        this.traces = traces;
    }

    /** Tells a fact once the caller's transaction commits, and never if it does not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public FactToken append(OutgoingEvent event) {
        return appendAll(List.of(event)).getFirst();
    }

    /** Tells many facts at once, those of one key in the given order; each as {@link #append} would. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<FactToken> appendAll(List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (!gate.isOpen()) {
            throw Refusal.writesRefused();
        }
        Instant now = clock.instant();
        int count = events.size();
        String[] ids = new String[count];
        String[] topics = new String[count];
        String[] keys = new String[count];
        String[] types = new String[count];
        String[] headers = new String[count];
        @Nullable String[] payloads = new String[count];
        for (int i = 0; i < count; i++) {
            OutgoingEvent event = events.get(i);
            ids[i] = Uuid7.next().toString();
            topics[i] = event.topic();
            keys[i] = event.key().toString();
            types[i] = event.type();
            headers[i] = write(event, headers(event, ids[i], now));
            payloads[i] = event.data() == null ? null : write(event, event.data());
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.setArray(2, connection.createArrayOf("text", ids));
            insert.setArray(3, connection.createArrayOf("text", topics));
            insert.setArray(4, connection.createArrayOf("text", keys));
            insert.setArray(5, connection.createArrayOf("text", types));
            insert.setArray(6, connection.createArrayOf("text", headers));
            insert.setArray(7, connection.createArrayOf("text", payloads));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not leave " + count + " facts in the outbox", e);
        }
        wakeRelayAfterCommit();
        List<FactToken> tokens = events.stream()
                .map(event -> new FactToken(event.topic(), event.key().toString(), event.version()))
                .toList();
        if (Arc.container().requestContext().isActive()) {
            PublishedFacts told = Arc.container().select(PublishedFacts.class).get();
            tokens.forEach(told::add);
        }
        return tokens;
    }

    private Map<String, String> headers(OutgoingEvent event, String id, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, id);
        headers.put(EventHeaders.TYPE, event.type());
        headers.put(EventHeaders.SOURCE, config.publicUrl() + "/" + config.service());
        headers.put(EventHeaders.SUBJECT, event.key().toString());
        headers.put(EventHeaders.TIME, now.toString());
        headers.put(EventHeaders.VERSION, Long.toString(event.version()));
        if (event.tenant() != null) {
            headers.put(EventHeaders.TENANT, event.tenant().toString());
        }
        if (event.data() != null) {
            headers.put(EventHeaders.CONTENT_TYPE, "application/json");
        }
        String traceparent = traces.of(event.cause());
        if (traceparent != null) {
            headers.put(EventHeaders.TRACE_PARENT, traceparent);
        }
        return headers;
    }

    private String write(OutgoingEvent event, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("unwritable " + event.type(), e);
        }
    }

    private void wakeRelayAfterCommit() {
        if (transaction.getResource(WOKEN) != null) {
            return;
        }
        transaction.putResource(WOKEN, Boolean.TRUE);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (Objects.equals(status, Status.STATUS_COMMITTED)) {
                    relay.wake();
                }
            }
        });
    }
}
