package io.gan4j.checkpoint;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes checkpoint files whose checksums are right and whose content is not. */
final class Forge {
    static final Path FILE = Path.of("run/checkpoints/step-0000000001.safetensors");

    /** The CRC32C of the four zero bytes of a float 0. */
    static final String ZERO_CRC = "48674bc7";

    private Forge() {}

    /** A file of this JSON, padded, and this many zero bytes of data. */
    static byte[] file(String json, int dataBytes) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        byte[] file = new byte[8 + padded + dataBytes];
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
        Arrays.fill(file, 8, 8 + padded, (byte) ' ');
        System.arraycopy(text, 0, file, 8, text.length);
        return sign(file);
    }

    /** Corrects the checksums of header and file at their places, if there is a header of a sensible length. */
    static byte[] sign(byte[] file) {
        long length = file.length < 8
                ? -1
                : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < Header.CRC_AT || length > file.length - 8) {
            return file;
        }
        Header.cut(file, Header.HASH_AT, Header.HASH_CHARS);
        Header.cut(file, Header.CRC_AT, Header.CRC_CHARS);
        byte[] head = Arrays.copyOf(file, 8 + (int) length);
        Header.put(file, Header.CRC_AT, Header.hex(Header.crc(head)));
        Header.put(file, Header.HASH_AT, Hashing.sha256().hashBytes(file).toString());
        return file;
    }

    /** The JSON of a header, from the texts of its parts as they stand in the file. */
    static String json(String format, String step, String facts, String crcs, String tensors) {
        return "{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\",\"header\":\"00000000\",\"format\":" + format
                + ",\"step\":" + step + ",\"facts\":" + facts + ",\"crc32c\":" + crcs + "}" + tensors + "}";
    }

    /** A header whose tensors are the given ones. */
    static String tensors(String crcs, String tensors) {
        return json("\"gan4j checkpoint 1\"", "\"1\"", "\"{}\"", crcs, tensors);
    }

    /** A header of one tensor, {@code a}, of one number, with this shape and these offsets. */
    static String tensor(String type, String shape, String offsets) {
        return tensors(
                "\"{\\\"a\\\":\\\"" + ZERO_CRC + "\\\"}\"",
                ",\"a\":{\"dtype\":" + type + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}");
    }

    /** A header with these facts, as they stand in the file. */
    static String facts(String facts) {
        return json("\"gan4j checkpoint 1\"", "\"1\"", facts, "\"{}\"", "");
    }
}
