package org.testamur.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Takes mail over STARTTLS or TLS from who knows the password, and refuses what comes otherwise. */
final class MailServer implements AutoCloseable {

    /** What was said after the handshake, the message's lines included. */
    final BlockingQueue<List<String>> sessions = new LinkedBlockingQueue<>();

    private final ServerSocket socket;
    private final SSLContext context;
    private final boolean atOnce;

    MailServer(SSLContext context, boolean atOnce) throws IOException {
        this.context = context;
        this.atOnce = atOnce;
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var plain = socket.accept()) {
                session(plain);
            } catch (IOException e) {
                // The client went away, which its own test judges.
            }
        }
    }

    private void session(Socket plain) throws IOException {
        if (!atOnce) {
            say(plain, "220 mail.example");
            var in = lines(plain);
            expect(in, "EHLO");
            say(plain, "250-mail.example\r\n250 STARTTLS");
            expect(in, "STARTTLS");
            say(plain, "220 go on");
        }
        var secured = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        if (atOnce) {
            say(secured, "220 mail.example");
        }
        var said = new ArrayList<String>();
        var in = lines(secured);
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            if (line.startsWith("AUTH PLAIN ")) {
                var secret = new String(
                        Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())), StandardCharsets.UTF_8);
                say(secured, secret.equals("\0nightly\0s3cret") ? "235 welcome" : "535 nobody of that name");
            } else if (line.equals("DATA")) {
                say(secured, "354 go on");
                for (var text = in.readLine(); !".".equals(text); text = in.readLine()) {
                    said.add(String.valueOf(text));
                }
                say(secured, "250 taken");
            } else {
                say(secured, line.equals("QUIT") ? "221 bye" : "250-one\r\n250 two");
                if (line.equals("QUIT")) {
                    sessions.add(said);
                }
            }
        }
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void expect(BufferedReader in, String word) throws IOException {
        var line = in.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException(word + " is expected, and came " + line);
        }
    }

    private static void say(Socket socket, String text) {
        try {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
