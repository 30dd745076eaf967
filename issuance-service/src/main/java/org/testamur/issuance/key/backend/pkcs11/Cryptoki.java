package org.testamur.issuance.key.backend.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Binds the functions of a PKCS#11 module that signing with Ed25519 needs (PKCS#11 3.0, on 64-bit Unix: CK_ULONG is a C
 * {@code long}, structures are not packed). The JDK's own provider has no EdDSA.
 */
final class Cryptoki {

    private static final long OS_LOCKING_OK = 0x2;
    private static final long RW_SERIAL_SESSION = 0x6;
    private static final long USER = 1;
    private static final long PUBLIC_KEY = 2;
    private static final long PRIVATE_KEY = 3;
    private static final long EC_EDWARDS = 0x40;
    private static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
    private static final long EDDSA = 0x1057;
    private static final long MECHANISM_SIZE = 24;
    private static final long TOKEN_INFO_SIZE = 256;
    private static final int LABEL_SIZE = 32;
    private static final int SIGNATURE = 64;
    private static final int PUBLIC = 32;
    private static final int MAX_SLOTS = 256;

    /** The curve as a PrintableString and as RFC 8410's object identifier: modules take one, the other or both. */
    private static final List<byte[]> EDWARDS_25519 = List.of(
            concat(new byte[] {0x13, 0x0c}, "edwards25519".getBytes(StandardCharsets.US_ASCII)),
            new byte[] {0x06, 0x03, 0x2b, 0x65, 0x70});

    private final MemorySegment functions;
    private final MethodHandle initialize;
    private final MethodHandle terminate;
    private final MethodHandle getSlotList;
    private final MethodHandle getTokenInfo;
    private final MethodHandle openSession;
    private final MethodHandle login;
    private final MethodHandle getAttributeValue;
    private final MethodHandle findObjectsInit;
    private final MethodHandle findObjects;
    private final MethodHandle findObjectsFinal;
    private final MethodHandle signInit;
    private final MethodHandle sign;
    private final MethodHandle generateKeyPair;

    private interface Call {
        long run() throws Throwable;
    }

