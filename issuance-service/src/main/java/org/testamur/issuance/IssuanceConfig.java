package org.testamur.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testamur.platform.AtLeast;
import org.testamur.platform.AtMost;

/**
 * Maps the settings of this service.
 *
 * @since 0.1
 */
@ConfigMapping(prefix = "testamur.issuance")
public interface IssuanceConfig {

    /**
     * The key that makes the ids of credentials unguessable: 32 bytes in base64, a secret. The service does not start
     * without it, nor with another than the credentials in its database were made with.
     */
    Optional<String> credentialIdKey();

    StatusListConfig statusList();

    /** Status lists and how soon a change shows. */
    interface StatusListConfig {

        /** The time within which a changed list is signed again at most once. */
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

        /** What the lists of a family are for: {@code revocation} always, {@code suspension}, {@code refresh}. */
        @WithDefault("revocation,suspension")
        List<String> purposes();

        /**
         * Which of these purposes credentials name. Open Badges 3.0 allows one; naming more makes {@code credentialStatus} an
         * array, which the data model of Verifiable Credentials 2.0 allows and 1EdTech's schema does not.
         */
        @WithDefault("revocation")
        List<String> named();

        /** How many entries a list has; it counts for lists that begin from now on. */
        @WithDefault("131072")
        @AtLeast(131_072)
        int entries();

        /** The share of entries that are never given out and whose bits are set at random. */
        @WithDefault("0.01")
        @AtLeast(0)
        @AtMost(0.5)
        double decoys();

        /** How many indexes an instance reserves at once; those it does not use are burnt. */
        @WithDefault("64")
        @AtLeast(1)
        int block();
    }
}
