package io.gan4j.data;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All pictures of a GIF, each as it is seen on the canvas: over what the pictures before have left, as each says (the GIF89a
 * specification, section 23). The first is that of {@link GifFile}. A file without its end mark is refused: pictures may be
 * missing.
 */
final class GifFilm {
    private static final int TO_BACKGROUND = 2;
    private static final int TO_PREVIOUS = 3;

    private final GifBytes bytes;
    private final int[] palette;
    private final int width;
    private final int height;
    private final int firstBlock;

    private GifFilm(byte[] file, GifFile first) throws IOException {
        this.bytes = new GifBytes(file);
        this.width = first.width();
        this.height = first.height();
        bytes.moveTo(GifBytes.HEADER);
        this.palette = bytes.palette(bytes.at(GifBytes.FLAGS));
        this.firstBlock = bytes.place();
    }

    /**
     * Reads a file, all but its pictures.
     *
     * @throws EOFException if it ends before its first picture
     * @throws ImageFormatException if it is damaged
     */
    static GifFilm open(byte[] file) throws IOException {
        return new GifFilm(file, GifFile.open(file));
    }

    /** One picture: where it lies, and where its codes begin. */
    private record Frame(
            int left,
            int top,
            int width,
            int height,
            boolean interlaced,
            int[] palette,
            int transparent,
            int disposal,
            int codes) {}

    /** Width times height of the canvas. */
    long area() {
        return (long) width * height;
    }

    /** The number of pictures. */
    int length() throws IOException {
        return frames().size();
    }

    /**
     * The pictures in order.
     *
     * @param channels 1, 3 or 4, or 0 for 1 if all colors of the palettes are grey, else 3
     * @throws EOFException if a pixel is missing
     * @throws ImageFormatException if it is damaged
     */
    List<Pixels> pictures(int channels) throws IOException {
        List<Frame> frames = frames();
        boolean grey = frames.stream().allMatch(frame -> GifBytes.isGrey(frame.palette));
        int wanted = channels == 0 ? (grey ? 1 : 3) : channels;
        byte[] canvas = blank();
        List<Pixels> pictures = new ArrayList<>();
        for (Frame frame : frames) {
            byte[] before = frame.disposal == TO_PREVIOUS ? canvas.clone() : canvas;
            draw(frame, canvas);
            pictures.add(visible(canvas, wanted, grey));
            if (frame.disposal == TO_BACKGROUND) {
                clear(frame, canvas);
            }
            canvas = before;
        }
        return pictures;
    }

    /** White as well as transparent, as in {@link GifFile}. */
    private byte[] blank() {
        int area = Math.toIntExact(area());
        byte[] canvas = new byte[Math.multiplyExact(4, area)];
        Arrays.fill(canvas, 0, 3 * area, (byte) 0xFF);
        return canvas;
    }

    /** A palette of greys has one channel, as it is stored; what is transparent is white. */
    private Pixels visible(byte[] canvas, int wanted, boolean grey) {
        Shape shape = Shape.of(4, height, width);
        if (wanted == 1 && grey) {
            int area = Math.toIntExact(area());
            return Pixels.of(Shape.of(1, height, width), Arrays.copyOf(canvas, area));
        }
        return Pixels.of(shape, canvas).channels(wanted);
    }

    private void draw(Frame frame, byte[] canvas) throws IOException {
        byte[] indices = bytes.indices(frame.codes, frame.width * frame.height);
        int next = 0;
        for (int y : GifBytes.rows(frame.height, frame.interlaced)) {
            for (int x = 0; x < frame.width; x++) {
                put(frame, canvas, frame.left + x, frame.top + y, indices[next++] & 0xFF);
            }
        }
    }

    private void put(Frame frame, byte[] canvas, int x, int y, int index) throws ImageFormatException {
        if (index >= frame.palette.length) {
            throw new ImageFormatException(
                    "is damaged: a pixel has colour " + index + " of a palette of " + frame.palette.length);
        }
        if (index == frame.transparent || x >= width || y >= height) {
            return;
        }
        int area = width * height;
        int place = y * width + x;
        for (int channel = 0; channel < 3; channel++) {
            canvas[channel * area + place] = (byte) (frame.palette[index] >> (16 - 8 * channel));
        }
        canvas[3 * area + place] = (byte) 0xFF;
    }

    private void clear(Frame frame, byte[] canvas) {
        int area = width * height;
        for (int y = frame.top; y < Math.min(height, frame.top + frame.height); y++) {
            for (int x = frame.left; x < Math.min(width, frame.left + frame.width); x++) {
                for (int channel = 0; channel < 4; channel++) {
                    canvas[channel * area + y * width + x] = (byte) (channel < 3 ? 0xFF : 0);
                }
            }
        }
    }

    private List<Frame> frames() throws IOException {
        List<Frame> frames = new ArrayList<>();
        bytes.moveTo(firstBlock);
        int transparent = -1;
        int disposal = 0;
        for (int block = bytes.next(); block != 0x3B; block = bytes.next()) {
            if (block == 0x2C) {
                frames.add(frame(transparent, disposal));
                transparent = -1;
                disposal = 0;
            } else if (block == 0x21) {
                int kind = bytes.next();
                int at = bytes.place();
                if (kind == 0xF9 && bytes.at(at) >= 4) {
                    transparent = (bytes.at(at + 1) & 1) != 0 ? bytes.at(at + 4) : -1;
                    disposal = bytes.at(at + 1) >> 2 & 7;
                }
                bytes.skipBlocks();
            } else if (block != 0) {
                throw new ImageFormatException("is damaged: it has a block of no known kind");
            }
        }
        return frames;
    }

    private Frame frame(int transparent, int disposal) throws IOException {
        int left = bytes.nextNumber();
        int top = bytes.nextNumber();
        int frameWidth = bytes.nextNumber();
        int frameHeight = bytes.nextNumber();
        int flags = bytes.next();
        int[] own = bytes.palette(flags);
        int[] used = own.length > 0 ? own : palette;
        if (used.length == 0) {
            throw new ImageFormatException("has no palette");
        }
        if (frameWidth == 0 || frameHeight == 0 || (long) frameWidth * frameHeight > area()) {
            throw new ImageFormatException("is damaged: a picture of it is " + frameWidth + " x " + frameHeight
                    + " pixels, its canvas " + width + " x " + height);
        }
        int codes = bytes.place();
        bytes.next();
        bytes.skipBlocks();
        return new Frame(left, top, frameWidth, frameHeight, (flags & 0x40) != 0, used, transparent, disposal, codes);
    }
}
