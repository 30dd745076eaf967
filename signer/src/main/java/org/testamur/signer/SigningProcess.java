package org.testamur.signer;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Holds keys and signs with them for clients whose certificates it knows: {@code java ... SigningProcess FILE}. */
public final class SigningProcess implements AutoCloseable {

    private final HttpsServer server;

    private SigningProcess(HttpsServer server) {
        this.server = server;
    }

    /** @param arguments the file with the settings */
    public static void main(String[] arguments) {
        // A client that sends slowly, or nothing, holds no thread for long.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        if (arguments.length != 1) {
            System.err.println("usage: java -cp ... " + SigningProcess.class.getName() + " SETTINGS-FILE");
            System.exit(2);
        }
        try {
            SigningProcess process = start(Settings.read(Path.of(arguments[0])), System.out, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static SigningProcess start(Settings settings, PrintStream out, Clock clock) throws SettingsException {
        KeyDirectory keys = new KeyDirectory(settings.keys(), settings.keyEncryptionKey(), settings.keysAtMost());
        HttpsServer server;
        try {
            server = HttpsServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Nobody can listen on " + settings.address() + ":" + settings.port() + ": " + e.getMessage(), e);
        }
        server.setHttpsConfigurator(mutual(context(settings)));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new SigningEndpoint(settings, keys, new Audit(out, clock)));
        server.start();
        out.println(clock.instant() + " ready address=" + settings.address() + " port="
                + server.getAddress().getPort() + " keys=" + keys.count() + " provider=" + keys.provider());
        return new SigningProcess(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(1);
    }

    private static HttpsConfigurator mutual(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters mutual = context.getDefaultSSLParameters();
                mutual.setNeedClientAuth(true);
                mutual.setProtocols(new String[] {"TLSv1.3"});
                parameters.setSSLParameters(mutual);
            }
        };
    }

    private static SSLContext context(Settings settings) throws SettingsException {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(load(settings.keyStore()), settings.keyStore().password());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(load(settings.trustStore()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SettingsException("The certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore load(Settings.Store store) throws SettingsException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(store.file())) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(file, store.password());
            return loaded;
        } catch (IOException e) {
            throw new SettingsException("The key store cannot be opened: " + store.file(), e);
        }
    }
}
