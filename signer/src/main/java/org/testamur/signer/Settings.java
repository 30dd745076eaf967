package org.testamur.signer;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Holds the settings of the signing process, read from a properties file. Secrets are in files of their own.
 *
 * @param address where to listen, loopback unless set ({@code address})
 * @param port {@code port}; 0 takes any
 * @param keys the directory of sealed keys ({@code keys})
 * @param keyEncryptionKey 32 bytes; {@code key-encryption-key-file} holds their base64
 * @param keyStore this process's certificate and its key, PKCS#12 ({@code key-store}, {@code key-store-password-file})
 * @param trustStore who signs the clients' certificates ({@code trust-store}, {@code trust-store-password-file})
 * @param clients labels that a client may use, by the common name of its certificate: {@code client.NAME} with commas
 *     between labels; each label may end in {@code *}
 * @param signaturesAtOnce how many signatures a request may ask for ({@code signatures-at-once})
 * @param requestsAtOnce how many are served at a time ({@code requests-at-once})
 * @param keysAtMost how many keys there may be ({@code keys-at-most})
 */
record Settings(
        String address,
        int port,
        Path keys,
        byte[] keyEncryptionKey,
        Store keyStore,
        Store trustStore,
        Map<String, List<String>> clients,
        int signaturesAtOnce,
        int requestsAtOnce,
        int keysAtMost) {

    private static final String CLIENT = "client.";
    private static final int KEY_BYTES = 32;

    /** A PKCS#12 file. */
    record Store(Path file, char[] password) {}

    static Settings read(Path file) throws SettingsException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SettingsException("The settings cannot be read: " + file, e);
        }
        Map<String, List<String>> clients = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(CLIENT)) {
                clients.put(
                        name.substring(CLIENT.length()),
                        Arrays.stream(properties.getProperty(name).split(","))
                                .map(String::strip)
                                .filter(label -> !label.isEmpty())
                                .toList());
            }
        }
        if (clients.isEmpty()) {
            throw new SettingsException(file + " allows nobody anything: name a client and its labels, for example "
                    + "client.issuance=testamur-*");
        }
        return new Settings(
                properties.getProperty("address", "127.0.0.1"),
                number(properties, "port", 8446),
                Path.of(required(properties, "keys")),
                keyEncryptionKey(properties),
                store(properties, "key-store"),
                store(properties, "trust-store"),
                Map.copyOf(clients),
                number(properties, "signatures-at-once", 1024),
                number(properties, "requests-at-once", 64),
                number(properties, "keys-at-most", 10_000));
    }

    /** Whether a client may create and use a label. */
    boolean allows(@Nullable String client, String label) {
        return client != null
                && clients.getOrDefault(client, List.of()).stream()
                        .anyMatch(allowed -> allowed.endsWith("*")
                                ? label.startsWith(allowed.substring(0, allowed.length() - 1))
                                : label.equals(allowed));
    }

    private static byte[] keyEncryptionKey(Properties properties) throws SettingsException {
        String name = "key-encryption-key-file";
        byte[] key;
        try {
            key = Base64.getDecoder().decode(content(properties, name));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("The file that " + name + " names does not hold base64.", e);
        }
        if (key.length != KEY_BYTES) {
            throw new SettingsException("The file that " + name + " names holds " + key.length + " bytes; it must hold "
                    + KEY_BYTES + ", in base64, for example from: openssl rand -base64 32");
        }
        return key;
    }

    private static Store store(Properties properties, String name) throws SettingsException {
        return new Store(
                Path.of(required(properties, name)),
                content(properties, name + "-password-file").toCharArray());
    }

    private static String content(Properties properties, String name) throws SettingsException {
        Path file = Path.of(required(properties, name));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingsException("The file that " + name + " names cannot be read: " + file, e);
        }
    }

    private static int number(Properties properties, String name, int otherwise) throws SettingsException {
        try {
            return Integer.parseInt(
                    properties.getProperty(name, String.valueOf(otherwise)).strip());
        } catch (NumberFormatException e) {
            throw new SettingsException(name + " must be a number.", e);
        }
    }

    private static String required(Properties properties, String name) throws SettingsException {
        String value = properties.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new SettingsException("The settings lack " + name + ".");
        }
        return value;
    }
}
