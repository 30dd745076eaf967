package org.testamur.issuance.key.backend.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Encodes a template of an object to create or find (an array of CK_ATTRIBUTE). */
final class Attributes {

    static final long CLASS = 0x0;
    static final long TOKEN = 0x1;
    static final long PRIVATE = 0x2;
    static final long LABEL = 0x3;
    static final long KEY_TYPE = 0x100;
    static final long ID = 0x102;
    static final long SENSITIVE = 0x103;
    static final long SIGN = 0x108;
    static final long VERIFY = 0x10A;
    static final long EXTRACTABLE = 0x162;
    static final long EC_PARAMS = 0x180;
    static final long EC_POINT = 0x181;

    /** CK_ATTRIBUTE on 64-bit Linux: type, pointer and length of eight bytes each, nothing packed. */
    private static final long SIZE = 24;

    private record Attribute(long type, byte[] value) {}

    private final List<Attribute> all = new ArrayList<>();

    Attributes with(long type, byte[] value) {
        all.add(new Attribute(type, value));
        return this;
    }

    Attributes with(long type, boolean value) {
        return with(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    Attributes with(long type, long value) {
        return with(
                type,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(value)
                        .array());
    }

    Attributes with(long type, String value) {
        return with(type, value.getBytes(StandardCharsets.UTF_8));
    }

    long count() {
        return all.size();
    }

    MemorySegment in(Arena arena) {
        MemorySegment array = arena.allocate(SIZE * all.size(), Long.BYTES);
        long at = 0;
        for (Attribute attribute : all) {
            array.set(ValueLayout.JAVA_LONG, at, attribute.type());
            array.set(ValueLayout.ADDRESS, at + 8, arena.allocateFrom(ValueLayout.JAVA_BYTE, attribute.value()));
            array.set(ValueLayout.JAVA_LONG, at + 16, attribute.value().length);
            at += SIZE;
        }
        return array;
    }

    /** An attribute to be read into a buffer. */
    static MemorySegment reading(Arena arena, long type, MemorySegment buffer) {
        MemorySegment one = arena.allocate(SIZE, Long.BYTES);
        one.set(ValueLayout.JAVA_LONG, 0, type);
        one.set(ValueLayout.ADDRESS, 8, buffer);
        one.set(ValueLayout.JAVA_LONG, 16, buffer.byteSize());
        return one;
    }

    /** The bytes that were read. */
    static byte[] read(MemorySegment attribute, MemorySegment buffer) {
        return buffer.asSlice(0, attribute.get(ValueLayout.JAVA_LONG, 16)).toArray(ValueLayout.JAVA_BYTE);
    }
}
