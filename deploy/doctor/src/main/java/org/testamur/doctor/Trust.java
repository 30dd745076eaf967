package org.testamur.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS trust the authorities of a file, or the usual ones. */
final class Trust {

    private Trust() {}

    static SSLContext of(Optional<Path> authorities) throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            return SSLContext.getDefault();
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var file = Files.newInputStream(authorities.get())) {
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
