package org.testamur.platform.audit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a client's address to its network: 24 bits of an IPv4 address, 48 of an IPv6 address. Of an IPv6 address that
 * carries an IPv4 address (6to4, RFC 3056) no more than 24 bits of that are left.
 */
final class ClientNetwork {

    private static final int IPV4_BITS = 24;
    private static final int IPV6_BITS = 48;
    private static final int SIX_TO_FOUR_BITS = 16 + IPV4_BITS;

    private ClientNetwork() {}

    /**
     * In CIDR notation, such as {@code 203.0.113.0/24} or {@code 2001:db8:7::/48}.
     *
     * @param address a literal IP address, with a zone perhaps
     * @return null where it is none
     */
    static @Nullable String of(String address) {
        int zone = address.indexOf('%');
        InetAddress literal;
        try {
            literal = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
        } catch (IllegalArgumentException e) {
            return null;
        }
        byte[] bytes = literal.getAddress();
        int bits = literal instanceof Inet4Address ? IPV4_BITS : isSixToFour(bytes) ? SIX_TO_FOUR_BITS : IPV6_BITS;
        Arrays.fill(bytes, bits / Byte.SIZE, bytes.length, (byte) 0);
        return literal instanceof Inet4Address ? ipv4(bytes, bits) : ipv6(bytes, bits);
    }

    private static boolean isSixToFour(byte[] bytes) {
        return bytes[0] == 0x20 && bytes[1] == 0x02;
    }

    private static String ipv4(byte[] bytes, int bits) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/" + bits;
    }

    /** Its first three groups; the rest is zero (RFC 5952). */
    private static String ipv6(byte[] bytes, int bits) {
        int groups = 3;
        while (groups > 0 && group(bytes, groups - 1) == 0) {
            groups--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups; i++) {
            text.append(Integer.toHexString(group(bytes, i))).append(i == groups - 1 ? "" : ":");
        }
        return text.append("::/").append(bits).toString();
    }

    private static int group(byte[] bytes, int i) {
        return (bytes[2 * i] & 0xff) << Byte.SIZE | bytes[2 * i + 1] & 0xff;
    }
}
