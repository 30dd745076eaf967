package org.testamur.bench.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An employer's endpoint that reads each request and says thanks, with as little work as HTTP/1.1 allows. */
final class QuickSink implements AutoCloseable {

    private static final byte[] THANKS = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERIFICATION =
            "{\"type\":\"endpoint.verification\"".getBytes(StandardCharsets.US_ASCII);

    private static final int CONNECTIONS = 512;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Object lock = new Object();
    private long requests;
    private long first;
    private long last;

    QuickSink() {
        try {
            server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.submit(() -> serve(socket));
            }
            return null;
        });
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** Counts from nothing again. */
    void reset() {
        synchronized (lock) {
            requests = 0;
        }
    }

    /** Seconds from the first request since the reset to the last of so many; negative when they do not come. */
    double await(long wanted, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (requests < wanted) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return -1;
                }
                lock.wait(Math.min(left, 100));
            }
            return (last - first) / 1e9;
        }
    }

    private static String challenge(String body) {
        String member = "\"challenge\":\"";
        int begin = body.indexOf(member) + member.length();
        return body.substring(begin, body.indexOf('"', begin));
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
                OutputStream out = socket.getOutputStream()) {
            StringBuilder line = new StringBuilder();
            while (true) {
                int length = 0;
                boolean any = false;
                while (readLine(in, line)) {
                    if (line.isEmpty()) {
                        any = true;
                        break;
                    }
                    String header = line.toString().toLowerCase(Locale.ROOT);
                    if (header.startsWith("content-length:")) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                if (!any) {
                    return;
                }
                byte[] body = in.readNBytes(length);
                if (Arrays.equals(
                        body, 0, Math.min(length, VERIFICATION.length), VERIFICATION, 0, VERIFICATION.length)) {
                    // An endpoint that sends its challenge back, and nothing else, is verified.
                    String challenge = challenge(new String(body, StandardCharsets.UTF_8));
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + challenge.length() + "\r\n\r\n" + challenge)
                            .getBytes(StandardCharsets.US_ASCII));
                } else {
                    count();
                    out.write(THANKS);
                }
                out.flush();
            }
        } catch (IOException e) {
            // The sender has closed its connection.
        }
    }

    private void count() {
        synchronized (lock) {
            last = System.nanoTime();
            if (requests++ == 0) {
                first = last;
            }
        }
    }

    private static boolean readLine(InputStream in, StringBuilder line) throws IOException {
        line.setLength(0);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return true;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
