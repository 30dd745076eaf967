package org.testamur.platform.rest;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request comes from: the peer's or, where the peer is a trusted proxy, the last one in {@code
 * X-Forwarded-For} that is no trusted proxy. What stands before that one is the client's own claim and does not count. An
 * address may have the port that some proxies write: {@code 203.0.113.7:49152}, {@code [2001:db8::1]:443}.
 */
@ApplicationScoped
public class ClientAddress {

    private static final Logger LOG = Logger.getLogger(ClientAddress.class);
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::\\d{1,5})?|([0-9.]{7,15}):\\d{1,5}");

    private final TrustedProxies proxies;
    private final AtomicBoolean warned = new AtomicBoolean();

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** An IP address in text form; empty where the connection has none. */
    public String of(HttpServerRequest request) {
        String peer = request.connection().remoteAddress().hostAddress();
        return peer == null ? "" : of(peer, request.headers().getAll("X-Forwarded-For"));
    }

    /** What one caller has to itself of the address that a request comes from. */
    public String networkOf(HttpServerRequest request) {
        return network(of(request));
    }

    /** A household or a host has a whole IPv6 network of 64 bits (RFC 6177), so its addresses count as one. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return bytes.length <= IPV6_NETWORK_BYTES
                ? address
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
    }

    String of(String peer, List<String> forwarded) {
        List<String> way = forwarded.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::trim)
                .toList();
        String address = peer;
        for (int i = way.size() - 1; i >= 0 && proxies.contains(address); i--) {
            String before = literal(way.get(i));
            if (before == null) {
                warn(address);
                return address;
            }
            address = before;
        }
        return address;
    }

    /** Once: all clients of such a proxy count as one, which an operator should know. */
    private void warn(String proxy) {
        if (warned.compareAndSet(false, true)) {
            LOG.warnf(
                    "the trusted proxy %s sends an X-Forwarded-For without an address: its own counts instead", proxy);
        }
    }

    private static @Nullable String literal(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        String bare = text;
        if (withPort.matches()) {
            bare = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        }
        try {
            return InetAddress.ofLiteral(bare).getHostAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
