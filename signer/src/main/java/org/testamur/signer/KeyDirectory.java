package org.testamur.signer;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.Envelope;

/**
 * Stores keys in files, each sealed in an envelope that opens for its label only. A file is written once and never
 * changed.
 */
final class KeyDirectory {

    /** Also a file's name: nothing that leads out of the directory. */
    static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    private static final String SUFFIX = ".key";

    private final Path directory;
    private final Envelope envelope;
    private final int atMost;
    private final Ed25519 ed25519 = Ed25519.fastest();
    private final Map<String, Ed25519.Key> keys = new ConcurrentHashMap<>();

    /** The key was there before, or there are too many. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }
    }

    /** Opens all that are there: a process that cannot is not started. */
    KeyDirectory(Path directory, byte[] keyEncryptionKey, int atMost) throws SettingsException {
        this.directory = directory;
        this.envelope = new Envelope(keyEncryptionKey);
        this.atMost = atMost;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                String label = name.substring(0, name.length() - SUFFIX.length());
                keys.put(label, read(label, file));
            }
        } catch (IOException e) {
            throw new SettingsException("The directory of keys cannot be read: " + directory, e);
        }
    }

    String provider() {
        return ed25519.provider();
    }

    int count() {
        return keys.size();
    }

    Optional<Ed25519.Key> find(String label) {
        return Optional.ofNullable(keys.get(label));
    }

    /** It is on the disk, to stay, when this returns. */
    synchronized Ed25519.Key create(String label) throws RefusedException, IOException {
        if (keys.size() >= atMost) {
            throw new RefusedException("there are " + atMost + " keys, which is as many as may be");
        }
        Ed25519.Key key = ed25519.generate();
        byte[] seed = key.seed();
        Envelope.Sealed sealed;
        try {
            sealed = envelope.seal(seed, label);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
        Base64.Encoder base64 = Base64.getEncoder();
        write(
                label,
                String.join(
                        "\n",
                        "public-key=" + Multikey.encodePublicKey(key.publicKey()),
                        "wrapped-by=" + envelope.id(),
                        "wrapped-data-key=" + base64.encodeToString(sealed.wrappedKey()),
                        "sealed-seed=" + base64.encodeToString(sealed.secret()),
                        ""));
        keys.put(label, key);
        return key;
    }

    /** Whole or not at all, and never over another. */
    private void write(String label, String text) throws RefusedException, IOException {
        Path unfinished = directory.resolve(label + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.createLink(directory.resolve(label + SUFFIX), unfinished);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException("there is a key of this label");
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Ed25519.Key read(String label, Path file) throws SettingsException {
        Properties text = new Properties();
        try {
            text.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw new SettingsException("There is no key " + label + ".", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("The key " + label + " cannot be read: " + file, e);
        }
        for (String name : List.of("public-key", "wrapped-data-key", "sealed-seed")) {
            if (text.getProperty(name) == null) {
                throw new SettingsException("The key " + label + " lacks " + name + ": " + file);
            }
        }
        try {
            byte[] seed = envelope.open(
                    new Envelope.Sealed(
                            Base64.getDecoder().decode(text.getProperty("wrapped-data-key")),
                            Base64.getDecoder().decode(text.getProperty("sealed-seed"))),
                    label);
            try {
                Ed25519.Key key = ed25519.fromSeed(seed);
                if (!Multikey.encodePublicKey(key.publicKey()).equals(text.getProperty("public-key"))) {
                    throw new SettingsException("The key " + label + " is another than its file says: " + file);
                }
                return key;
            } finally {
                Arrays.fill(seed, (byte) 0);
            }
        } catch (Envelope.UnopenableException | IllegalArgumentException e) {
            throw new SettingsException(
                    "The key-encryption key " + envelope.id() + " does not open the key " + label
                            + ", which was wrapped by " + text.getProperty("wrapped-by", "another") + ".",
                    e);
        }
    }
}
