package org.testamur.dataintegrity.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private final Envelope envelope = new Envelope(new byte[32]);

    @Test
    void opensWhatItSealed() throws Exception {
        assertArrayEquals(SECRET, envelope.open(envelope.seal(SECRET, "key-1"), "key-1"));
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        var one = envelope.seal(SECRET, "key-1");
        var two = envelope.seal(SECRET, "key-1");
        assertFalse(Arrays.equals(one.secret(), two.secret()));
        assertFalse(Arrays.equals(one.wrappedKey(), two.wrappedKey()));
    }

    @Test
    void anotherKeyEncryptionKeyOpensNothing() {
        byte[] other = new byte[32];
        other[31] = 1;
        var sealed = envelope.seal(SECRET, "key-1");
        assertThrows(Envelope.UnopenableException.class, () -> new Envelope(other).open(sealed, "key-1"));
    }

    @Test
    void anEnvelopeOpensForItsOwnNameOnly() {
        var sealed = envelope.seal(SECRET, "key-1");
        assertThrows(Envelope.UnopenableException.class, () -> envelope.open(sealed, "key-2"));
    }

    @Test
    void aSecretMovedToAnotherEnvelopeDoesNotOpen() {
        var one = envelope.seal(SECRET, "key-1");
        var two = envelope.seal(SECRET, "key-1");
        var mixed = new Envelope.Sealed(one.wrappedKey(), two.secret());
        assertThrows(Envelope.UnopenableException.class, () -> envelope.open(mixed, "key-1"));
    }

    @Test
    void changedOrCutEnvelopesDoNotOpen() {
        var sealed = envelope.seal(SECRET, "key-1");
        byte[] changed = sealed.secret().clone();
        changed[changed.length - 1] ^= 1;
        assertThrows(
                Envelope.UnopenableException.class,
                () -> envelope.open(new Envelope.Sealed(sealed.wrappedKey(), changed), "key-1"));
        assertThrows(
                Envelope.UnopenableException.class,
                () -> envelope.open(new Envelope.Sealed(new byte[3], sealed.secret()), "key-1"));
    }

    @Test
    void aKeyWrappedAnewKeepsItsSealAndOpensWithTheOtherKeyEncryptionKeyOnly() throws Exception {
        byte[] other = new byte[32];
        other[31] = 1;
        Envelope next = new Envelope(other);
        var sealed = envelope.seal(SECRET, "key-1");
        var rewrapped = envelope.rewrap(sealed, "key-1", next);
        assertArrayEquals(SECRET, next.open(rewrapped, "key-1"));
        assertArrayEquals(sealed.secret(), rewrapped.secret());
        assertThrows(Envelope.UnopenableException.class, () -> envelope.open(rewrapped, "key-1"));
        assertThrows(Envelope.UnopenableException.class, () -> envelope.rewrap(rewrapped, "key-1", next));
        assertThrows(Envelope.UnopenableException.class, () -> envelope.rewrap(sealed, "key-2", next));
    }

    @Test
    void anIdTellsKeyEncryptionKeysApartAndNothingOfThem() {
        byte[] other = new byte[32];
        other[31] = 1;
        assertEquals(envelope.id(), new Envelope(new byte[32]).id());
        assertNotEquals(envelope.id(), new Envelope(other).id());
        assertEquals(16, envelope.id().length());
    }
}
