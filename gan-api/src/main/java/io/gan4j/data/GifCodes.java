package io.gan4j.data;

import java.io.EOFException;
import java.io.IOException;

/** Reads the LZW codes of a GIF's frame (the GIF89a specification, appendix F). */
final class GifCodes {
    private static final int MOST = 4096;

    private final byte[] file;
    private int at;
    private int blockLeft;
    private int buffer;
    private int held;

    private final int clear;
    /** What each code stands for: what another stands for, and one more. */
    private final int[] prefix = new int[MOST];

    private final byte[] last = new byte[MOST];
    private final byte[] turned = new byte[MOST + 1];

    GifCodes(byte[] file, int from, int bits) {
        this.file = file;
        this.at = from;
        this.clear = 1 << bits;
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
        }
    }

    /**
     * Reads as many values as a frame has; what comes after them is not looked at.
     *
     * @throws EOFException if there are fewer
     * @throws ImageFormatException if there is a code that stands for nothing
     */
    byte[] read(int count) throws IOException {
        byte[] values = new byte[count];
        int done = 0;
        int size = clear + 2;
        int before = -1;
        while (done < count) {
            int code = next(Math.min(12, Integer.SIZE - Integer.numberOfLeadingZeros(size)));
            if (code == clear) {
                size = clear + 2;
                before = -1;
                continue;
            }
            if (code == clear + 1) {
                throw new EOFException("the codes end before the pixels do");
            }
            if (code > size || code > clear && before < 0) {
                throw new ImageFormatException("is damaged: its pixels hold a code that stands for nothing");
            }
            if (before >= 0 && size < MOST) {
                prefix[size] = before;
                last[size] = first(code == size ? before : code);
                size++;
            }
            done = write(code, values, done);
            before = code;
        }
        return values;
    }

    private byte first(int code) {
        int place = code;
        while (place > clear) {
            place = prefix[place];
        }
        return last[place];
    }

    private int write(int code, byte[] values, int from) {
        int length = 0;
        int place = code;
        while (place > clear) {
            turned[length++] = last[place];
            place = prefix[place];
        }
        turned[length++] = last[place];
        int to = from;
        while (length > 0 && to < values.length) {
            values[to++] = turned[--length];
        }
        return to;
    }

    private int next(int bits) throws EOFException {
        while (held < bits) {
            if (blockLeft == 0) {
                blockLeft = at < file.length ? file[at++] & 0xFF : 0;
            }
            if (blockLeft == 0 || at >= file.length) {
                throw new EOFException("the codes end before the pixels do");
            }
            buffer |= (file[at++] & 0xFF) << held;
            held += 8;
            blockLeft--;
        }
        int code = buffer & (1 << bits) - 1;
        buffer >>>= bits;
        held -= bits;
        return code;
    }
}
