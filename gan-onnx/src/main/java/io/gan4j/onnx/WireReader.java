package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf messages strictly: a field that the caller does not name is refused, so is one of another type, and one
 * that may come once but comes twice. Nothing is allocated for a length before that many bytes are seen to be there, and the
 * number of fields and the length of all text are bounded, so memory stays in proportion to the file. How deep messages nest is
 * up to the calling code: it names every level, so there is no recursion that a file could drive.
 */
final class WireReader {
    /** Far more than a network of a thousand layers has; each takes some 100 bytes of memory. */
    static final int MOST_FIELDS = 1 << 18;
    /** Names, settings and test vectors; each byte may take two of memory. */
    static final int MOST_TEXT = 1 << 24;

    /** The types that a field may have, by protobuf's numbers. */
    private static final int VARINT = 0;

    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int VARINT_BITS = 7;

    private final byte[] file;
    /** The place of the next byte, and of the first behind the message that is being read. */
    private int position;

    private int end;
    private int fields;
    private int text;
    /** Number and type of the field that is being read. */
    private int number;

    private int type;

    WireReader(byte[] file) {
        this.file = file;
        this.end = file.length;
    }

    /** Takes the fields of a message one by one. */
    interface Message {
        /** Reads the field of this number by one call to the reader. */
        void field(int number);
    }

    /**
     * Reads the file as one message.
     *
     * @throws ModelFileException if it is none, or is cut short
     */
    void file(String type, long repeated, Message message) {
        fields(type, repeated, message);
    }

    /**
     * Reads a field that is a message.
     *
     * @param type the message's name
     * @param repeated the {@linkplain #repeated fields that may come more than once}
     * @param message takes its fields
     * @return the message
     */
    <M extends Message> M message(String type, long repeated, M message) {
        int length = length();
        int outer = end;
        end = position + length;
        fields(type, repeated, message);
        end = outer;
        return message;
    }

    /** A set of field numbers. */
    static long repeated(int... numbers) {
        long set = 0;
        for (int number : numbers) {
            set |= 1L << number;
        }
        return set;
    }

    private void fields(String message, long repeated, Message taker) {
        long seen = 0;
        while (position < end) {
            tag();
            if (++fields > MOST_FIELDS) {
                throw new ModelFileException("it has more than " + MOST_FIELDS + " fields, no network has so many");
            }
            int read = number;
            taker.field(read);
            long bit = 1L << read;
            if ((seen & bit & ~repeated) != 0) {
                throw new ModelFileException("field " + read + " of its " + message + " is there twice");
            }
            seen |= bit;
        }
    }

    /** Reads which field comes next, and its type: 32 bits, the lowest three are the type. */
    private void tag() {
        long tag = varint();
        if (tag >>> Integer.SIZE != 0) {
            throw damaged("a field has a number of more than 29 bits");
        }
        number = (int) tag >>> TYPE_BITS;
        type = (int) tag & (1 << TYPE_BITS) - 1;
        if (number == 0) {
            throw damaged("a field has no number");
        }
    }

    /** Reads a field that is text. */
    String text() {
        ByteBuffer bytes = bytes();
        if (bytes.remaining() > MOST_TEXT - text) {
            throw new ModelFileException(
                    "it holds more than " + MOST_TEXT + " bytes of text, no network needs so much");
        }
        text += bytes.remaining();
        return new String(file, bytes.arrayOffset(), bytes.remaining(), StandardCharsets.UTF_8);
    }

    /** Reads a field of bytes, little-endian and not copied. */
    ByteBuffer bytes() {
        int length = length();
        int from = position;
        position += length;
        return ByteBuffer.wrap(file, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a field that is a whole number. */
    long integer() {
        expect(VARINT);
        return varint();
    }

    /** Reads a field that is a float. */
    float number() {
        expect(FIXED32);
        int from = passed(Float.BYTES);
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getFloat(from);
    }

    /** Passes over a field of whatever type. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> passed(Long.BYTES);
            case FIXED32 -> passed(Float.BYTES);
            case LENGTH_DELIMITED -> passed(length());
            default -> throw damaged("field " + number + " is of no type that ONNX uses");
        }
    }

    /** Reads a number of seven bits a byte, the lowest first; every byte but the last has its highest bit set. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            byte next = file[passed(1)];
            value |= (long) (next & (1 << VARINT_BITS) - 1) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has more than " + Long.SIZE + " bits");
    }

    private int length() {
        expect(LENGTH_DELIMITED);
        long length = varint();
        if (length < 0 || length > file.length - position) {
            throw cutShort();
        }
        if (length > end - position) {
            throw beyond();
        }
        return (int) length;
    }

    /**
     * Passes over bytes that must be there.
     *
     * @return the place of the first
     */
    private int passed(int bytes) {
        if (bytes > end - position) {
            throw end == file.length ? cutShort() : beyond();
        }
        position += bytes;
        return position - bytes;
    }

    private void expect(int expected) {
        if (type != expected) {
            throw damaged("field " + number + " is of another type");
        }
    }

    private static ModelFileException damaged(String how) {
        return new ModelFileException("it is no ONNX file, or is damaged: " + how);
    }

    private static ModelFileException beyond() {
        return damaged("a field goes on behind the end of what it is part of");
    }

    private ModelFileException cutShort() {
        return new ModelFileException(
                "it is cut short, or damaged: it ends at byte " + file.length + " in the midst of a field");
    }
}
