package org.testamur.platform.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * The host that a request is for: by {@code X-Forwarded-Host} where a configured proxy passes it on, else by {@code
 * Host}. Only where an institution has a host of its own does it matter; no address in an answer is made from it.
 */
@ApplicationScoped
public class RequestHost {

    private final TrustedProxies proxies;

    RequestHost(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** In lower case, with its port unless that is the scheme's own; empty when it cannot be read. */
    public String of(HttpServerRequest asked) {
        boolean forwarded = proxies.contains(asked.connection().remoteAddress().hostAddress());
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
}
