package org.testamur.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which installation is looked at and what is done with the findings.
 *
 * @param management addresses of management ports, by service; a service may have several instances
 * @param logIn the issuer of tokens
 * @param token an operator's bearer token, for services whose management port is out of reach
 * @param disks folders whose file systems are looked at
 * @param secrets files that only their owner may read
 * @param watch time between the two looks of a run
 * @param memory where the last look is kept until the next run
 */
record Options(
        URI url,
        boolean local,
        Optional<Path> ca,
        Map<String, List<URI>> management,
        URI logIn,
        Optional<String> token,
        List<Path> disks,
        List<Path> secrets,
        Duration watch,
        Optional<Path> memory,
        boolean json,
        Optional<String> mail,
        boolean always) {

    static final String USAGE = """
            usage: ./testamur doctor [--url URL [--ca FILE] [--management SERVICE=URL]... [--log-in ISSUER]]
                                     [--disk FOLDER]... [--memory FILE] [--watch SECONDS] [--json]
                                     [--mail ADDRESS [--always]]

            Tells what is wrong with an installation and what to do first; without --url, with the stack that ./testamur up
            starts. It ends with 0 when all is well, 1 with warnings, 2 when something is wrong.

              --url URL                  the public address of an installation
              --ca FILE                  authorities to trust instead of the usual ones, in PEM
              --management SERVICE=URL   where a service shows health and metrics, http://HOST:9081 and so on; again for
                                         each service and instance
              --log-in ISSUER            the issuer of tokens, if it is not URL/auth/realms/testamur
              --disk FOLDER              a file system of this machine that is not to fill up
              --memory FILE              keeps this look for the next run, which tells what has changed since
              --watch SECONDS            time between the two looks of one run (10)
              --json                     one JSON document instead of lines
              --mail ADDRESS             sends what was found there when something is wrong; with --always also when not

            TESTAMUR_DOCTOR_TOKEN is an operator's bearer token; with it services tell their degraded states without their
            management ports. Mail goes out by TESTAMUR_DOCTOR_SMTP_HOST, _PORT (587), _TLS (starttls, tls or none), _USER,
            _PASSWORD or _PASSWORD_FILE, _FROM and _CA (authorities in PEM).
            """;

    /** Tells what is wrong with the words of a command. */
    static final class Misused extends Exception {

        private static final long serialVersionUID = 1;

        Misused(String message) {
            super(message);
        }
    }

    static Options of(List<String> words, Map<String, String> environment) throws Misused {
        var one = new HashMap<String, String>();
        var disks = new ArrayList<Path>();
        var management = new HashMap<String, List<URI>>();
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var word = rest.next();
            switch (word) {
                case "--json", "--always" -> one.put(word, "");
                case "--url", "--ca", "--log-in", "--memory", "--watch", "--mail" -> one.put(word, value(word, rest));
                case "--disk" -> disks.add(Path.of(value(word, rest)));
                case "--management" -> add(management, value(word, rest));
                default -> throw new Misused("doctor does not know " + word + ".");
            }
        }
        var local = !one.containsKey("--url");
        var state = Path.of(environment.getOrDefault("TESTAMUR_STATE", ".testamur"));
        if (local) {
            for (var word : List.of("--ca", "--management", "--log-in")) {
                if (one.containsKey(word) || (word.equals("--management") && !management.isEmpty())) {
                    throw new Misused(word + " goes with --url.");
                }
            }
            localPorts(environment, management);
            one.put(
                    "--ca",
                    environment.getOrDefault(
                            "TESTAMUR_CA", state.resolve("tls/ca.pem").toString()));
            one.putIfAbsent("--memory", state.resolve("doctor.metrics").toString());
            disks.add(state);
        }
        var url = url(
                local ? environment.getOrDefault("TESTAMUR_PUBLIC_URL", "https://localhost:8443") : get(one, "--url"));
        if (!"https".equals(url.getScheme())) {
            throw new Misused("The public address must begin with https: issuer ids are made from it.");
        }
        var watch = one.getOrDefault("--watch", "10");
        if (!watch.matches("\\d{1,4}")) {
            throw new Misused("--watch takes seconds.");
        }
        return new Options(
                url,
                local,
                Optional.ofNullable(one.get("--ca")).map(Path::of),
                management,
                url(one.getOrDefault("--log-in", url + "/auth/realms/testamur")),
                Optional.ofNullable(environment.get("TESTAMUR_DOCTOR_TOKEN")),
                disks,
                local ? List.of(state.resolve("secrets.properties")) : List.of(),
                Duration.ofSeconds(Long.parseLong(watch)),
                Optional.ofNullable(one.get("--memory")).map(Path::of),
                one.containsKey("--json"),
                Optional.ofNullable(one.get("--mail")),
                one.containsKey("--always"));
    }

    private static String value(String word, Iterator<String> rest) throws Misused {
        if (!rest.hasNext()) {
            throw new Misused(word + " needs a value.");
        }
        return rest.next();
    }

    private static String get(Map<String, String> one, String word) {
        return one.getOrDefault(word, "");
    }

    private static void add(Map<String, List<URI>> management, String word) throws Misused {
        var parts = word.split("=", 2);
        if (parts.length < 2 || !Services.NAMES.contains(parts[0])) {
            throw new Misused(
                    "--management takes SERVICE=URL, and the services are " + String.join(", ", Services.NAMES) + ".");
        }
        management.computeIfAbsent(parts[0], each -> new ArrayList<>()).add(url(parts[1]));
    }

    private static void localPorts(Map<String, String> environment, Map<String, List<URI>> management) {
        var first = Integer.parseInt(environment.getOrDefault("TESTAMUR_SERVICES_PORT", "8081")) + 1000;
        for (var i = 0; i < Services.NAMES.size(); i++) {
            management.put(Services.NAMES.get(i), List.of(URI.create("http://127.0.0.1:" + (first + i))));
        }
    }

    private static URI url(String text) throws Misused {
        try {
            var url = URI.create(text.replaceAll("/+$", ""));
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new Misused("Not a URL: " + text);
        }
        throw new Misused("Not a URL: " + text);
    }
}