    /** @throws CryptokiException when there is no such library, or it is none of PKCS#11 */
    Cryptoki(Path module) throws CryptokiException {
        if (!JAVA_LONG.equals(Linker.nativeLinker().canonicalLayouts().get("long"))) {
            throw new CryptokiException("PKCS#11 modules are used on 64-bit Unix only");
        }
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle getFunctionList = Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.libraryLookup(module, Arena.global()).findOrThrow("C_GetFunctionList"),
                            FunctionDescriptor.of(JAVA_LONG, ADDRESS));
            MemorySegment list = arena.allocate(ADDRESS);
            check("C_GetFunctionList", () -> (long) getFunctionList.invokeExact(list));
            functions = list.get(ADDRESS, 0).reinterpret(8 + 68 * ADDRESS.byteSize());
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new CryptokiException(module + " is not there or is no PKCS#11 module");
        }
        initialize = function(0, ADDRESS);
        terminate = function(1, ADDRESS);
        getSlotList = function(4, JAVA_BYTE, ADDRESS, ADDRESS);
        getTokenInfo = function(6, JAVA_LONG, ADDRESS);
        openSession = function(12, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        login = function(18, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        getAttributeValue = function(24, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
        findObjectsInit = function(26, JAVA_LONG, ADDRESS, JAVA_LONG);
        findObjects = function(27, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
        findObjectsFinal = function(28, JAVA_LONG);
        signInit = function(42, JAVA_LONG, ADDRESS, JAVA_LONG);
        sign = function(43, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
        generateKeyPair = function(59, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    }

    /** Of CK_FUNCTION_LIST: a version, padded to eight bytes, and pointers in the order of the specification. */
    private MethodHandle function(int index, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        functions.get(ADDRESS, 8 + index * ADDRESS.byteSize()),
                        FunctionDescriptor.of(JAVA_LONG, parameters));
    }

    /** From now on from any number of threads. */
    void initialize() throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(48, Long.BYTES);
            arguments.set(JAVA_LONG, 32, OS_LOCKING_OK);
            check("C_Initialize", () -> (long) initialize.invokeExact(arguments));
        } catch (CryptokiException e) {
            if (!e.is(CryptokiException.ALREADY_INITIALIZED)) {
                throw e;
            }
        }
    }

    /** Ends every session; no other call may be under way. */
    void terminate() throws CryptokiException {
        check("C_Finalize", () -> (long) terminate.invokeExact(MemorySegment.NULL));
    }

    /** Those with a token. */
    long[] slots() throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment slots = arena.allocate(JAVA_LONG, MAX_SLOTS);
            MemorySegment count = arena.allocateFrom(JAVA_LONG, MAX_SLOTS);
            check("C_GetSlotList", () -> (long) getSlotList.invokeExact((byte) 1, slots, count));
            return Arrays.copyOf(slots.toArray(JAVA_LONG), (int) count.get(JAVA_LONG, 0));
        }
    }

    String tokenLabel(long slot) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment information = arena.allocate(TOKEN_INFO_SIZE, Long.BYTES);
            check("C_GetTokenInfo", () -> (long) getTokenInfo.invokeExact(slot, information));
            return new String(information.asSlice(0, LABEL_SIZE).toArray(JAVA_BYTE), StandardCharsets.UTF_8)
                    .stripTrailing();
        }
    }

    long openSession(long slot) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(JAVA_LONG);
            check("C_OpenSession", () -> (long)
                    openSession.invokeExact(slot, RW_SERIAL_SESSION, MemorySegment.NULL, MemorySegment.NULL, session));
            return session.get(JAVA_LONG, 0);
        }
    }

    /** Counts for every session with the token. */
    void login(long session, byte[] pin) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(JAVA_BYTE, pin);
            try {
                check("C_Login", () -> (long) login.invokeExact(session, USER, text, (long) pin.length));
            } catch (CryptokiException e) {
                if (!e.is(CryptokiException.USER_ALREADY_LOGGED_IN)) {
                    throw e;
                }
            } finally {
                text.fill((byte) 0);
            }
        }
    }

    /** The handles of private keys with a label, two at most. */
    long[] privateKeys(long session, String label) throws CryptokiException {
        Attributes wanted = new Attributes().with(Attributes.CLASS, PRIVATE_KEY).with(Attributes.LABEL, label);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = wanted.in(arena);
            MemorySegment found = arena.allocate(JAVA_LONG, 2);
            MemorySegment count = arena.allocate(JAVA_LONG);
            check("C_FindObjectsInit", () -> (long) findObjectsInit.invokeExact(session, template, wanted.count()));
            try {
                check("C_FindObjects", () -> (long) findObjects.invokeExact(session, found, 2L, count));
            } finally {
                check("C_FindObjectsFinal", () -> (long) findObjectsFinal.invokeExact(session));
            }
            return Arrays.copyOf(found.toArray(JAVA_LONG), (int) count.get(JAVA_LONG, 0));
        }
    }

    /** Makes a key that never leaves the token; the answer is its raw public half of 32 bytes. */
    byte[] generate(long session, String label, byte[] id) throws CryptokiException {
        CryptokiException refusal = null;
        for (byte[] curve : EDWARDS_25519) {
            try {
                return generate(session, label, id, curve);
            } catch (CryptokiException e) {
                if (!e.is(
                        CryptokiException.CURVE_NOT_SUPPORTED,
                        CryptokiException.DOMAIN_PARAMS_INVALID,
                        CryptokiException.ATTRIBUTE_VALUE_INVALID)) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw refusal == null ? new CryptokiException("no curve") : refusal;
    }

    private byte[] generate(long session, String label, byte[] id, byte[] curve) throws CryptokiException {
        Attributes open = new Attributes()
                .with(Attributes.CLASS, PUBLIC_KEY)
                .with(Attributes.KEY_TYPE, EC_EDWARDS)
                .with(Attributes.TOKEN, true)
                .with(Attributes.VERIFY, true)
                .with(Attributes.LABEL, label)
                .with(Attributes.ID, id)
                .with(Attributes.EC_PARAMS, curve);
        Attributes secret = new Attributes()
                .with(Attributes.CLASS, PRIVATE_KEY)
                .with(Attributes.KEY_TYPE, EC_EDWARDS)
                .with(Attributes.TOKEN, true)
                .with(Attributes.PRIVATE, true)
                .with(Attributes.SENSITIVE, true)
                .with(Attributes.EXTRACTABLE, false)
                .with(Attributes.SIGN, true)
                .with(Attributes.LABEL, label)
                .with(Attributes.ID, id);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mechanism = mechanism(arena, EC_EDWARDS_KEY_PAIR_GEN);
            MemorySegment publicTemplate = open.in(arena);
            MemorySegment privateTemplate = secret.in(arena);
            MemorySegment publicKey = arena.allocate(JAVA_LONG);
            MemorySegment privateKey = arena.allocate(JAVA_LONG);
            check("C_GenerateKeyPair", () -> (long) generateKeyPair.invokeExact(
                    session,
                    mechanism,
                    publicTemplate,
                    open.count(),
                    privateTemplate,
                    secret.count(),
                    publicKey,
                    privateKey));
            return point(attribute(session, publicKey.get(JAVA_LONG, 0), Attributes.EC_POINT));
        }
    }

    byte[] attribute(long session, long object, long type) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(256);
            MemorySegment attribute = Attributes.reading(arena, type, buffer);
            check("C_GetAttributeValue", () -> (long) getAttributeValue.invokeExact(session, object, attribute, 1L));
            return Attributes.read(attribute, buffer);
        }
    }

    /** The point as an OCTET STRING of ASN.1, as the specification has it, or bare, as some modules do. */
    private static byte[] point(byte[] value) throws CryptokiException {
        if (value.length == PUBLIC) {
            return value;
        }
        if (value.length == PUBLIC + 2 && value[0] == 0x04 && value[1] == PUBLIC) {
            return Arrays.copyOfRange(value, 2, value.length);
        }
        throw new CryptokiException("the module gave a public key of " + value.length + " bytes");
    }

    /** The raw signature of 64 bytes. */
    byte[] sign(long session, long key, byte[] message) throws CryptokiException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mechanism = mechanism(arena, EDDSA);
            MemorySegment text = arena.allocateFrom(JAVA_BYTE, message);
            MemorySegment signature = arena.allocate(SIGNATURE);
            MemorySegment length = arena.allocateFrom(JAVA_LONG, SIGNATURE);
            check("C_SignInit", () -> (long) signInit.invokeExact(session, mechanism, key));
            check("C_Sign", () -> (long) sign.invokeExact(session, text, (long) message.length, signature, length));
            if (length.get(JAVA_LONG, 0) != SIGNATURE) {
                throw new CryptokiException("C_Sign gave " + length.get(JAVA_LONG, 0) + " bytes");
            }
            return signature.toArray(JAVA_BYTE);
        }
    }

    private static MemorySegment mechanism(Arena arena, long type) {
        MemorySegment mechanism = arena.allocate(MECHANISM_SIZE, Long.BYTES);
        mechanism.set(JAVA_LONG, 0, type);
        return mechanism;
    }

    private static void check(String function, Call call) throws CryptokiException {
        long code;
        try {
            code = call.run();
        } catch (Throwable e) {
            throw new IllegalStateException(function + " cannot be called", e);
        }
        if (code != 0) {
            throw new CryptokiException(function, code);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
