package org.testamur.platform.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses a webhook may go to: those of the public internet. An employer names the address, so internal
 * addresses are refused (IANA special-purpose address registries).
 *
 * @param loopback whether this very machine is allowed
 */
public record AddressPolicy(boolean loopback) {

    private static final List<Block> FORBIDDEN_V4 = List.of(
            Block.v4(0, 0, 0, 0, 8, "this network"),
            Block.v4(10, 0, 0, 0, 8, "private"),
            Block.v4(100, 64, 0, 0, 10, "shared by carriers"),
            Block.v4(127, 0, 0, 0, 8, "loopback"),
            Block.v4(168, 63, 129, 16, 32, "cloud metadata"),
            Block.v4(169, 254, 0, 0, 16, "link-local or cloud metadata"),
            Block.v4(172, 16, 0, 0, 12, "private"),
            Block.v4(192, 0, 0, 0, 24, "protocol assignments"),
            Block.v4(192, 0, 2, 0, 24, "documentation"),
            Block.v4(192, 88, 99, 0, 24, "relays"),
            Block.v4(192, 168, 0, 0, 16, "private"),
            Block.v4(198, 18, 0, 0, 15, "benchmarks"),
            Block.v4(198, 51, 100, 0, 24, "documentation"),
            Block.v4(203, 0, 113, 0, 24, "documentation"),
            Block.v4(224, 0, 0, 0, 4, "multicast"),
            Block.v4(240, 0, 0, 0, 4, "reserved"));

    // Only 2000::/3 is given out to the world; of it, these lead elsewhere or nowhere.
    private static final List<Block> FORBIDDEN_V6 = List.of(
            Block.v6(0x2001, 0x0000, 23, "protocol assignments or tunnels"),
            Block.v6(0x2001, 0x0db8, 32, "documentation"),
            Block.v6(0x2002, 0x0000, 16, "tunnels"),
            Block.v6(0x3fff, 0x0000, 20, "documentation"));

    private static final Block GLOBAL_V6 = Block.v6(0x2000, 0, 3, "global");

    /** Why nothing is sent to the address, if so. */
    public Optional<String> refusal(InetAddress address) {
        if (loopback && address.isLoopbackAddress()) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return forbidden(FORBIDDEN_V4, bytes);
        }
        if (isMapped(bytes)) {
            byte[] inner = Arrays.copyOfRange(bytes, 12, 16);
            return loopback && inner[0] == 127 ? Optional.empty() : forbidden(FORBIDDEN_V4, inner);
        }
        return GLOBAL_V6.contains(bytes) ? forbidden(FORBIDDEN_V6, bytes) : Optional.of("not of the public internet");
    }

    private static Optional<String> forbidden(List<Block> blocks, byte[] address) {
        return blocks.stream()
                .filter(block -> block.contains(address))
                .map(Block::purpose)
                .findFirst();
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] start, int bits, String purpose) {

        static Block v4(int a, int b, int c, int d, int bits, String purpose) {
            return new Block(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, bits, purpose);
        }

        static Block v6(int first, int second, int bits, String purpose) {
            byte[] start = new byte[16];
            start[0] = (byte) (first >> 8);
            start[1] = (byte) first;
            start[2] = (byte) (second >> 8);
            start[3] = (byte) second;
            return new Block(start, bits, purpose);
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (start[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
