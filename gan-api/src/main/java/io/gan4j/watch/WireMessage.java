package io.gan4j.watch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers: fields by number, as they are added. No more of the format than {@link
 * TensorBoardLog} needs.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, encoding</a>
 */
final class WireMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a whole number. */
    WireMessage whole(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    WireMessage real(int field, double value) {
        key(field, FIXED_64);
        bytes.writeBytes(fixed(8).putDouble(value).array());
        return this;
    }

    WireMessage real(int field, float value) {
        key(field, FIXED_32);
        bytes.writeBytes(fixed(4).putFloat(value).array());
        return this;
    }

    WireMessage text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    WireMessage raw(int field, byte[] value) {
        key(field, LENGTH);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    WireMessage message(int field, WireMessage value) {
        return raw(field, value.toBytes());
    }

    /** Adds a list of numbers, packed. */
    WireMessage reals(int field, double... values) {
        ByteBuffer packed = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            packed.putDouble(value);
        }
        return raw(field, packed.array());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private static ByteBuffer fixed(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void key(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }
}
