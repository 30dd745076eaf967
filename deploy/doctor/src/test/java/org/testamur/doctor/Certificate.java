package org.testamur.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for localhost that nobody trusts unless told to. */
record Certificate(Path pem, SSLContext server) {

    private static final String PASSWORD = "for-tests-only";

    static Certificate in(Path folder, int days) throws IOException, InterruptedException, GeneralSecurityException {
        keytool(
                folder,
                ("-genkeypair -alias own -keyalg EC -groupname secp256r1 -dname CN=localhost -ext san=dns:localhost -validity "
                        + days));
        keytool(folder, "-exportcert -rfc -alias own -file own.pem");
        var store = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(folder.resolve("own.p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new Certificate(folder.resolve("own.pem"), context);
    }

    private static void keytool(Path folder, String words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", "own.p12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
