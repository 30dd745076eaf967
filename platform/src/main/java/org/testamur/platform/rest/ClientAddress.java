package org.testamur.platform.rest;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a request comes from: the peer's or, where the peer is a trusted proxy, the last one in {@code
 * X-Forwarded-For} that is no trusted proxy. What stands before that one is the client's own claim and does not count.
 */
@ApplicationScoped
public class ClientAddress {

    private static final int IPV6_NETWORK_BYTES = 8;

    private final TrustedProxies proxies;

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
                return address;
            }
            address = before;
        }
        return address;
    }

    private static @Nullable String literal(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
