package io.gan4j.data;

import java.io.EOFException;

/** Reads the bits of a JPEG's scan up to the next marker: a byte FF that is data is followed by 00. */
final class JpegBits {
    private final byte[] file;
    /** Where the next byte comes from; at a marker it stays. */
    private int at;

    private long buffer;
    private int held;

    JpegBits(byte[] file, int from) {
        this.file = file;
        this.at = from;
    }

    /** The next bits, at most 16, without taking them; behind the end come zeros. */
    int peek(int count) {
        if (held < count) {
            fill();
        }
        return held >= count
                ? (int) (buffer >>> held - count) & (1 << count) - 1
                : (int) (buffer << count - held) & (1 << count) - 1;
    }

    /** Takes bits, at most 64. */
    void skip(int count) throws EOFException {
        int left = count;
        while (held < left) {
            left -= held;
            held = 0;
            fill();
            if (held == 0) {
                throw new EOFException("the scan ends before its pixels do");
            }
        }
        held -= left;
    }

    /** Takes bits, at most 16, and returns them. */
    int next(int count) throws EOFException {
        int bits = peek(count);
        skip(count);
        return bits;
    }

    private void fill() {
        while (held <= 48) {
            int value = nextByte();
            if (value < 0) {
                return;
            }
            buffer = buffer << 8 | value;
            held += 8;
        }
    }

    private int nextByte() {
        if (at >= file.length) {
            return -1;
        }
        int value = file[at] & 0xFF;
        if (value < 0xFF) {
            at++;
            return value;
        }
        int next = at + 1;
        while (next < file.length && file[next] == (byte) 0xFF) {
            next++;
        }
        if (next >= file.length || file[next] != 0) {
            return -1;
        }
        at = next + 1;
        return value;
    }

    /**
     * Ends a run of coded pixels: moves to the next marker, or the file's end, and returns its place. Between the last code
     * and the marker there may be bits of 1 up to the byte's end, then fill bytes, or bytes that are no part of the picture.
     *
     * @throws ImageFormatException if what is left looks like pixels: then bits before it were lost or changed
     */
    int end() throws ImageFormatException {
        int padding = held & 7;
        boolean padded = padding == 0 || (peek(padding) == (1 << padding) - 1);
        held -= padding;
        boolean empty = true;
        while (held > 0 || nextIsByte()) {
            empty &= peek(8) == 0;
            held -= 8;
        }
        if (!padded && !empty) {
            throw new ImageFormatException("is damaged: its scan goes on when all pixels are there");
        }
        return at;
    }

    private boolean nextIsByte() {
        fill();
        return held > 0;
    }

    /** Goes on behind the marker at which the bits ended. */
    void resume(int from) {
        at = from;
        buffer = 0;
        held = 0;
    }
}
