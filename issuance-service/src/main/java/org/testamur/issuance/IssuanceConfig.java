package org.testamur.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator can set of this service. */
@ConfigMapping(prefix = "testamur.issuance")
public interface IssuanceConfig {

    /** 32 bytes in base64: makes the ids of credentials unguessable; never to be changed. */
    Optional<String> credentialIdKey();

    StatusList statusList();

    /** Status lists and how soon a change shows. */
    interface StatusList {

        /** A changed list is signed again at most once in this time. */
        @WithDefault("1S")
        Duration publishWindow();

        /** How long a reader may keep a list: its {@code ttl} and {@code Cache-Control}. */
        @WithDefault("1S")
        Duration ttl();

        /** How long a list counts; it is signed again when half of that has passed. */
        @WithDefault("24H")
        Duration validity();

        @WithDefault("131072")
        int entries();

        /** How many indexes an instance reserves at once; those it does not use are burnt. */
        @WithDefault("64")
        int block();
    }
}
