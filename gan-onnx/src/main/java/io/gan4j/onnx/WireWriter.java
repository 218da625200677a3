package io.gan4j.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one protobuf message, field by field in the order of the calls: the counterpart of {@link WireReader}. The same calls
 * give the same bytes. Arrays of bytes are kept, not copied, until {@link #toByteArray} puts all together, so they must not
 * change before.
 */
final class WireWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final List<byte[]> parts = new ArrayList<>();
    private long size;

    /** Writes a field that is a whole number. */
    WireWriter integer(int field, long value) {
        return tag(field, VARINT).varint(value);
    }

    /** Writes a repeated field of whole numbers, each with a tag of its own, as ONNX's files have them. */
    WireWriter integers(int field, List<Long> values) {
        values.forEach(value -> integer(field, value));
        return this;
    }

    /** Writes a field that is a float. */
    WireWriter number(int field, float value) {
        int bits = Float.floatToRawIntBits(value);
        return tag(field, FIXED32)
                .add(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
    }

    /** Writes a field that is text; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark. */
    WireWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a repeated field of text. */
    WireWriter texts(int field, List<String> values) {
        values.forEach(value -> text(field, value));
        return this;
    }

    /** Writes a field of bytes. */
    WireWriter bytes(int field, byte[] value) {
        return tag(field, LENGTH_DELIMITED).varint(value.length).add(value);
    }

    /** Writes a field that is a message. */
    WireWriter message(int field, WireWriter message) {
        tag(field, LENGTH_DELIMITED).varint(message.size);
        parts.addAll(message.parts);
        size += message.size;
        return this;
    }

    /** Writes a repeated field of messages. */
    WireWriter messages(int field, List<WireWriter> messages) {
        messages.forEach(message -> message(field, message));
        return this;
    }

    /**
     * Returns the message as one array.
     *
     * @throws ArithmeticException if it is longer than an array can be
     */
    byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(size)];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private WireWriter tag(int field, int type) {
        return varint((long) field << 3 | type);
    }

    /** Seven bits a byte, the lowest first, each byte but the last with its highest bit set. */
    private WireWriter varint(long value) {
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        byte[] bytes = new byte[(bits + 6) / 7];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 7 * i & 0x7f | (i < bytes.length - 1 ? 0x80 : 0));
        }
        return add(bytes);
    }

    private WireWriter add(byte[] part) {
        parts.add(part);
        size += part.length;
        return this;
    }
}
