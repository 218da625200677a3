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
    private final GifBytes bytes;
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
        bytes = new GifBytes(file);
        int flags = bytes.at(GifBytes.FLAGS);
        bytes.moveTo(GifBytes.HEADER);
        palette = bytes.palette(flags);
        findFrame();
        left = bytes.nextNumber();
        top = bytes.nextNumber();
        frameWidth = bytes.nextNumber();
        frameHeight = bytes.nextNumber();
        int frameFlags = bytes.next();
        interlaced = (frameFlags & 0x40) != 0;
        int[] own = bytes.palette(frameFlags);
        palette = own.length > 0 ? own : palette;
        width = Math.max(bytes.number(GifBytes.WIDTH), left + frameWidth);
        height = Math.max(bytes.number(GifBytes.HEIGHT), top + frameHeight);
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

    /** Moves behind the byte that announces the first frame, past all extensions. */
    private void findFrame() throws IOException {
        while (true) {
            int block = bytes.next();
            if (block == 0x2C) {
                return;
            }
            if (block == 0x3B) {
                throw new ImageFormatException("is a GIF without a picture");
            }
            if (block == 0x21) {
                int kind = bytes.next();
                int at = bytes.place();
                if (kind == 0xF9 && bytes.at(at) >= 4) {
                    transparent = (bytes.at(at + 1) & 1) != 0 ? bytes.at(at + 4) : -1;
                }
                bytes.skipBlocks();
            } else if (block != 0) {
                throw new ImageFormatException("is damaged: it has a block of no known kind");
            }
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
        int wanted = channels == 0 ? (GifBytes.isGrey(palette) ? 1 : 3) : channels;
        int planes = wanted == 1 && !GifBytes.isGrey(palette) ? 3 : wanted;
        byte[] frame = bytes.indices(bytes.place(), frameWidth * frameHeight);
        int area = width * height;
        byte[] canvas = new byte[Math.multiplyExact(planes, area)];
        // white as well as transparent, so that a program that drops alpha shows white
        Arrays.fill(canvas, 0, Math.min(3, planes) * area, (byte) 0xFF);
        int next = 0;
        for (int y : GifBytes.rows(frameHeight, interlaced)) {
            for (int x = 0; x < frameWidth; x++) {
                put(canvas, planes, (top + y) * width + left + x, frame[next++] & 0xFF);
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
}
