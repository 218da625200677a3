package io.gan4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through a JPEG's scan code by code, without computing a pixel, to see that it is whole (ITU-T T.81, F.2.2 and
 * G.2). Java's decoder fills up with grey what a scan lacks, and tells of no more than the first oddity of a file.
 */
final class JpegScan {
    private final JpegFrame frame;
    private final List<JpegFrame.Component> parts;
    private final List<JpegHuffman> dc;
    private final List<JpegHuffman> ac;
    private final Band band;
    /** How many blocks still to come have no coefficient left in this band. */
    private int blocksToSkip;

    /** The coefficients that a scan codes, and which of their bits: from {@code high} down to {@code low}. */
    record Band(int first, int last, int high, int low) {}

    JpegScan(JpegFrame frame, List<JpegFrame.Component> parts, List<JpegHuffman> dc, List<JpegHuffman> ac, Band band)
            throws ImageFormatException {
        this.frame = frame;
        this.parts = parts;
        this.dc = dc;
        this.ac = ac;
        this.band = band;
        boolean whole = band.first == 0 && band.last == 63 && band.high == 0 && band.low == 0;
        boolean dcAlone = band.first == 0 && band.last == 0;
        boolean acAlone = band.first > 0 && band.last >= band.first && band.last < 64 && parts.size() == 1;
        // some writers of sequential pictures leave zeros there, and every reader takes them for the whole band
        if (frame.progressive && !dcAlone && !acAlone) {
            throw new ImageFormatException("is damaged: a scan has impossible parameters");
        }
        if (frame.progressive && !whole && band.high > 0) {
            checkBitsBefore();
        }
    }

    private void checkBitsBefore() throws ImageFormatException {
        for (JpegFrame.Component part : parts) {
            for (int k = band.first; k <= band.last; k++) {
                if (part.missingBits[k] != band.high) {
                    throw new ImageFormatException("is cut short: a scan before another is missing");
                }
            }
        }
    }

    /**
     * Walks to the marker behind the scan and returns its place, or the file's end.
     *
     * @param restart after how many units there is a restart marker; 0 if there is none
     * @throws EOFException if the scan ends before its blocks do
     * @throws ImageFormatException if what is there is no JPEG's code
     */
    int walk(byte[] file, int from, int restart) throws IOException {
        JpegBits bits = new JpegBits(file, from);
        boolean single = parts.size() == 1;
        int across = single ? parts.get(0).blocksAcross : frame.unitsAcross;
        int down = single ? parts.get(0).blocksDown : frame.unitsDown;
        int left = restart;
        int restarts = 0;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                if (restart > 0 && left-- == 0) {
                    restart(file, bits, restarts++);
                    left = restart - 1;
                }
                unit(bits, single, y, x);
            }
        }
        for (JpegFrame.Component part : parts) {
            if (frame.progressive) {
                Arrays.fill(part.missingBits, band.first, band.last + 1, band.low);
            } else {
                Arrays.fill(part.missingBits, 0);
            }
        }
        return bits.end();
    }

    private void restart(byte[] file, JpegBits bits, int number) throws IOException {
        int marker = bits.end();
        while (marker + 1 < file.length && file[marker + 1] == (byte) 0xFF) {
            marker++;
        }
        if (marker + 1 >= file.length) {
            throw new EOFException("a restart marker is missing");
        }
        if ((file[marker + 1] & 0xFF) != 0xD0 + number % 8) {
            throw new ImageFormatException("is damaged: a restart marker is missing");
        }
        bits.resume(marker + 2);
        blocksToSkip = 0;
    }

    private void unit(JpegBits bits, boolean single, int y, int x) throws IOException {
        if (single) {
            block(bits, 0, y * parts.get(0).stride + x);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            JpegFrame.Component part = parts.get(i);
            for (int row = 0; row < part.down; row++) {
                for (int column = 0; column < part.across; column++) {
                    block(bits, i, (y * part.down + row) * part.stride + x * part.across + column);
                }
            }
        }
    }

    private void block(JpegBits bits, int part, int block) throws IOException {
        if (!frame.progressive) {
            constant(bits, dc.get(part));
            sequential(bits, ac.get(part));
        } else if (band.first == 0) {
            if (band.high == 0) {
                constant(bits, dc.get(part));
            } else {
                bits.skip(1);
            }
        } else if (band.high == 0) {
            first(bits, ac.get(part), parts.get(part).nonZero, block);
        } else {
            refined(bits, ac.get(part), parts.get(part).nonZero, block);
        }
    }

    private static void constant(JpegBits bits, JpegHuffman table) throws IOException {
        int length = table.next(bits);
        if (length > 15) {
            throw new ImageFormatException("is damaged: a value has " + length + " bits");
        }
        bits.skip(length);
    }

    private static void sequential(JpegBits bits, JpegHuffman table) throws IOException {
        for (int k = 1; k < 64; k++) {
            int code = table.next(bits);
            int length = code & 15;
            if (length > 0) {
                k = within(k + (code >> 4), 63);
                bits.skip(length);
            } else if (code >> 4 == 15) {
                k += 15;
            } else {
                return;
            }
        }
    }

    private void first(JpegBits bits, JpegHuffman table, long[] nonZero, int block) throws IOException {
        if (blocksToSkip > 0) {
            blocksToSkip--;
            return;
        }
        for (int k = band.first; k <= band.last; k++) {
            int code = table.next(bits);
            int zeros = code >> 4;
            int length = code & 15;
            if (length > 0) {
                k = within(k + zeros, band.last);
                bits.skip(length);
                nonZero[block] |= 1L << k;
            } else if (zeros == 15) {
                k += 15;
            } else {
                blocksToSkip = (1 << zeros) + bits.next(zeros) - 1;
                return;
            }
        }
    }

    private void refined(JpegBits bits, JpegHuffman table, long[] nonZero, int block) throws IOException {
        int k = band.first;
        if (blocksToSkip == 0) {
            for (; k <= band.last; k++) {
                int code = table.next(bits);
                int zeros = code >> 4;
                int length = code & 15;
                if (length == 0 && zeros < 15) {
                    blocksToSkip = (1 << zeros) + bits.next(zeros);
                    break;
                }
                bits.skip(length > 0 ? 1 : 0);
                k = afterZeros(bits, nonZero[block], k, zeros);
                if (length > 0) {
                    nonZero[block] |= 1L << within(k, band.last);
                }
            }
        }
        if (blocksToSkip > 0) {
            bits.skip(Long.bitCount(nonZero[block] & range(k, band.last)));
            blocksToSkip--;
        }
    }

    /** The place of the next 0 behind {@code zeros} others; each coefficient on the way that is not 0 takes a bit. */
    private int afterZeros(JpegBits bits, long nonZero, int from, int zeros) throws EOFException {
        int left = zeros;
        int k = from;
        for (; k <= band.last; k++) {
            if ((nonZero >>> k & 1) != 0) {
                bits.skip(1);
            } else if (--left < 0) {
                break;
            }
        }
        return k;
    }

    /** The bits from {@code first} to {@code last}; none if it comes after it. */
    private static long range(int first, int last) {
        return first > last ? 0 : -1L << first & -1L >>> 63 - last;
    }

    private static int within(int k, int last) throws ImageFormatException {
        if (k > last) {
            throw new ImageFormatException("is damaged: a block has more values than it can hold");
        }
        return k;
    }
}
