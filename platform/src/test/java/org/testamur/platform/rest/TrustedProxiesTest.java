package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1,true",
        "127.0.0.1,127.0.0.2,false",
        "10.1.0.0/16,10.1.255.7,true",
        "10.1.0.0/16,10.2.0.1,false",
        "10.1.128.0/17,10.1.127.255,false",
        "0.0.0.0/0,192.0.2.1,true",
        "0.0.0.0/0,::1,false",
        "fd00::/8,fdff::1,true",
        "fd00::/8,fe80::1,false",
        "::1,::1,true"
    })
    void aNetworkHoldsWhatSharesItsFirstBits(String network, String address, boolean holds) {
        assertEquals(holds, TrustedProxies.Network.of(network).contains(InetAddress.ofLiteral(address)));
    }

    @Test
    void whatIsNoNetworkIsRefusedAtTheStart() {
        for (String text :
                new String[] {"10.0.0.0/33", "10.0.0.0/-1", "proxy.example", "", "10/8", "10.1", "1.2.3.4.5"}) {
            assertThrows(IllegalArgumentException.class, () -> TrustedProxies.Network.of(text));
        }
    }

    @Test
    void theRefusalNamesTheSetting() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> new TrustedProxies(() -> Optional.of(Set.of("gateway.internal"))));
        assertEquals(
                "testamur.proxies.trusted holds gateway.internal, which is neither an IP address nor a network such as"
                        + " 10.1.0.0/16.",
                refused.getMessage());
    }
}
