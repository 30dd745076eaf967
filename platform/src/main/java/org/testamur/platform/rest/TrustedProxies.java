package org.testamur.platform.rest;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises the proxies whose {@code X-Forwarded-*} headers are trusted. */
@Singleton
@Startup
class TrustedProxies {

    private final List<Network> networks;

    TrustedProxies(TrustedProxiesConfig config) {
        this.networks = config.trusted().orElse(Set.of()).stream()
                .map(TrustedProxies::network)
                .toList();
    }

    private static Network network(String text) {
        try {
            return Network.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("testamur.proxies.trusted holds " + text
                    + ", which is neither an IP address nor a network such as 10.1.0.0/16.");
        }
    }

    /** Whether this literal IP address is one of them. */
    boolean contains(@Nullable String address) {
        if (address == null || networks.isEmpty()) {
            return false;
        }
        InetAddress literal = InetAddress.ofLiteral(address);
        return networks.stream().anyMatch(network -> network.contains(literal));
    }

    /** The addresses that share so many leading bits. */
    record Network(InetAddress first, int bits) {

        /** From an address, or from CIDR notation (RFC 4632 §3.1). */
        static Network of(String text) {
            String[] parts = text.trim().split("/", 2);
            if (parts[0].indexOf(':') < 0
                    && parts[0].chars().filter(c -> c == '.').count() != 3) {
                // Java takes 10 for 0.0.0.10, and 10.1 for 10.0.0.1.
                throw new IllegalArgumentException("no address: " + text);
            }
            InetAddress first = InetAddress.ofLiteral(parts[0]);
            int most = first.getAddress().length * 8;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("no network: " + text);
            }
            return new Network(first, bits);
        }

        boolean contains(InetAddress other) {
            byte[] mine = first.getAddress();
            byte[] others = other.getAddress();
            if (mine.length != others.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((mine[i / 8] & mask) != (others[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
