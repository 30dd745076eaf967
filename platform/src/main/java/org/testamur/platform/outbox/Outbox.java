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
import java.util.Map;
import java.util.Objects;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.EventHeaders;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.event.OutgoingEvent;

/** Where a fact is left, in the transaction that makes it true, for the relay to send. */
@ApplicationScoped
public class Outbox {

    private static final Object WOKEN = new Object();

    private final AgroalDataSource dataSource;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final PlatformConfig config;
    private final Relay relay;
    private final TransactionSynchronizationRegistry transaction;

    Outbox(
            AgroalDataSource dataSource,
            ObjectMapper mapper,
            Clock clock,
            PlatformConfig config,
            Relay relay,
            TransactionSynchronizationRegistry transaction) {
        this.dataSource = dataSource;
        this.mapper = mapper;
        this.clock = clock;
        this.config = config;
        this.relay = relay;
        this.transaction = transaction;
    }

    /** Tells a fact once the caller's transaction commits, and never if it does not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public FactToken append(OutgoingEvent event) {
        Instant now = clock.instant();
        var id = Uuid7.next();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, id.toString());
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (id, aggregatetype, aggregateid, type, headers, payload, created_at)"
                                + " values (?, ?, ?, ?, ?::jsonb, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, event.topic());
            insert.setString(3, event.key().toString());
            insert.setString(4, event.type());
            insert.setString(5, mapper.writeValueAsString(headers));
            insert.setString(6, event.data() == null ? null : mapper.writeValueAsString(event.data()));
            insert.setTimestamp(7, Timestamp.from(now));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not leave " + event.type() + " in the outbox", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("unwritable " + event.type(), e);
        }
        wakeRelayAfterCommit();
        FactToken token = new FactToken(event.topic(), event.key().toString(), event.version());
        if (Arc.container().requestContext().isActive()) {
            Arc.container().select(ToldFacts.class).get().add(token);
        }
        return token;
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
