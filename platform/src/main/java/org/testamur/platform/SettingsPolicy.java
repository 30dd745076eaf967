package org.testamur.platform;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds settings that contradict one another. What one setting may be by itself, its mapping says. */
final class SettingsPolicy {

    private SettingsPolicy() {}

    /**
     * What a service was given.
     *
     * @param longestBody of any operation, in bytes
     * @param largerBodies by path, in bytes
     * @param serverBody at which the server hangs up, in bytes
     * @param role that the service works as in its database
     * @param owner of the tables, who migrates them
     * @param migrates whether the service does
     * @param knowsTokens whether it is said whose tokens count
     * @param knowsKeys whether it is said, or can be asked, where the keys of tokens are and who their issuer is
     */
    record Given(
            String service,
            URI publicUrl,
            long longestBody,
            Map<String, Long> largerBodies,
            long serverBody,
            String role,
            Optional<String> owner,
            boolean migrates,
            boolean knowsTokens,
            boolean knowsKeys) {}

    /** One sentence for each fault, which names the setting; none if the service may start. */
    static List<String> faults(Given given) {
        List<String> faults = new ArrayList<>();
        if (!given.service().matches("[a-z][a-z0-9-]*")) {
            faults.add("testamur.service is %s; it must be a lower-case word, such as catalog."
                    .formatted(given.service()));
        }
        if (!isOrigin(given.publicUrl())) {
            faults.add(
                    "testamur.public-url is %s; it must be a scheme and a host, with nothing behind them, such as https://credentials.example.edu."
                            .formatted(given.publicUrl()));
        }
        body(faults, "testamur.max-body-size", given.longestBody(), given.serverBody());
        new TreeMap<>(given.largerBodies())
                .forEach((path, most) ->
                        body(faults, "testamur.larger-bodies.\"" + path + "\"", most, given.serverBody()));
        if (given.owner().isEmpty() && given.migrates()) {
            faults.add("quarkus.flyway.username is not set; name the role that owns the tables,"
                    + " or migrate by other means and set quarkus.flyway.migrate-at-start to false.");
        }
        if (given.owner().isPresent() && given.owner().get().equals(given.role())) {
            faults.add(
                    "quarkus.datasource.username and quarkus.flyway.username are both %s; a service must not work as the owner of its tables, whom row-level security does not bind."
                            .formatted(given.role()));
        }
        if (!given.knowsTokens()) {
            faults.add("quarkus.oidc.auth-server-url is not set; without an identity provider nobody can log in.");
        }
        if (!given.knowsKeys()) {
            faults.add(
                    "quarkus.oidc.discovery-enabled is false; set quarkus.oidc.jwks-path, without which no token can be"
                            + " checked, and quarkus.oidc.token.issuer, without which tokens of any issuer would count.");
        }
        return List.copyOf(faults);
    }

    /** A scheme, a host and perhaps a port (RFC 6454 §6.2). */
    static boolean isOrigin(URI address) {
        return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                && address.getHost() != null
                && (address.getScheme() + "://" + address.getRawAuthority()).equals(address.toString())
                && address.getRawUserInfo() == null;
    }

    private static void body(List<String> faults, String setting, long most, long server) {
        if (most < 1) {
            faults.add(setting + " is " + most + "; a body has at least one byte.");
        } else if (most > server) {
            faults.add(
                    "%s is %d bytes, more than quarkus.http.limits.max-body-size (%d), at which the server hangs up without an answer."
                            .formatted(setting, most, server));
        }
    }
}
