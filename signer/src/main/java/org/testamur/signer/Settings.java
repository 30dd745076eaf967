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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the settings of the signing process, read from a properties file: {@link Setting} says what each means. Secrets
 * are in files of their own.
 *
 * @param keyEncryptionKey 32 bytes
 * @param clients labels that a client may use, by the common name of its certificate; each label may end in {@code *}
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
    private static final int HIGHEST_PORT = 65_535;

    /** Names each setting, and what counts without it. */
    enum Setting {
        /** The address to listen on. */
        ADDRESS("address", "127.0.0.1"),
        /** The port to listen on; 0 takes any. */
        PORT("port", "8446"),
        /** The directory of sealed keys. */
        KEYS("keys"),
        /** The file that holds the key under which private keys are sealed: 32 bytes in base64. */
        KEY_ENCRYPTION_KEY_FILE("key-encryption-key-file"),
        /** The PKCS#12 file with this process's certificate and its key. */
        KEY_STORE("key-store"),
        /** The file with the password of that store. */
        KEY_STORE_PASSWORD_FILE("key-store-password-file"),
        /** The PKCS#12 file with the authority that signs clients' certificates. */
        TRUST_STORE("trust-store"),
        /** The file with the password of that store. */
        TRUST_STORE_PASSWORD_FILE("trust-store-password-file"),
        /** How many signatures a request may ask for. */
        SIGNATURES_AT_ONCE("signatures-at-once", "1024"),
        /** How many requests are served at a time. */
        REQUESTS_AT_ONCE("requests-at-once", "64"),
        /** How many keys there may be. */
        KEYS_AT_MOST("keys-at-most", "10000");

        private final String label;
        private final @Nullable String otherwise;

        Setting(String label) {
            this.label = label;
            this.otherwise = null;
        }

        Setting(String label, String otherwise) {
            this.label = label;
            this.otherwise = otherwise;
        }
    }

    /** A PKCS#12 file. */
    record Store(Path file, char[] password) {}

    static Settings read(Path file) throws SettingsException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SettingsException("The settings cannot be read: " + file, e);
        }
        refuseUnknown(file, properties);
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
                value(properties, Setting.ADDRESS),
                number(properties, Setting.PORT, 0, HIGHEST_PORT),
                Path.of(value(properties, Setting.KEYS)),
                keyEncryptionKey(properties),
                store(properties, Setting.KEY_STORE, Setting.KEY_STORE_PASSWORD_FILE),
                store(properties, Setting.TRUST_STORE, Setting.TRUST_STORE_PASSWORD_FILE),
                Map.copyOf(clients),
                number(properties, Setting.SIGNATURES_AT_ONCE, 1, Integer.MAX_VALUE),
                number(properties, Setting.REQUESTS_AT_ONCE, 1, Integer.MAX_VALUE),
                number(properties, Setting.KEYS_AT_MOST, 1, Integer.MAX_VALUE));
    }

    /** A misspelt setting would be none, and another value than was meant would count. */
    private static void refuseUnknown(Path file, Properties properties) throws SettingsException {
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeIf(name -> name.startsWith(CLIENT));
        Stream.of(Setting.values()).forEach(setting -> unknown.remove(setting.label));
        if (!unknown.isEmpty()) {
            throw new SettingsException(file + " holds what is no setting: " + String.join(", ", unknown)
                    + ". There are client.NAME and "
                    + Stream.of(Setting.values()).map(setting -> setting.label).collect(Collectors.joining(", "))
                    + ".");
        }
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
        String name = Setting.KEY_ENCRYPTION_KEY_FILE.label;
        byte[] key;
        try {
            key = Base64.getDecoder().decode(content(properties, Setting.KEY_ENCRYPTION_KEY_FILE));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("The file that " + name + " names does not hold base64.", e);
        }
        if (key.length != KEY_BYTES) {
            throw new SettingsException("The file that " + name + " names holds " + key.length + " bytes; it must hold "
                    + KEY_BYTES + ", in base64, for example from: openssl rand -base64 32");
        }
        return key;
    }

    private static Store store(Properties properties, Setting file, Setting password) throws SettingsException {
        return new Store(
                Path.of(value(properties, file)), content(properties, password).toCharArray());
    }

    private static String content(Properties properties, Setting setting) throws SettingsException {
        Path file = Path.of(value(properties, setting));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingsException("The file that " + setting.label + " names cannot be read: " + file, e);
        }
    }

    private static int number(Properties properties, Setting setting, int least, int most) throws SettingsException {
        String text = value(properties, setting);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new SettingsException(
                setting.label + " is " + text + "; it must be a number from " + least + " to " + most + ".");
    }

    private static String value(Properties properties, Setting setting) throws SettingsException {
        String value = properties.getProperty(setting.label, "").strip();
        if (!value.isEmpty()) {
            return value;
        }
        if (setting.otherwise == null) {
            throw new SettingsException("The settings lack " + setting.label + ".");
        }
        return setting.otherwise;
    }
}
