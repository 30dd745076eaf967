package org.testamur.verification.webhook.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Columns;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tracing.Traces;

/** Leaves a delivery for every endpoint that may hear of a fact, in the transaction that makes the fact known here. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Announcements {

    public static final String ISSUED = "credential.issued";
    public static final String STATUS_CHANGED = "credential.status_changed";
    public static final List<String> EVENT_TYPES = List.of(ISSUED, STATUS_CHANGED);

    /** How many types of events there are. */
    public static final int TYPES = 2;

    private static final int AT_ONCE = 1000;

    private final Sql sql;
    private final ObjectMapper mapper;
    private final Dispatcher dispatcher;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Traces traces;

    Announcements(
            Sql sql,
            ObjectMapper mapper,
            Dispatcher dispatcher,
            TransactionSynchronizationRegistry transaction,
            Clock clock,
            Traces traces) {
        this.sql = sql;
        this.mapper = mapper;
        this.dispatcher = dispatcher;
        this.transaction = transaction;
        this.clock = clock;
        this.traces = traces;
    }

    /** @param factVersion with the credential's id, names the fact */
    public record News(
            String eventType,
            UUID credentialId,
            long factVersion,
            UUID institutionId,
            String institutionName,
            @Nullable UUID microCredentialId,
            String achievementId,
            String achievementName,
            String status,
            @Nullable String reasonCode,
            Instant at) {}

    private record Listener(
            UUID endpoint, UUID employer, Set<String> eventTypes, boolean ofAll, Set<UUID> microCredentials) {

        boolean hears(News news) {
            return eventTypes.contains(news.eventType())
                    && (ofAll
                            || (news.microCredentialId() != null
                                    && microCredentials.contains(news.microCredentialId())));
        }
    }

    private record Delivery(News news, Listener listener, String body) {}

    /**
     * For every active endpoint whose employer the institution granted it, once however often it is called. Who narrows or
     * withdraws a grant waits until the deliveries that rest on it can be seen.
     */
    public void announce(UUID institution, List<News> all) {
        List<Listener> listeners = sql.list(
                """
                select endpoint.endpoint_id, endpoint.employer_id, granted.event_types as granted,
                    endpoint.event_types as wanted, granted.all_micro_credentials, granted.micro_credential_ids from webhook_endpoint endpoint
                join employer_grant granted on granted.employer_id = endpoint.employer_id
                where granted.institution_id = ? and granted.ends_at > ? and endpoint.state = 'active'
                for key share of granted""",
                row -> new Listener(
                        Sql.uuid(row, "endpoint_id"),
                        Sql.uuid(row, "employer_id"),
                        both(row),
                        row.getBoolean("all_micro_credentials"),
                        new HashSet<>(List.of(
                                (UUID[]) row.getArray("micro_credential_ids").getArray()))),
                institution.toString(),
                clock.instant());
        List<Delivery> deliveries = new ArrayList<>();
        for (News news : listeners.isEmpty() ? List.<News>of() : all) {
            String body = null;
            for (Listener listener : listeners) {
                if (listener.hears(news)) {
                    body = body == null ? body(news) : body;
                    deliveries.add(new Delivery(news, listener, body));
                }
            }
        }
        for (int i = 0; i < deliveries.size(); i += AT_ONCE) {
            leave(institution, deliveries.subList(i, Math.min(deliveries.size(), i + AT_ONCE)));
        }
        if (!deliveries.isEmpty()) {
            wakeDispatcherAfterCommit();
        }
    }

    private static Set<String> both(ResultSet row) throws SQLException {
        Set<String> both =
                new HashSet<>(List.of((String[]) row.getArray("granted").getArray()));
        both.retainAll(List.of((String[]) row.getArray("wanted").getArray()));
        return both;
    }

    private void leave(UUID institution, List<Delivery> deliveries) {
        Instant now = clock.instant();
        Object[] columns = Columns.of(deliveries)
                .ids(delivery -> Uuid7.next())
                .texts(delivery -> webhookId(
                        delivery.news().credentialId(),
                        delivery.news().factVersion(),
                        delivery.listener().endpoint()))
                .ids(delivery -> delivery.listener().endpoint())
                .ids(delivery -> delivery.listener().employer())
                .ids(delivery -> delivery.news().credentialId())
                .texts(delivery -> delivery.news().eventType())
                .texts(Delivery::body)
                .texts(delivery -> traces.of(delivery.news().credentialId()))
                .arguments();
        List<@Nullable Object> arguments = new ArrayList<>(List.of(institution.toString(), now, now));
        arguments.addAll(Arrays.asList(columns));
        sql.update("""
                insert into delivery (delivery_id, webhook_id, endpoint_id, employer_id, credential_id, event_type, body,
                    traceparent, institution_id, state, due_at, created_at)
                select due.*, ?, 'pending', ?, ? from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
                    ?::text[], ?::text[], ?::text[]) as due on conflict (webhook_id) do nothing""", arguments.toArray());
    }

    /** Deletes what was or would be sent of a credential; for erasure. */
    public void forget(UUID credentialId) {
        sql.update("delete from delivery where credential_id = ?", credentialId);
    }

    /** Sends an employer nothing of what waits for it and is not among these any more. */
    public void cancelBeyond(
            UUID institution, UUID employer, Collection<UUID> microCredentials, Collection<String> eventTypes) {
        sql.update(
                """
                update delivery set state = 'cancelled', ended_at = ?
                where institution_id = ? and employer_id = ? and state = 'pending'
                and not (event_type = any(?) and exists (select 1 from verification_record record
                    where record.credential_id = delivery.credential_id and record.micro_credential_id = any(?)))""",
                clock.instant(),
                institution.toString(),
                employer,
                eventTypes.toArray(String[]::new),
                microCredentials.toArray(UUID[]::new));
    }

    /** Sends an employer nothing more of what it no longer is granted. */
    public void cancel(UUID institution, UUID employer) {
        sql.update(
                "update delivery set state = 'cancelled', ended_at = ?"
                        + " where institution_id = ? and employer_id = ? and state = 'pending'",
                clock.instant(),
                institution.toString(),
                employer);
    }

    /** The same for the same fact and endpoint, so that a receiver recognises what it had before. */
    static String webhookId(UUID credentialId, long factVersion, UUID endpoint) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((credentialId + "\n" + factVersion + "\n" + endpoint).getBytes(StandardCharsets.US_ASCII));
            return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String body(News news) {
        try {
            return mapper.writeValueAsString(Payload.of(news));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wakeDispatcherAfterCommit() {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    dispatcher.wake();
                }
            }
        });
    }
}
