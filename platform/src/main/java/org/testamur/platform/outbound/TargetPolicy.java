package org.testamur.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which URLs an endpoint may have. The addresses of its host are checked again for each delivery.
 *
 * @param loopback whether this very machine is allowed, over plain HTTP too
 */
public record TargetPolicy(boolean loopback) {

    private static final int LONGEST = 2000;
    private static final int LAST_PORT = 65_535;

    /** What ends in a number is no name (URL Standard §3.5): resolvers read it as an IPv4 address, octal and hexadecimal. */
    private static final Pattern NUMBER = Pattern.compile("(?:^|\\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?$");

    /** What is wrong with the URL, if anything. */
    public Optional<String> fault(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is no URL");
        }
        if (url.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        String host = uri.getHost();
        if (host == null || uri.isOpaque()) {
            return Optional.of("must be an absolute https URL with a host name");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("must have neither a user nor a fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return Optional.of("must have a port from 1 to " + LAST_PORT);
        }
        Optional<InetAddress> literal = literal(host);
        boolean usual = literal.isPresent() && literal.get().getHostAddress().equals(host);
        if ((NUMBER.matcher(host).find() && !usual) || host.indexOf('%') >= 0) {
            return Optional.of("must write an IP address in its usual form, without a zone");
        }
        boolean here = literal.map(InetAddress::isLoopbackAddress).orElse(isLocalName(host));
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && here && loopback)) {
            return Optional.of("must begin with https");
        }
        if (here && !loopback) {
            return Optional.of("must not lead to this machine");
        }
        return literal.flatMap(new AddressPolicy(loopback)::refusal)
                .map(purpose -> "must not lead to an address that is " + purpose);
    }

    private static boolean isLocalName(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(
                    host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
