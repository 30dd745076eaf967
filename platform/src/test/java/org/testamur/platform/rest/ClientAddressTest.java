package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final ClientAddress BEHIND_PROXIES =
            new ClientAddress(new TrustedProxies(() -> Optional.of(Set.of("10.0.0.0/8", "::1"))));
    private static final ClientAddress OPEN = new ClientAddress(new TrustedProxies(Optional::empty));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Peer | X-Forwarded-For | the client
                "192.0.2.7 | '' | 192.0.2.7",
                "192.0.2.7 | 198.51.100.1 | 192.0.2.7",
                "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 203.0.113.9, 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1,10.0.0.2 | 198.51.100.1",
                "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | 198.51.100.1, _hidden | 10.0.0.1",
                "10.0.0.1 | evil.example | 10.0.0.1",
                "10.0.0.1 | 203.0.113.7:49152 | 203.0.113.7",
                "10.0.0.1 | 203.0.113.7:49152, 10.0.0.2:80 | 203.0.113.7",
                "10.0.0.1 | [2001:db8::7]:443 | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1 | [2001:db8::7] | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1 | 203.0.113.7: | 10.0.0.1",
                "10.0.0.1 | 203.0.113.7:123456 | 10.0.0.1",
                "10.0.0.1 | [evil.example]:80 | 10.0.0.1",
                "10.0.0.1 | 2001:DB8::7 | 2001:db8:0:0:0:0:0:7",
                "0:0:0:0:0:0:0:1 | 198.51.100.1 | 198.51.100.1"
            })
    void isTheLastThatNoTrustedProxyIs(String peer, String forwarded, String client) {
        assertEquals(client, BEHIND_PROXIES.of(peer, forwarded.isEmpty() ? List.of() : List.of(forwarded)));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1,10.0.0.1", "192.0.2.7,192.0.2.7"})
    void isThePeerWhereNoProxyIsTrusted(String peer, String client) {
        assertEquals(client, OPEN.of(peer, List.of("198.51.100.1")));
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountAsOne() {
        assertEquals(ClientAddress.network("2001:db8::1"), ClientAddress.network("2001:db8:0:0:ffff::7"));
        assertNotEquals(ClientAddress.network("2001:db8::1"), ClientAddress.network("2001:db8:0:1::1"));
        assertEquals("192.0.2.7", ClientAddress.network("192.0.2.7"));
        assertEquals("", ClientAddress.network(""));
    }
}
