package org.testamur.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a certificate authority on first start and a server certificate under it, with the JDK's own tool, so that
 * foreign software can resolve what the stack issues when it is given one file.
 */
final class CertificateAuthority {

    private static final int DAYS_CA = 3650;
    private static final int DAYS_SERVER = 820;

    private final Settings settings;
    private final Path folder;
    private final String password;

    CertificateAuthority(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.folder = settings.state().resolve("tls");
        this.password = secrets.password("tls-stores");
    }

    /** The authority's certificate in PEM, for others to trust. */
    Path certificate() {
        return folder.resolve("ca.pem");
    }

    Path serverStore() {
        return folder.resolve("server.p12");
    }

    String password() {
        return password;
    }

    void prepare() throws PartFailed, InterruptedException {
        var names = names();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(certificate())) {
                Files.deleteIfExists(folder.resolve("ca.p12"));
                keytool(
                        "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA -validity "
                                + DAYS_CA + " -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign",
                        "ca.p12",
                        "-dname",
                        "CN=Testamur local certificate authority");
                keytool("-exportcert -rfc -alias ca", "ca.p12", "-file", "ca.pem");
            }
            var stamp = folder.resolve("server.names");
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(names)) {
                Files.deleteIfExists(serverStore());
                keytool(
                        "-genkeypair -alias server -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA",
                        "server.p12",
                        "-dname",
                        "CN=localhost");
                keytool("-certreq -alias server", "server.p12", "-file", "server.csr");
                keytool(
                        "-gencert -rfc -alias ca -sigalg SHA256withECDSA -validity " + DAYS_SERVER
                                + " -ext bc=ca:false -ext ku:c=digitalSignature -ext eku=serverAuth",
                        "ca.p12",
                        "-ext",
                        "san=" + names,
                        "-infile",
                        "server.csr",
                        "-outfile",
                        "server.pem");
                keytool("-importcert -noprompt -alias ca", "server.p12", "-file", "ca.pem");
                keytool("-importcert -noprompt -alias server", "server.p12", "-file", "server.pem");
                Files.writeString(stamp, names);
            }
        } catch (IOException e) {
            throw new PartFailed("The certificates could not be made: " + e, e);
        }
    }

    private String names() {
        var hosts = new LinkedHashSet<>(List.of("localhost", "*.localhost", "harbour.localhost"));
        hosts.add(settings.publicUrl().getHost());
        hosts.remove("127.0.0.1");
        return hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(",")) + ",ip:127.0.0.1";
    }

    private void keytool(String fixed, String store, String... more)
            throws IOException, InterruptedException, PartFailed {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(fixed.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store, "-storepass:env", "STORE_PASSWORD"));
        command.addAll(List.of(more));
        var log = settings.log(FrontDoor.NAME);
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("STORE_PASSWORD", password);
        if (builder.start().waitFor() != 0) {
            throw new PartFailed("The certificates could not be made; see " + log);
        }
    }
}
