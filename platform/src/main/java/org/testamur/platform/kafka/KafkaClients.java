package org.testamur.platform.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates every Kafka client of a service from the settings {@code kafka.*}: the brokers' addresses, TLS
 * ({@code kafka.tls-configuration-name} names an entry of Quarkus' TLS registry), SASL and any other setting of an
 * operator. The properties set here take precedence, because delivery guarantees depend on them.
 */
@ApplicationScoped
public class KafkaClients {

    private static final int FETCHED_BYTES = 4 * 1024 * 1024;

    private final Map<String, Object> broker;

    /** @param broker the settings {@code kafka.*}, without their prefix, as Quarkus collects them */
    public KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    /** A consumer of bytes, in the group that its own settings name, or in none. */
    public KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> own) {
        return new KafkaConsumer<>(settings(own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer in no group, which reads committed records from where it is put and commits nothing. However much there is
     * to read, what it holds in memory stays small.
     *
     * @param most records of a poll
     */
    public KafkaConsumer<byte[], byte[]> reader(int most, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // What is not kept any more is passed over.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                most,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCHED_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCHED_BYTES / 4));
        settings.putAll(own);
        return consumer(settings);
    }

    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> own) {
        return new KafkaProducer<>(settings(own), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin(Map<String, Object> own) {
        return Admin.create(settings(own));
    }

    Map<String, Object> settings(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(broker);
        // Quarkus puts the application's name there.
        settings.remove(CommonClientConfigs.GROUP_ID_CONFIG);
        settings.putAll(own);
        return settings;
    }
}
