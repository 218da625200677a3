package io.gan4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The bytes of a GIF with a place in them, and the pieces that all its blocks are made of. */
final class GifBytes {
    /** The places of flags, width and height of the canvas in the header, and its length. */
    static final int FLAGS = 10;

    static final int WIDTH = 6;
    static final int HEIGHT = 8;
    static final int HEADER = 13;

    private static final int[] INTERLACED_FROM = {0, 4, 2, 1};
    private static final int[] INTERLACED_STEP = {8, 8, 4, 2};

    private final byte[] file;
    private int at;

    GifBytes(byte[] file) {
        this.file = file;
    }

    /** Where the next byte is read. */
    int place() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /** The next byte, from 0 to 255. */
    int next() throws EOFException {
        return at(at++);
    }

    /** The byte at a place, from 0 to 255. */
    int at(int place) throws EOFException {
        if (place >= file.length) {
            throw new EOFException("the file ends");
        }
        return file[place] & 0xFF;
    }

    /** The next number, of two bytes. */
    int nextNumber() throws EOFException {
        at += 2;
        return number(at - 2);
    }

    /** The number at a place, of two bytes. */
    int number(int place) throws EOFException {
        return at(place) | at(place + 1) << 8;
    }

    /** The palette that these flags announce, from here on; without a color if they announce none. */
    int[] palette(int flags) throws EOFException {
        int[] colors = new int[(flags & 0x80) == 0 ? 0 : 2 << (flags & 7)];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = next() << 16 | next() << 8 | next();
        }
        return colors;
    }

    /** Moves behind the blocks of data that begin here. */
    void skipBlocks() throws EOFException {
        for (int length = next(); length > 0; length = next()) {
            at += length;
        }
    }

    /** The pixels of a picture whose codes begin at a place: indices of its palette in the order of the file. */
    byte[] indices(int codes, int pixels) throws IOException {
        int bits = at(codes);
        if (bits < 2 || bits > 8) {
            throw new ImageFormatException("is damaged: its codes begin with " + bits + " bits");
        }
        return new GifCodes(file, codes + 1, bits).read(pixels);
    }

    /** The rows of a picture in the order of the file. */
    static int[] rows(int height, boolean interlaced) {
        if (!interlaced) {
            return IntStream.range(0, height).toArray();
        }
        return IntStream.range(0, INTERLACED_FROM.length)
                .flatMap(pass ->
                        IntStream.iterate(INTERLACED_FROM[pass], y -> y < height, y -> y + INTERLACED_STEP[pass]))
                .toArray();
    }

    /** Whether all colors of a palette are grey. */
    static boolean isGrey(int[] palette) {
        return Arrays.stream(palette)
                .allMatch(color -> color >> 16 == (color & 0xFF) && (color >> 8 & 0xFF) == (color & 0xFF));
    }
}
