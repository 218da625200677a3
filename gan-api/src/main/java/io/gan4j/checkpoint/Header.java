package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableList;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * What stands before the tensors of a checkpoint file: the length of the JSON as eight bytes, least first, and the JSON,
 * padded with spaces to a multiple of eight, as safetensors asks. Its {@code __metadata__} holds, in this order, the SHA-256
 * of the whole file and the CRC32C of the header, both at fixed places and both taken with zeros in their own (the CRC's with
 * zeros in both), the format, the step, the facts, and the CRC32C of each tensor, so that a damaged one can be named.
 *
 * <p>There is one header for given contents, byte for byte: members in a fixed order, tensors sorted by name, no white space.
 * A reader that compares a header with the one it would have written takes no other.
 */
record Header(long step, String facts, ImmutableList<Entry> entries) {
    /** The one member that is no tensor. */
    static final String METADATA = "__metadata__";

    static final String FORMAT = "gan4j checkpoint 1";

    /** The most bytes of JSON: configurable for unusually large headers; never taken from the file. */
    static final int MAX_BYTES = Integer.getInteger("gan4j.checkpoint.maxHeaderBytes", 16 << 20);

    static final Comparator<String> NAME_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    static final int LENGTH_BYTES = Long.BYTES;
    static final int HASH_CHARS = 64;
    static final int CRC_CHARS = 8;

    private static final String BEFORE_HASH = "{\"" + METADATA + "\":{\"sha256\":\"";
    private static final String BEFORE_CRC = "\",\"header\":\"";
    private static final int ALIGNMENT = 8;
    /** What a virtual machine makes at most. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    static final int HASH_AT = LENGTH_BYTES + BEFORE_HASH.length();
    static final int CRC_AT = HASH_AT + HASH_CHARS + BEFORE_CRC.length();

    /** A tensor. */
    record Entry(String name, Shape shape, int crc) {
        long bytes() {
            return (long) shape.size() * Float.BYTES;
        }
    }

    /** The length of what follows the header. */
    long dataBytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    static String hex(int crc) {
        return String.format(Locale.ROOT, "%08x", crc);
    }

