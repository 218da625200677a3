package io.gan4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks through a BMP for what Java's reader passes over: run lengths that leave pixels out, which it fills up with the
 * palette's first colour, and files of another format inside, whose checks would not be made.
 */
final class BmpFile {
    private static final int SHORTEST_WITH_COMPRESSION = 40;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    private final ByteBuffer file;
    private final boolean halves;
    private final int width;
    private final int height;
    private int at;
    private long written;

    private BmpFile(ByteBuffer file, boolean halves) {
        this.file = file;
        this.halves = halves;
        this.at = file.getInt(10);
        this.width = file.getInt(18);
        this.height = Math.abs(file.getInt(22));
    }

    /**
     * Refuses a file that lacks pixels, or is a mere wrapper.
     *
     * @throws EOFException if it ends before its pixels do
     * @throws ImageFormatException if it leaves pixels out, or wraps a file of another format
     */
    static void check(byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // an older header is shorter and knows no compression; one that is cut short Java's reader refuses
        boolean knows = bytes.length >= 34 && file.getInt(14) >= SHORTEST_WITH_COMPRESSION;
        int compression = knows ? file.getInt(30) : 0;
        if (compression == JPEG || compression == PNG) {
            throw new ImageFormatException("is a BMP with a " + (compression == JPEG ? "JPEG" : "PNG")
                    + " inside: take that out, or convert the file first");
        }
        if (compression == RLE8 || compression == RLE4) {
            new BmpFile(file, compression == RLE4).checkRuns();
        }
    }

    private int next() throws EOFException {
        if (at < 0 || at >= file.limit()) {
            throw new EOFException("the runs end before the pixels do");
        }
        return file.get(at++) & 0xFF;
    }

    private void checkRuns() throws IOException {
        long all = (long) width * height;
        int x = 0;
        int y = 0;
        boolean ended = false;
        while (!ended && y < height && written < all) {
            int count = next();
            int value = next();
            if (count > 0) {
                x = run(x, count);
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 1) {
                ended = true;
            } else if (value == 2) {
                x += next();
                y += next();
            } else {
                x = run(x, value);
                int bytes = halves ? (value + 1) / 2 : value;
                at += bytes + bytes % 2;
            }
        }
        if (written < all) {
            throw new ImageFormatException("leaves out " + (all - written) + " of its " + all + " pixels");
        }
    }

    /** Counts the pixels of a run that lie within the row. */
    private int run(int x, int count) {
        written += Math.max(0, Math.min(count, width - x));
        return x + count;
    }
}
