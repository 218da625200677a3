package io.gan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Files made byte by byte, right or wrong as one likes. */
final class RawFiles {
    static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private RawFiles() {}

    /** All of these one after the other; numbers are big-endian. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] some) {
                out.writeBytes(some);
            } else if (part instanceof String text) {
                out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            } else if (part instanceof Byte one) {
                out.write(one);
            } else if (part instanceof Short two) {
                out.writeBytes(ByteBuffer.allocate(2).putShort(two).array());
            } else {
                out.writeBytes(ByteBuffer.allocate(4).putInt((Integer) part).array());
            }
        }
        return out.toByteArray();
    }

    /** A chunk of a PNG, with its checksum. */
    static byte[] chunk(String type, Object... content) {
        byte[] body = bytes(type, bytes(content));
        CRC32 crc = new CRC32();
        crc.update(body);
        return bytes(body.length - 4, body, (int) crc.getValue());
    }

    /** A PNG of these chunks. */
    static byte[] png(byte[]... chunks) {
        return bytes(PNG_SIGNATURE, bytes((Object[]) chunks), chunk("IEND"));
    }

    /** A PNG's header. @param colour 0 for grey, 2 for RGB, 3 for a palette, 6 for RGB and alpha */
    static byte[] ihdr(int width, int height, int depth, int colour) {
        return chunk("IHDR", width, height, (byte) depth, (byte) colour, (byte) 0, (byte) 0, (byte) 0);
    }

    /** A PNG's pixels: each row begins with the number of its filter. */
    static byte[] idat(int... rows) {
        return chunk("IDAT", deflated(ofInts(rows)));
    }

    static byte[] ofInts(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
