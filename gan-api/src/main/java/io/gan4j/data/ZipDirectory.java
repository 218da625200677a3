package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of a zip, read by PKWARE's APPNOTE 6.3.10. Java's {@code ZipFile} refuses a whole file for one
 * encrypted entry, one packed by a newer method or one name that is not in UTF-8; this one lists them all, so that each
 * entry can be read, left out or refused by itself.
 */
final class ZipDirectory {
    private static final int LOCAL = 0x04034B50;
    private static final int ENTRY = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int END_64 = 0x06064B50;
    private static final int LOCATOR_64 = 0x07064B50;

    private static final int LOCAL_LENGTH = 30;
    private static final int ENTRY_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64_LENGTH = 56;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int MANY = 0xFFFF;
    private static final long LARGE = 0xFFFFFFFFL;
    private static final int EXTRA_64 = 0x0001;

    private static final int LONGEST_MARK = 8;
    /** What files of other kinds begin with. */
    private static final Map<String, String> OTHER_ARCHIVES = Map.of(
            "7z\u00BC\u00AF\u0027\u001C", "a 7z archive",
            "Rar!\u001A\u0007", "a RAR archive",
            "\u001F\u008B", "a gzip or tar.gz archive",
            "\u00FD7zXZ\0", "an xz or tar.xz archive",
            "BZh", "a bzip2 or tar.bz2 archive",
            "\u0028\u00B5\u002F\u00FD", "a Zstandard archive");

    private final Path path;
    private final RandomFile file;
    private final long length;

    private ZipDirectory(Path path, RandomFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.length = file.length();
    }

    /**
     * Reads the table of contents of an open file.
     *
     * @throws MalformedDataException if the file is no zip, or a damaged one
     */
    static ImmutableList<ZipRecord> read(Path path, RandomFile file) throws IOException {
        return new ZipDirectory(path, file).entries();
    }

    /**
     * Where the data of an entry begins, by the header in front of it.
     *
     * @throws EOFException if it does not lie in the file, or there is no such header
     */
    static long dataOf(RandomFile file, ZipRecord entry) throws IOException {
        ByteBuffer header = file.read(entry.offset(), LOCAL_LENGTH);
        if (header.getInt(0) != LOCAL) {
            throw new EOFException("there is no entry where the table of contents says");
        }
        return entry.offset() + LOCAL_LENGTH + unsigned(header.getShort(26)) + unsigned(header.getShort(28));
    }

    private ImmutableList<ZipRecord> entries() throws IOException {
        try {
            return table(end());
        } catch (EOFException | BufferUnderflowException e) {
            throw new MalformedDataException(
                    path.toString(), "is a damaged zip: its table of contents lies outside of the file", e);
        }
    }

    /** What a zip's end says about its table of contents; {@code count} modulo 65,536 unless {@code large}. */
    private record End(long position, long count, long size, long offset, boolean large) {}

    private End end() throws IOException {
        int most = (int) Math.min(length, END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = file.read(length - most, most);
        // a comment may hold the signature, so one whose comment ends with the file goes before the last one
        int found = -1;
        for (int at = most - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                if (at + END_LENGTH + unsigned(tail.getShort(at + 20)) == most) {
                    found = at;
                    break;
                }
                found = Math.max(found, at);
            }
        }
        if (found < 0) {
            throw noZip();
        }
        End end = new End(
                length - most + found,
                unsigned(tail.getShort(found + 10)),
                unsigned(tail.getInt(found + 12)),
                unsigned(tail.getInt(found + 16)),
                false);
        int disk = unsigned(tail.getShort(found + 4));
        if (disk != 0 && disk != MANY) {
            throw new MalformedDataException(
                    path.toString(),
                    "is the last part of a zip in " + (disk + 1)
                            + " parts, which is not read: unpack it and give the folder");
        }
        boolean large = end.count == MANY || end.size == LARGE || end.offset == LARGE || disk == MANY;
        End end64 = large ? end64(end) : null;
        return end64 == null ? end : end64;
    }

