package org.testamur.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Maps those settings of Quarkus that differ from one installation to the next. A start without a required one ends with
 * its name.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "quarkus")
public interface OperatorSettings {

    Datasource datasource();

    /** The service's database. */
    interface Datasource {

        /** The role that the service works as. It must not own the tables: row-level security does not bind an owner. */
        String username();

        /** The password of the role {@code quarkus.datasource.username}. */
        Optional<String> password();

        Jdbc jdbc();

        /** Connections to the database. */
        interface Jdbc {

            /** The address of the database, such as {@code jdbc:postgresql://postgres:5432/catalog}. */
            String url();

            /** How many connections an instance has; at least the sum of {@code testamur.connections.*}. */
            int maxSize();

            /** How long work waits for a connection that is free. */
            Optional<Duration> acquisitionTimeout();
        }
    }

    Flyway flyway();

    /** Migrations of the database. */
    interface Flyway {

        /**
         * The role that owns the tables and migrates them. The service does not start without it while {@code
         * quarkus.flyway.migrate-at-start} is true.
         */
        Optional<String> username();

        /** The password of the role {@code quarkus.flyway.username}. */
        Optional<String> password();

        /**
         * Whether an instance migrates the database before it starts. Instances that start together wait for one another.
         * One that does not is not ready until others have applied its newest migrations.
         */
        boolean migrateAtStart();
    }

    Oidc oidc();

    /** Who may log in. */
    interface Oidc {

        /**
         * The identity provider's realm, such as {@code https://id.example.edu/realms/testamur}. The service does not
         * start without it.
         */
        Optional<String> authServerUrl();

        /**
         * Whether a start asks the realm where its keys are. It may be false where {@code quarkus.oidc.jwks-path} and {@code
         * quarkus.oidc.token.issuer} say it.
         */
        boolean discoveryEnabled();

        /** Where the provider's keys are, below the realm's address or as a whole address; read at the start. */
        Optional<String> jwksPath();

        /** The key of tokens, base64 of its DER form, instead of an identity provider: for tests. */
        Optional<String> publicKey();

        Token token();

        /** What a token has to say. */
        interface Token {

            /** The issuer of tokens, exactly as in {@code iss}, where it differs from the realm's address here. */
            Optional<String> issuer();

            /** One of these must be among a token's {@code aud}. */
            Optional<List<String>> audience();
        }

        Roles roles();

        /** Where a token names roles. */
        interface Roles {

            /** The path of the claim with a person's roles. */
            Optional<String> roleClaimPath();
        }
    }

    Http http();

    /** Where requests come in. */
    interface Http {

        /** The address to listen on; {@code 0.0.0.0} in a container. */
        String host();

        /** The port of the API. */
        int port();

        /** How long a body may take to arrive; 60 seconds by default. */
        Optional<Duration> readTimeout();

        Limits limits();

        /** Bounds of a request. */
        interface Limits {

            /** The length at which the server hangs up; at least that of the longest body that an operation takes. */
            Optional<MemorySize> maxBodySize();
        }
    }

    Management management();

    /** Where health and metrics answer; no gateway routes there. */
    interface Management {

        /** The address to listen on. */
        String host();

        /** The port of health and metrics. */
        int port();
    }

    Shutdown shutdown();

    /** The end of an instance. */
    interface Shutdown {

        /** How long requests that are under way may take before the instance ends. */
        Optional<Duration> timeout();
    }
}
