package io.gan4j.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gan4j.error.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protobuf messages strictly: a field that the caller does not name is refused, so is one of another type, and one
 * that may come once but comes twice. Nothing is allocated for a length before that many bytes are seen to be there, and the
 * number of fields and the length of all text are bounded, so memory stays in proportion to the file. How deep messages nest is up to the calling code:
 * it names every level, so there is no recursion that a file could drive.
 */
final class WireReader {
    /** Far more than a network of a thousand layers has; each takes some 100 bytes of memory. */
    static final int MOST_FIELDS = 1 << 18;
    /** Names, settings and test vectors; each byte may take two of memory. */
    static final int MOST_TEXT = 1 << 24;

    private final byte[] file;
    private final CodedInputStream in;
    private int fields;
    private int text;
    private int tag;

    WireReader(byte[] file) {
        this.file = file;
        this.in = CodedInputStream.newInstance(file);
    }

    /** Takes the fields of a message one by one. */
    interface Message {
        /** Reads the field of this number by one call to the reader. */
        void field(int number) throws IOException;
    }

    /**
     * Reads the file as one message.
     *
     * @throws ModelFileException if it is none, or is cut short
     */
    void file(String type, long repeated, Message message) {
        try {
            fields(type, repeated, message);
        } catch (IOException e) {
            throw in.getTotalBytesRead() >= file.length
                    ? cutShort()
                    : new ModelFileException("it is no ONNX file, or is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a field that is a message.
     *
     * @param type the message's name
     * @param repeated the {@linkplain #repeated fields that may come more than once}
     * @param message takes its fields
     * @return the message
     */
    <M extends Message> M message(String type, long repeated, M message) throws IOException {
        int limit = in.pushLimit(length());
        fields(type, repeated, message);
        in.popLimit(limit);
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

    private void fields(String type, long repeated, Message message) throws IOException {
        long seen = 0;
        while ((tag = in.readTag()) != 0) {
            if (++fields > MOST_FIELDS) {
                throw new ModelFileException("it has more than " + MOST_FIELDS + " fields, no network has so many");
            }
            int number = WireFormat.getTagFieldNumber(tag);
            message.field(number);
            long bit = 1L << number;
            if ((seen & bit & ~repeated) != 0) {
                throw new ModelFileException("field " + number + " of its " + type + " is there twice");
            }
            seen |= bit;
        }
    }

    /** Reads a field that is text. */
    String text() throws IOException {
        ByteBuffer bytes = bytes();
        if (bytes.remaining() > MOST_TEXT - text) {
            throw new ModelFileException(
                    "it holds more than " + MOST_TEXT + " bytes of text, no network needs so much");
        }
        text += bytes.remaining();
        return new String(file, bytes.arrayOffset(), bytes.remaining(), StandardCharsets.UTF_8);
    }

    /** Reads a field of bytes, little-endian and not copied. */
    ByteBuffer bytes() throws IOException {
        int length = length();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return ByteBuffer.wrap(file, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a field that is a whole number. */
    long integer() throws IOException {
        expect(WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    /** Reads a field that is a float. */
    float number() throws IOException {
        expect(WireFormat.WIRETYPE_FIXED32);
        return in.readFloat();
    }

    /** Passes over a field of whatever type. */
    void skip() throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readRawVarint64();
            case WireFormat.WIRETYPE_FIXED64 -> in.readRawLittleEndian64();
            case WireFormat.WIRETYPE_FIXED32 -> in.readRawLittleEndian32();
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(length());
            default ->
                throw new ModelFileException("it is no ONNX file, or is damaged: field "
                        + WireFormat.getTagFieldNumber(tag) + " is of no type that ONNX uses");
        }
    }

    private int length() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length < 0 || length > file.length - in.getTotalBytesRead()) {
            throw cutShort();
        }
        return length;
    }

    private void expect(int type) {
        if (WireFormat.getTagWireType(tag) != type) {
            throw new ModelFileException("it is no ONNX file, or is damaged: field " + WireFormat.getTagFieldNumber(tag)
                    + " is of another type");
        }
    }

    private ModelFileException cutShort() {
        return new ModelFileException(
                "it is cut short, or damaged: it ends at byte " + file.length + " in the midst of a field");
    }
}
