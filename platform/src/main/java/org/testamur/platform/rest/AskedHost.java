package org.testamur.platform.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host that a request is for: by {@code X-Forwarded-Host} where a configured proxy passes it on, else by {@code
 * Host}. Only where an institution has a host of its own does it matter; no address in an answer is made from it.
 */
@ApplicationScoped
public class AskedHost {

    private final List<Network> trusted;

    AskedHost(TrustedProxiesConfig config) {
        this.trusted =
                config.trusted().orElse(Set.of()).stream().map(Network::of).toList();
    }

    /** In lower case, with its port unless that is the scheme's own; empty when it cannot be read. */
    public String of(HttpServerRequest asked) {
        boolean forwarded = isTrusted(asked.connection().remoteAddress().hostAddress());
        String named = forwarded ? asked.getHeader("X-Forwarded-Host") : null;
        HostAndPort authority = named == null ? asked.authority() : HostAndPort.parseAuthority(named, -1);
        if (authority == null || authority.host() == null) {
            return "";
        }
        String scheme = forwarded ? asked.getHeader("X-Forwarded-Proto") : null;
        boolean secure = "https".equals(scheme == null ? asked.scheme() : scheme);
        String host = authority.host().toLowerCase(Locale.ROOT);
        int port = authority.port();
        return port < 0 || port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    private boolean isTrusted(@Nullable String address) {
        return address != null && trusted.stream().anyMatch(network -> network.holds(InetAddress.ofLiteral(address)));
    }

    /** The addresses that share so many leading bits. */
    record Network(InetAddress first, int bits) {

        /** From an address, or from CIDR notation (RFC 4632 §3.1). */
        static Network of(String text) {
            String[] parts = text.trim().split("/", 2);
            InetAddress first = InetAddress.ofLiteral(parts[0]);
            int most = first.getAddress().length * 8;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("testamur.proxies.trusted holds no network: " + text);
            }
            return new Network(first, bits);
        }

        boolean holds(InetAddress other) {
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
