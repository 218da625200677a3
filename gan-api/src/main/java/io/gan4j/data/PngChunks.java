package io.gan4j.data;

import java.nio.ByteBuffer;

/** Looks through the chunks of a PNG (its specification, third edition, 5.3). */
final class PngChunks {
    private static final int SIGNATURE = 8;
    /** The length, the name and the checksum. */
    private static final int AROUND = 12;
    /** The chunk eXIf (11.3.4.5), which may come before or after the pixels. */
    private static final int EXIF = 0x65584966;

    private PngChunks() {}

    /** The orientation, 1 to 8, that the file states; 0 if it states none. */
    static int orientation(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        long at = SIGNATURE;
        while (at + AROUND <= file.length) {
            long length = Integer.toUnsignedLong(chunks.getInt((int) at));
            int from = (int) at + 8;
            if (chunks.getInt((int) at + 4) == EXIF && from + length <= file.length) {
                return Exif.orientation(file, from, (int) (from + length));
            }
            at += AROUND + length;
        }
        return 0;
    }
}