    private @Nullable End end64(End end) throws IOException {
        long locator = end.position - LOCATOR_LENGTH;
        if (locator < END_64_LENGTH) {
            return null;
        }
        ByteBuffer where = file.read(locator, LOCATOR_LENGTH);
        if (where.getInt(0) != LOCATOR_64) {
            return null;
        }
        // where something lies in front of the zip, the place said is too small, but the record stands next to its
        // locator
        for (long position : new long[] {where.getLong(8), locator - END_64_LENGTH}) {
            if (position >= 0 && position <= locator - END_64_LENGTH) {
                ByteBuffer wide = file.read(position, END_64_LENGTH);
                if (wide.getInt(0) == END_64) {
                    return new End(position, wide.getLong(32), wide.getLong(40), wide.getLong(48), true);
                }
            }
        }
        return null;
    }

    private ImmutableList<ZipRecord> table(End end) throws IOException {
        long first = end.position - end.size;
        // what lies in front of a zip, such as a program that unpacks it, moves all its offsets
        long start = first - end.offset;
        if (end.size < 0 || end.size > Integer.MAX_VALUE - 8 || first < 0 || start < 0) {
            throw new EOFException("the table of contents has " + end.size + " bytes from " + first);
        }
        ByteBuffer table = ByteBuffer.wrap(Heap.take(path.toString(), end.size)).order(ByteOrder.LITTLE_ENDIAN);
        file.read(first, table.array(), 0, table.capacity());
        ImmutableList.Builder<ZipRecord> entries = ImmutableList.builder();
        long count = 0;
        while (table.remaining() >= Integer.BYTES && table.getInt(table.position()) == ENTRY) {
            entries.add(entry(table, start));
            count++;
        }
        // some programs write the lower 16 bits of a larger number
        if (end.large ? count != end.count : (count & MANY) != end.count) {
            throw new MalformedDataException(
                    path.toString(),
                    String.format(
                            Locale.ROOT,
                            "is a damaged zip: its end says %,d entries, its table of contents holds %,d",
                            end.count,
                            count));
        }
        return entries.build();
    }

    private static ZipRecord entry(ByteBuffer table, long start) {
        int at = table.position();
        long packed = unsigned(table.getInt(at + 20));
        long size = unsigned(table.getInt(at + 24));
        int extraLength = unsigned(table.getShort(at + 30));
        int commentLength = unsigned(table.getShort(at + 32));
        long offset = unsigned(table.getInt(at + 42));
        byte[] name = new byte[unsigned(table.getShort(at + 28))];
        table.position(at + ENTRY_LENGTH);
        table.get(name);
        byte[] extra = new byte[extraLength];
        table.get(extra);
        if (commentLength > table.remaining()) {
            throw new BufferUnderflowException();
        }
        table.position(table.position() + commentLength);
        ByteBuffer wide = ZipRecord.field(extra, EXTRA_64);
        size = size == LARGE ? next(wide, size) : size;
        packed = packed == LARGE ? next(wide, packed) : packed;
        offset = offset == LARGE ? next(wide, offset) : offset;
        return new ZipRecord(
                name,
                extra,
                unsigned(table.getShort(at + 8)),
                unsigned(table.getShort(at + 10)),
                unsigned(table.getInt(at + 16)),
                packed,
                size,
                start + offset);
    }

    private static long next(@Nullable ByteBuffer wide, long otherwise) {
        return wide != null && wide.remaining() >= Long.BYTES ? wide.getLong() : otherwise;
    }

    private MalformedDataException noZip() throws IOException {
        String head = StandardCharsets.ISO_8859_1
                .decode(file.read(0, (int) Math.min(length, LONGEST_MARK)))
                .toString();
        if (head.startsWith("PK")) {
            return new MalformedDataException(
                    path.toString(),
                    "is a zip that is cut short: its table of contents, which ends the file, is missing");
        }
        String kind = OTHER_ARCHIVES.entrySet().stream()
                .filter(other -> head.startsWith(other.getKey()))
                .map(other -> ", but " + other.getValue() + ": unpack it and give the folder")
                .findFirst()
                .orElse("");
        return new MalformedDataException(path.toString(), "is neither a folder nor a zip" + kind);
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
