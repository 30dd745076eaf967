package org.testamur.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

/**
 * Two parties on this machine that know each other by mutual TLS, each with a certificate of its own.
 *
 * @param directory holds, for each party, {@code NAME.p12} and {@code NAME-trusts.p12}, and {@code password}
 */
public record Certificates(Path directory) {

    private static final String PASSWORD = "only for tests";

    public static Certificates of(Path directory, String one, String other) {
        try {
            Certificates made = new Certificates(directory);
            Files.writeString(made.passwordFile(), PASSWORD + "\n");
            made.generate(one);
            made.generate(other);
            made.trust(one, other);
            made.trust(other, one);
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificates for tests", e);
        }
    }

    public Path keyStore(String name) {
        return directory.resolve(name + ".p12");
    }

    public Path trustStore(String name) {
        return directory.resolve(name + "-trusts.p12");
    }

    public Path passwordFile() {
        return directory.resolve("password");
    }

    public char[] password() {
        return PASSWORD.toCharArray();
    }

    private void generate(String name) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore(name).toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private void trust(String who, String whom) throws IOException, GeneralSecurityException {
        KeyStore theirs = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keyStore(whom))) {
            theirs.load(file, password());
        }
        Certificate certificate = theirs.getCertificate(whom);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, password());
        trusted.setCertificateEntry(whom, certificate);
        try (OutputStream file = Files.newOutputStream(trustStore(who))) {
            trusted.store(file, password());
        }
    }
}
