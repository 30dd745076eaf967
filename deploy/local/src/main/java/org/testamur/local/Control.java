package org.testamur.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;

/**
 * Takes one-line commands for the running stack on a loopback port that only who can read the state folder may use: the
 * shell reaches it with nothing installed.
 */
final class Control implements Runnable {

    /** Carries out a command and writes lines for people. */
    @FunctionalInterface
    interface Commands {
        void run(List<String> words, PrintWriter answer) throws PartFailed, InterruptedException;
    }

    private final ServerSocket socket;
    private final String token;
    private final Commands commands;

    private Control(ServerSocket socket, String token, Commands commands) {
        this.socket = socket;
        this.token = token;
        this.commands = commands;
    }

    static void open(Path file, Secrets secrets, Commands commands) throws IOException {
        var control = new Control(
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), secrets.password("control"), commands);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, control.socket.getLocalPort() + " " + control.token + "\n");
        Thread.ofVirtual().name("control").start(control);
    }

    @Override
    public void run() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException e) {
                System.err.println("Control: " + e);
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                var in =
                        new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(
                        new OutputStreamWriter(connection.getOutputStream(), StandardCharsets.UTF_8), true)) {
            var line = in.readLine();
            var words = line == null ? List.<String>of() : List.of(line.strip().split(" +"));
            if (words.size() < 2 || !MessageDigest.isEqual(bytes(words.getFirst()), bytes(token))) {
                return;
            }
            try {
                commands.run(words.subList(1, words.size()), out);
                out.println("ok");
            } catch (PartFailed | RuntimeException e) {
                out.println("failed " + e.getMessage());
            }
        } catch (IOException e) {
            System.err.println("Control: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
