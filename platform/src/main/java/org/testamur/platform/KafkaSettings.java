package org.testamur.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/**
 * Maps the settings of every Kafka client of a service. Any other {@code kafka.*} that Kafka's clients know works as well.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "kafka")
interface KafkaSettings {

    /** Where the brokers are, with commas between them. The service does not start without it. */
    @WithName("bootstrap.servers")
    Optional<String> bootstrapServers();

    /** How clients connect: {@code SASL_SSL} or {@code SSL} in production, {@code PLAINTEXT} by default. */
    @WithName("security.protocol")
    Optional<String> securityProtocol();

    /** How clients log in, such as {@code SCRAM-SHA-512}. */
    @WithName("sasl.mechanism")
    Optional<String> saslMechanism();

    /** The log-in module with its user name and password, a secret. */
    @WithName("sasl.jaas.config")
    Optional<String> saslJaasConfig();

    /** The entry of Quarkus' TLS registry ({@code quarkus.tls.NAME.*}) with the trust store, and a key store if asked for. */
    Optional<String> tlsConfigurationName();
}
