package org.testamur.testing.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 by a plain socket: sends what no client would, octet for octet (texts are ISO 8859-1), and reads the answer. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MOST_BODY = 4 << 20;

    /**
     * What came back.
     *
     * @param status 0 when the connection ended without an answer
     * @param text status line, headers and body
     */
    record Answer(int status, String text) {

        static final Answer NONE = new Answer(0, "");
    }

    private final URI server;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    RawConnection(URI server) {
        this.server = server;
    }

    /** Sends the request, by the connection of the one before where that is still open. */
    Answer send(String request, boolean head) throws IOException {
        byte[] octets = request.getBytes(StandardCharsets.ISO_8859_1);
        for (int tries = 0; tries < 2; tries++) {
            boolean reused = socket != null;
            try {
                OutputStream out = open();
                out.write(octets);
                out.flush();
            } catch (IOException e) {
                // What was refused at its first line is not read to its end: the answer may be there.
                if (reused) {
                    close();
                    continue;
                }
            }
            Answer answer = read(head);
            if (answer.status() > 0 || !reused) {
                return answer;
            }
        }
        return Answer.NONE;
    }

    private OutputStream open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(server.getHost(), server.getPort());
            open.setTcpNoDelay(true);
            open.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open.getOutputStream();
    }

    private Answer read(boolean head) throws IOException {
        try {
            StringBuilder text = new StringBuilder();
            String line = line();
            while (line.startsWith("HTTP/1.1 100")) {
                line();
                line = line();
            }
            if (!line.startsWith("HTTP/1.")) {
                close();
                return Answer.NONE;
            }
            int status = Integer.parseInt(line.substring(9, 12));
            long length = -1;
            boolean chunked = false;
            boolean ends = line.startsWith("HTTP/1.0");
            for (; !line.isEmpty(); line = line()) {
                text.append(line).append('\n');
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(lower.substring(15).trim());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
                ends |= lower.startsWith("connection:") && lower.contains("close");
            }
            if (!head && status != 204 && status != 304) {
                text.append(body(length, chunked));
            }
            if (ends) {
                close();
            }
            return new Answer(status, text.toString());
        } catch (IOException e) {
            close();
            if (e instanceof java.net.SocketTimeoutException) {
                throw e;
            }
            return Answer.NONE;
        }
    }

    private String body(long length, boolean chunked) throws IOException {
        if (chunked) {
            StringBuilder body = new StringBuilder();
            for (int size = Integer.parseInt(line().trim(), 16); size > 0; size = Integer.parseInt(line().trim(), 16)) {
                body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line();
            }
            line();
            return body.toString();
        }
        return length < 0
                ? new String(in.readNBytes(MOST_BODY), StandardCharsets.UTF_8)
                : new String(in.readNBytes((int) Math.min(MOST_BODY, length)), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the connection ended");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
