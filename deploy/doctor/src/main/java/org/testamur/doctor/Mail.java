package org.testamur.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Sends one text by SMTP (RFC 5321), over TLS unless that is switched off.
 *
 * @param tls {@code starttls}, {@code tls} or {@code none}
 */
record Mail(
        String host,
        int port,
        String tls,
        Optional<String> user,
        Optional<String> password,
        String from,
        Optional<Path> authorities) {

    private static final String SETTING = "TESTAMUR_DOCTOR_SMTP_";
    private static final int PATIENCE = 20_000;

    static Mail of(Map<String, String> environment) throws Options.Misused, IOException {
        var host = setting(environment, "HOST")
                .orElseThrow(() -> new Options.Misused("--mail needs " + SETTING + "HOST."));
        var tls = setting(environment, "TLS").orElse("starttls");
        if (!tls.matches("starttls|tls|none")) {
            throw new Options.Misused(SETTING + "TLS is starttls, tls or none.");
        }
        var port = setting(environment, "PORT").orElse(tls.equals("tls") ? "465" : "587");
        if (!port.matches("\\d{1,5}")) {
            throw new Options.Misused(SETTING + "PORT must be a port.");
        }
        var password = setting(environment, "PASSWORD");
        var file = setting(environment, "PASSWORD_FILE");
        if (password.isEmpty() && file.isPresent()) {
            password = Optional.of(Files.readString(Path.of(file.get())).strip());
        }
        var user = setting(environment, "USER");
        if (user.isPresent() != password.isPresent()) {
            throw new Options.Misused(SETTING + "USER and a password go together.");
        }
        if (user.isPresent() && tls.equals("none")) {
            throw new Options.Misused("A password is sent over TLS only: set " + SETTING + "TLS.");
        }
        return new Mail(
                host,
                Integer.parseInt(port),
                tls,
                user,
                password,
                setting(environment, "FROM").orElse("testamur@" + host),
                setting(environment, "CA").map(Path::of));
    }

    private static Optional<String> setting(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(SETTING + name)).filter(value -> !value.isBlank());
    }

    /** Throws when the server does not take it. */
    void send(String to, String subject, String text, Instant at) throws IOException, GeneralSecurityException {
        var trust = Trust.of(authorities);
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), PATIENCE);
            plain.setSoTimeout(PATIENCE);
            if (tls.equals("tls")) {
                converse(new Talk(secured(plain, trust)), to, subject, text, at);
                return;
            }
            var talk = new Talk(plain);
            if (tls.equals("none")) {
                converse(talk, to, subject, text, at);
                return;
            }
            talk.expect("220");
            talk.say("EHLO testamur", "250");
            talk.say("STARTTLS", "220");
            var inside = new Talk(secured(plain, trust));
            inside.say("EHLO testamur", "250");
            deliver(inside, to, subject, text, at);
        }
    }

    private SSLSocket secured(Socket plain, SSLContext trust) throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void converse(Talk talk, String to, String subject, String text, Instant at) throws IOException {
        talk.expect("220");
        talk.say("EHLO testamur", "250");
        deliver(talk, to, subject, text, at);
    }

    private void deliver(Talk talk, String to, String subject, String text, Instant at) throws IOException {
        if (user.isPresent()) {
            talk.say("AUTH PLAIN " + base64("\0" + user.get() + "\0" + password.orElse("")), "235");
        }
        talk.say("MAIL FROM:<" + address(from) + ">", "250");
        talk.say("RCPT TO:<" + address(to) + ">", "25");
        talk.say("DATA", "354");
        talk.say(message(to, subject, text, at) + "\r\n.", "250");
        talk.say("QUIT", "221");
    }

    /** No line of it can end the message, because the text is in base64. */
    private String message(String to, String subject, String text, Instant at) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return String.join(
                "\r\n",
                "From: Testamur <" + address(from) + ">",
                "To: <" + address(to) + ">",
                "Subject: =?UTF-8?B?" + base64(subject) + "?=",
                "Date: "
                        + DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                                .format(at.atOffset(ZoneOffset.UTC)),
                "Message-ID: <" + UUID.randomUUID() + "@testamur>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
                body);
    }

    private static String address(String text) throws IOException {
        if (!text.matches("[^\\s<>@\\p{Cntrl}]+@[^\\s<>@\\p{Cntrl}]+")) {
            throw new IOException("not an address of mail: " + text);
        }
        return text;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Speaks with the server, a line at a time. */
    private static final class Talk {

        private final BufferedReader in;
        private final OutputStream out;

        Talk(Socket socket) throws IOException {
            // It must not read ahead of a handshake; before STARTTLS the server waits for each line.
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        }

        void say(String text, String expected) throws IOException {
            out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            expect(expected);
        }

        void expect(String expected) throws IOException {
            String line;
            do {
                line = in.readLine();
                if (line == null) {
                    throw new IOException("the mail server ended the connection");
                }
            } while (line.length() > 3 && line.charAt(3) == '-');
            if (!line.startsWith(expected)) {
                throw new IOException("the mail server says " + line);
            }
        }
    }
}
