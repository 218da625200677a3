package io.gan4j.data;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The first picture of a GIF: the canvas that its header gives, with the first frame where it belongs, and nothing, which is
 * transparent, around it. (The GIF89a specification; as browsers do, a canvas too small for its first frame grows.) Java's
 * reader gives the frame alone, and fills up with the palette's first colour what the file lacks.
 */
final class GifFile {
    private static final int HEADER = 13;
    static final int[] INTERLACED_FROM = {0, 4, 2, 1};
    static final int[] INTERLACED_STEP = {8, 8, 4, 2};

    private final byte[] file;
    private int at;
    private int transparent = -1;
    private int[] palette;
    private final int left;
    private final int top;
    private final int frameWidth;
    private final int frameHeight;
    private final boolean interlaced;
    private final int width;
    private final int height;

    private GifFile(byte[] file) throws IOException {
        this.file = file;
        int flags = checked(10);
        at = HEADER;
        palette = palette(flags);
        findFrame();
        left = number(at);
        top = number(at + 2);
        frameWidth = number(at + 4);
        frameHeight = number(at + 6);
        int frameFlags = checked(at + 8);
        interlaced = (frameFlags & 0x40) != 0;
        at += 9;
        int[] own = palette(frameFlags);
        palette = own.length > 0 ? own : palette;
        width = Math.max(number(6), left + frameWidth);
        height = Math.max(number(8), top + frameHeight);
    }

    /**
     * Reads a file up to the pixels of its first frame, before memory is taken for them.
     *
     * @throws EOFException if it ends before
     * @throws ImageFormatException if it is damaged
     */
    static GifFile open(byte[] file) throws IOException {
        return new GifFile(file);
    }

    int width() {
        return frameWidth == 0 ? 0 : width;
    }

    int height() {
        return frameHeight == 0 ? 0 : height;
    }

    private int checked(int place) throws EOFException {
        if (place >= file.length) {
            throw new EOFException("the file ends");
        }
        return file[place] & 0xFF;
    }

    private int number(int place) throws EOFException {
        return checked(place) | checked(place + 1) << 8;
    }

    /** The palette that these flags announce, from here on; without a colour if they announce none. */
    private int[] palette(int flags) throws EOFException {
        int[] colours = new int[(flags & 0x80) == 0 ? 0 : 2 << (flags & 7)];
        for (int i = 0; i < colours.length; i++, at += 3) {
            colours[i] = checked(at) << 16 | checked(at + 1) << 8 | checked(at + 2);
        }
        return colours;
    }

    /** Moves behind the byte that announces the first frame, past all extensions. */
    private void findFrame() throws IOException {
        while (true) {
            int block = checked(at++);
            if (block == 0x2C) {
                return;
            }
            if (block == 0x3B) {
                throw new ImageFormatException("is a GIF without a picture");
            }
            if (block == 0x21) {
                int kind = checked(at++);
                if (kind == 0xF9 && checked(at) >= 4) {
                    transparent = (checked(at + 1) & 1) != 0 ? checked(at + 4) : -1;
                }
                skipBlocks();
            } else if (block != 0) {
                throw new ImageFormatException("is damaged: it has a block of no known kind");
            }
        }
    }

    private void skipBlocks() throws EOFException {
        int length = checked(at++);
        while (length > 0) {
            at += length;
            length = checked(at++);
        }
    }

    /**
     * The canvas with the first frame.
     *
     * @param channels 1, 3 or 4, or 0 for 1 if all colours of the palette are grey, else 3
     * @throws EOFException if a pixel is missing
     * @throws ImageFormatException if it is damaged
     */
    Pixels picture(int channels) throws IOException {
        if (palette.length == 0) {
            throw new ImageFormatException("has no palette");
        }
        int wanted = channels == 0 ? (isGrey() ? 1 : 3) : channels;
        int planes = wanted == 1 && !isGrey() ? 3 : wanted;
        byte[] frame = indices();
        int area = width * height;
        byte[] canvas = new byte[Math.multiplyExact(planes, area)];
        // white as well as transparent, so that a program that drops alpha shows white
        Arrays.fill(canvas, 0, Math.min(3, planes) * area, (byte) 0xFF);
        int next = 0;
        for (int pass = 0; pass < (interlaced ? INTERLACED_FROM.length : 1); pass++) {
            int step = interlaced ? INTERLACED_STEP[pass] : 1;
            for (int y = interlaced ? INTERLACED_FROM[pass] : 0; y < frameHeight; y += step) {
                for (int x = 0; x < frameWidth; x++) {
                    put(canvas, planes, (top + y) * width + left + x, frame[next++] & 0xFF);
                }
            }
        }
        return Pixels.of(Shape.of(planes, height, width), canvas).channels(wanted);
    }

    private void put(byte[] canvas, int planes, int place, int index) throws ImageFormatException {
        if (index >= palette.length) {
            throw new ImageFormatException(
                    "is damaged: a pixel has colour " + index + " of a palette of " + palette.length);
        }
        if (index == transparent && planes < 4) {
            return;
        }
        for (int c = 0; c < Math.min(3, planes); c++) {
            canvas[c * width * height + place] = (byte) (palette[index] >> (16 - 8 * c));
        }
        if (planes == 4) {
            canvas[3 * width * height + place] = (byte) (index == transparent ? 0 : 0xFF);
        }
    }

    private boolean isGrey() {
        return isGrey(palette);
    }

    /** Whether all colors of a palette are grey. */
    static boolean isGrey(int[] palette) {
        return Arrays.stream(palette)
                .allMatch(colour -> colour >> 16 == (colour & 0xFF) && (colour >> 8 & 0xFF) == (colour & 0xFF));
    }

    /** The frame's pixels as places in the palette, in the order of the file. */
    private byte[] indices() throws IOException {
        int bits = checked(at++);
        if (bits < 2 || bits > 8) {
            throw new ImageFormatException("is damaged: its codes begin with " + bits + " bits");
        }
        return new GifCodes(file, at, bits).read(frameWidth * frameHeight);
    }
}
