package org.testamur.platform.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.0/24",
        "203.0.113.0, 203.0.113.0/24",
        "203.0.113.255, 203.0.113.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "0.0.0.0, 0.0.0.0/24",
        "127.0.0.1, 127.0.0.0/24",
        "2001:db8:7:1::5, 2001:db8:7::/48",
        "2001:db8:7:ffff:ffff:ffff:ffff:ffff, 2001:db8:7::/48",
        "2001:db8::1, 2001:db8::/48",
        "2001:0:0:1::1, 2001::/48",
        "::1, ::/48",
        "::, ::/48",
        "0:db8:7:1::5, 0:db8:7::/48",
        "0:0:7:1::5, 0:0:7::/48",
        "fe80::1%eth0, fe80::/48",
        "2001:DB8:7:1::5, 2001:db8:7::/48",
        "::ffff:203.0.113.7, 203.0.113.0/24",
        "::ffff:cb00:7107, 203.0.113.0/24",
        "2002:cb00:7107:1::1, 2002:cb00:7100::/40",
        "64:ff9b::203.0.113.7, 64:ff9b::/48"
    })
    void anAddressIsCutToItsNetwork(String address, String network) {
        assertEquals(network, ClientNetwork.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "203.0.113.256", "2001:db8", "1.2.3.4:80", "%eth0"})
    void whatIsNoAddressIsNotKept(String text) {
        assertNull(ClientNetwork.of(text));
    }

    /** Only the network of an address is kept, so two addresses of one network give the same. */
    @RepeatedTest(300)
    void nothingBehindTheNetworkIsLeft(RepetitionInfo repetition) throws UnknownHostException {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        String network =
                String.valueOf(ClientNetwork.of(InetAddress.getByAddress(bytes).getHostAddress()));

        byte[] kept = InetAddress.ofLiteral(network.split("/", 2)[0]).getAddress();
        int bits = Integer.parseInt(network.split("/", 2)[1]);
        assertTrue(bits == (bytes.length == 4 ? 24 : 48) || (bytes.length == 16 && bits == 40), network);
        byte[] cut = bytes.clone();
        Arrays.fill(cut, bits / 8, cut.length, (byte) 0);
        assertEquals(Arrays.toString(cut), Arrays.toString(kept));

        byte[] neighbour = bytes.clone();
        random.nextBytes(neighbour);
        System.arraycopy(bytes, 0, neighbour, 0, bits / 8);
        assertEquals(
                network, ClientNetwork.of(InetAddress.getByAddress(neighbour).getHostAddress()));
    }
}
