package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The public page, opened in a real browser that trusts the local authority and nobody's word. */
class PageE2E {

    private final Classroom classroom = new Classroom();
    private final Path leavings = Classroom.leavings("pages");

    @Test
    void aValidCredentialReadsAsOne() throws Exception {
        classroom.learner("lena");
        String credential = classroom.credential("lena", "Read by people");
        String page = look("valid", credential, 1280);
        assertThat(page).contains("Read by people").contains("Northfield University");
        assertThat(page).contains("This credential is valid").doesNotContain("This credential was revoked");
        look("valid-on-a-phone", credential, 390);
    }

    @Test
    void aRevokedCredentialReadsAsOne() throws Exception {
        classroom.learner("lukas");
        String credential = classroom.credential("lukas", "Taken back");
        classroom
                .registrar
                .post("/issuance/credentials/" + credential + "/revocation")
                .json(Json.object("reason", "Awarded in error."))
                .send()
                .expect(200);
        classroom.verified(credential, "revoked");
        assertThat(look("revoked", credential, 1280)).contains("This credential was revoked");
    }

    /** Takes a picture of the page for people to look at, and reads what the browser made of it. */
    private String look(String name, String credential, int width) throws Exception {
        Files.createDirectories(leavings);
        Path picture = leavings.resolve(name + ".png");
        String url = classroom.stack.publicUrl() + "/verify/" + credential;
        chromium("--window-size=" + width + ",1400", "--hide-scrollbars", "--screenshot=" + picture, url);
        assertThat(colours(ImageIO.read(picture.toFile()))).hasSizeGreaterThan(20);
        String page = chromium("--dump-dom", url);
        Files.writeString(leavings.resolve(name + ".html"), page);
        return page;
    }

    private String chromium(String... arguments) throws Exception {
        Path profile = Files.createTempDirectory("testamur-chromium");
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--ignore-certificate-errors-spki-list=" + authorityKey()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("Looking at the page needs chromium on the path.", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }

    /** The hash of the authority's public key, as Chromium wants it. */
    private String authorityKey() throws Exception {
        try (var pem = Files.newInputStream(classroom.stack.authority())) {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getPublicKey()
                    .getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        }
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 3) {
            for (int y = 0; y < image.getHeight(); y += 3) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