    /**
     * The header's bytes, with zeros for the SHA-256.
     *
     * @throws IllegalArgumentException if the JSON is longer than {@link #MAX_BYTES}
     */
    byte[] encode() {
        byte[] text = json().getBytes(StandardCharsets.UTF_8);
        int padded = (int) Math.min(Integer.MAX_VALUE, ((long) text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        if (padded > MAX_BYTES) {
            throw new IllegalArgumentException("facts and names of tensors take " + padded + " bytes, at most "
                    + MAX_BYTES + " are allowed; the system property gan4j.checkpoint.maxHeaderBytes raises it");
        }
        byte[] head = Arrays.copyOf(
                ByteBuffer.allocate(LENGTH_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(padded)
                        .array(),
                LENGTH_BYTES + padded);
        System.arraycopy(text, 0, head, LENGTH_BYTES, text.length);
        Arrays.fill(head, LENGTH_BYTES + text.length, head.length, (byte) ' ');
        put(head, CRC_AT, hex(crc(head)));
        return head;
    }

    /** The CRC32C of a header with zeros for both checksums. */
    static int crc(byte[] headOfZeros) {
        CRC32C crc = new CRC32C();
        crc.update(headOfZeros);
        return (int) crc.getValue();
    }

    /** Cuts out a piece of text and leaves zeros in its place. */
    static String cut(byte[] head, int at, int length) {
        String text = new String(head, at, length, StandardCharsets.ISO_8859_1);
        Arrays.fill(head, at, at + length, (byte) '0');
        return text;
    }

    static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    private String json() {
        StringBuilder json = new StringBuilder(BEFORE_HASH).append("0".repeat(HASH_CHARS));
        json.append(BEFORE_CRC).append("0".repeat(CRC_CHARS));
        json.append("\",\"format\":\"").append(FORMAT);
        json.append("\",\"step\":\"").append(step);
        json.append("\",\"facts\":");
        Json.quote(json, facts);
        json.append(",\"crc32c\":");
        Json.quote(json, crcs());
        json.append('}');
        long begin = 0;
        for (Entry entry : entries) {
            json.append(',');
            Json.quote(json, entry.name());
            json.append(":{\"dtype\":\"F32\",\"shape\":");
            json.append(Arrays.toString(entry.shape().toArray()).replace(" ", ""));
            json.append(",\"data_offsets\":[").append(begin).append(',');
            begin += entry.bytes();
            json.append(begin).append("]}");
        }
        return json.append('}').toString();
    }

    private String crcs() {
        StringBuilder json = new StringBuilder("{");
        for (Entry entry : entries) {
            if (json.length() > 1) {
                json.append(',');
            }
            Json.quote(json, entry.name());
            json.append(":\"").append(hex(entry.crc())).append('"');
        }
        return json.append('}').toString();
    }

    /**
     * Reads a header that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Header parse(byte[] head) {
        String text = decode(head);
        Header header;
        try (JsonReader reader = Json.reader(text)) {
            header = parse(reader);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("is not the JSON of a checkpoint: " + e.getMessage(), e);
        }
        byte[] written = header.encode();
        Arrays.fill(written, HASH_AT, HASH_AT + HASH_CHARS, (byte) '0');
        if (!Arrays.equals(written, head)) {
            throw new IllegalArgumentException("is not written as gan4j writes it");
        }
        return header;
    }

    private static String decode(byte[] head) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head, LENGTH_BYTES, head.length - LENGTH_BYTES))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
    }

    private static Header parse(JsonReader reader) throws IOException {
        reader.beginObject();
        name(reader, METADATA);
        reader.beginObject();
        member(reader, "sha256");
        member(reader, "header");
        String format = member(reader, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalStateException("its format must be '" + FORMAT + "', was '" + format + "'");
        }
        long step = Json.natural(member(reader, "step"));
        String facts = member(reader, "facts");
        List<Entry> checksums = checksums(member(reader, "crc32c"));
        reader.endObject();
        List<Entry> entries = new ArrayList<>();
        long begin = 0;
        for (Entry checksum : checksums) {
            Entry entry = entry(reader, checksum, begin);
            begin += entry.bytes();
            entries.add(entry);
        }
        reader.endObject();
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalStateException("there is more behind the object");
        }
        return new Header(step, facts, ImmutableList.copyOf(entries));
    }

    /** The names and checksums of the tensors, as entries without a shape yet. */
    private static List<Entry> checksums(String json) throws IOException {
        List<Entry> checksums = new ArrayList<>();
        try (JsonReader reader = Json.reader(json)) {
            reader.beginObject();
            String before = "";
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (NAME_ORDER.compare(before, name) >= 0) {
                    throw new IllegalStateException("names of tensors must be unique, not empty and sorted");
                }
                before = name;
                String hex = Json.string(reader);
                if (!hex.matches("[0-9a-f]{8}")) {
                    throw new IllegalStateException("a CRC32C must be eight hexadecimal digits");
                }
                checksums.add(new Entry(name, Shape.scalar(), Integer.parseUnsignedInt(hex, 16)));
            }
            reader.endObject();
        }
        return checksums;
    }

    private static Entry entry(JsonReader reader, Entry checksum, long begin) throws IOException {
        name(reader, checksum.name());
        reader.beginObject();
        String type = member(reader, "dtype");
        if (!type.equals("F32")) {
            throw new IllegalStateException("the type of a tensor must be F32, was '" + type + "'");
        }
        name(reader, "shape");
        Entry entry = new Entry(checksum.name(), shape(reader), checksum.crc());
        name(reader, "data_offsets");
        reader.beginArray();
        long first = Json.natural(reader);
        long end = Json.natural(reader);
        reader.endArray();
        if (first != begin || end != begin + entry.bytes()) {
            throw new IllegalStateException("'" + entry.name() + "' must lie at " + begin + " to "
                    + (begin + entry.bytes()) + ", right behind the tensor before it, not at " + first + " to " + end);
        }
        reader.endObject();
        return entry;
    }

    private static Shape shape(JsonReader reader) throws IOException {
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        reader.beginArray();
        while (reader.hasNext()) {
            long extent = Json.natural(reader);
            size = product(size, extent);
            extents.add((int) extent);
        }
        reader.endArray();
        return Shape.of(extents.stream().mapToInt(Integer::intValue).toArray());
    }

    private static long product(long size, long extent) {
        try {
            long product = Math.multiplyExact(size, extent);
            if (extent >= 1 && product <= LONGEST_ARRAY) {
                return product;
            }
        } catch (ArithmeticException e) {
            // refused below, as all that is too large
        }
        throw new IllegalStateException(
                "a tensor must hold 1 to " + LONGEST_ARRAY + " numbers, not " + size + " x " + extent);
    }

    private static void name(JsonReader reader, String name) throws IOException {
        if (reader.peek() != JsonToken.NAME || !reader.nextName().equals(name)) {
            throw new IllegalStateException("'" + name + "' must come at " + reader.getPath());
        }
    }

    private static String member(JsonReader reader, String name) throws IOException {
        name(reader, name);
        return Json.string(reader);
    }
}
