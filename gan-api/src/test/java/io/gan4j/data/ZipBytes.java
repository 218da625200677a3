package io.gan4j.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A zip made byte by byte, with what Java's own writer would never write. */
final class ZipBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    /** A stored entry whose name is in UTF-8 without a flag that says so. */
    ZipBytes add(String name, byte[] content) {
        return add(name.getBytes(StandardCharsets.UTF_8), 0, 0, new byte[0], content);
    }

    ZipBytes add(byte[] name, int flags, int method, byte[] extra, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        int offset = out.size();
        int size = content.length;
        ByteBuffer common = little(26)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(size)
                .putInt(size)
                .putShort((short) name.length);
        out.writeBytes(little(4).putInt(0x04034B50).array());
        out.write(common.array(), 0, 24);
        out.writeBytes(little(2).putShort((short) 0).array());
        out.writeBytes(name);
        out.writeBytes(content);
        directory.writeBytes(little(6).putInt(0x02014B50).putShort((short) 20).array());
        directory.write(common.array(), 0, 24);
        directory.writeBytes(little(16)
                .putShort((short) extra.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(offset)
                .array());
        directory.writeBytes(name);
        directory.writeBytes(extra);
        count++;
        return this;
    }

    /** Info-ZIP's field for a path in UTF-8. */
    static byte[] unicodePath(byte[] replaced, String path) {
        CRC32 crc = new CRC32();
        crc.update(replaced);
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        return little(9 + text.length)
                .putShort((short) 0x7075)
                .putShort((short) (5 + text.length))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(text)
                .array();
    }

    byte[] bytes() {
        return bytes(count, "");
    }

    /**
     * The whole zip.
     *
     * @param said the number of entries by its end
     */
    byte[] bytes(int said, String comment) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(directory.toByteArray());
        whole.writeBytes(little(22)
                .putInt(0x06054B50)
                .putInt(0)
                .putShort((short) said)
                .putShort((short) said)
                .putInt(directory.size())
                .putInt(out.size())
                .putShort((short) comment.length())
                .array());
        whole.writeBytes(comment.getBytes(StandardCharsets.ISO_8859_1));
        return whole.toByteArray();
    }

    /** The whole zip with the end of a large one, whose numbers in the usual end are all ones. */
    byte[] bytes64() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(directory.toByteArray());
        long end = whole.size();
        whole.writeBytes(little(56)
                .putInt(0x06064B50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(count)
                .putLong(count)
                .putLong(directory.size())
                .putLong(out.size())
                .array());
        whole.writeBytes(
                little(20).putInt(0x07064B50).putInt(0).putLong(end).putInt(1).array());
        whole.writeBytes(little(22)
                .putInt(0x06054B50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .array());
        return whole.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
