package io.gan4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** An entry of a zip, as its table of contents describes it. */
final class ZipRecord {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int ENCRYPTED = 1;
    private static final int IN_UTF_8 = 1 << 11;
    /** Info-ZIP's Unicode Path Extra Field: a version, the checksum of the name that it replaces, a name in UTF-8. */
    private static final int UNICODE_PATH = 0x7075;

    private static final int AES = 99;

    private static final Map<Integer, String> METHODS = Map.ofEntries(
            Map.entry(1, "Shrink"),
            Map.entry(2, "Reduce"),
            Map.entry(3, "Reduce"),
            Map.entry(4, "Reduce"),
            Map.entry(5, "Reduce"),
            Map.entry(6, "Implode"),
            Map.entry(9, "Deflate64"),
            Map.entry(10, "PKWARE's Data Compression Library"),
            Map.entry(12, "bzip2"),
            Map.entry(14, "LZMA"),
            Map.entry(16, "IBM CMPSC"),
            Map.entry(18, "IBM TERSE"),
            Map.entry(19, "IBM LZ77"),
            Map.entry(20, "Zstandard"),
            Map.entry(93, "Zstandard"),
            Map.entry(94, "MP3"),
            Map.entry(95, "xz"),
            Map.entry(96, "a JPEG variant"),
            Map.entry(97, "WavPack"),
            Map.entry(98, "PPMd"));

    private final byte[] name;
    private final byte[] extra;
    private final int flags;
    private final int method;
    private final long checksum;
    private final long packed;
    private final long size;
    private final long offset;

    ZipRecord(byte[] name, byte[] extra, int flags, int method, long checksum, long packed, long size, long offset) {
        this.name = name;
        this.extra = extra;
        this.flags = flags;
        this.method = method;
        this.checksum = checksum;
        this.packed = packed;
        this.size = size;
        this.offset = offset;
    }

    int method() {
        return method;
    }

    /** CRC-32 of the unpacked bytes. */
    long checksum() {
        return checksum;
    }

    /** The number of bytes in the zip. */
    long packed() {
        return packed;
    }

    /** The number of bytes when unpacked. */
    long size() {
        return size;
    }

    /** Where the entry begins in the file. */
    long offset() {
        return offset;
    }

    /** Why Java cannot unpack it, if it cannot. */
    Optional<String> obstacle() {
        if ((flags & ENCRYPTED) != 0 || method == AES) {
            return Optional.of("is encrypted");
        }
        if (method == STORED || method == DEFLATED) {
            return Optional.empty();
        }
        String how = METHODS.getOrDefault(method, "method " + method);
        return Optional.of("is packed by " + how + ", which Java cannot unpack");
    }

    /** The name in UTF-8, where the entry holds one and says so: in a field of its own, or by a flag. */
    Optional<String> unicodeName() {
        ByteBuffer path = field(extra, UNICODE_PATH);
        if (path != null && path.remaining() > 5 && path.get() == 1) {
            CRC32 crc = new CRC32();
            crc.update(name);
            if (Integer.toUnsignedLong(path.getInt()) == crc.getValue()) {
                Optional<String> unicode = decode(path, StandardCharsets.UTF_8);
                if (unicode.isPresent()) {
                    return unicode;
                }
            }
        }
        return (flags & IN_UTF_8) != 0 ? name(StandardCharsets.UTF_8) : Optional.empty();
    }

    /** The name in a character set, unless it is no text in it. */
    Optional<String> name(Charset charset) {
        return decode(ByteBuffer.wrap(name), charset);
    }

    private static Optional<String> decode(ByteBuffer text, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(text).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The content of a field among an entry's extra ones; null if it is not there. What is damaged is passed over. */
    static @Nullable ByteBuffer field(byte[] extra, int kind) {
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= 4) {
            int found = Short.toUnsignedInt(fields.getShort());
            int length = Short.toUnsignedInt(fields.getShort());
            if (length > fields.remaining()) {
                return null;
            }
            if (found == kind) {
                return fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            fields.position(fields.position() + length);
        }
        return null;
    }
}
