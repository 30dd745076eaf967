package org.testamur.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Maps the settings of this service. */
@ConfigMapping(prefix = "testamur.issuance")
public interface IssuanceConfig {

    /** 32 bytes in base64: makes the ids of credentials unguessable; never to be changed. */
    Optional<String> credentialIdKey();

    StatusListConfig statusList();

    /** Status lists and how soon a change shows. */
    interface StatusListConfig {

        /** A changed list is signed again at most once in this time. */
        @WithDefault("1S")
        Duration publishWindow();

        /** How long a reader may keep a list: its {@code ttl} and {@code Cache-Control}. */
        @WithDefault("1S")
        Duration ttl();

        /** How long a list counts; it is signed again when half of that has passed. */
        @WithDefault("24H")
        Duration validity();

        /** How long before its publication a list counts already, for readers whose clocks are behind. */
        @WithDefault("1M")
        Duration clockSkew();

        /** What the lists of a family are for: revocation always, suspension, refresh. */
        @WithDefault("revocation,suspension")
        List<String> purposes();

        /**
         * Which of them credentials name. Open Badges 3.0 allows one; naming more makes {@code credentialStatus} an
         * array, which the data model of Verifiable Credentials 2.0 allows and 1EdTech's schema does not.
         */
        @WithDefault("revocation")
        List<String> named();

        /** At least 131,072; of lists that begin from now on. */
        @WithDefault("131072")
        int entries();

        /** The share of entries that are never given out and whose bits are set at random. */
        @WithDefault("0.01")
        double decoys();

        /** How many indexes an instance reserves at once; those it does not use are burnt. */
        @WithDefault("64")
        int block();
    }
}
