package io.gan4j.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Reads Java's many kinds of images into 8-bit planes; the rules are in {@link Pixels}. */
final class PixelReader {
    private PixelReader() {}

    static byte[] planes(BufferedImage image, int channels) {
        ColorSpace space = image.getColorModel().getColorSpace();
        if (space.getType() == ColorSpace.TYPE_GRAY && image.getColorModel() instanceof ComponentColorModel) {
            return fromGrey(image, channels);
        }
        if (space.getType() != ColorSpace.TYPE_RGB && space.getType() != ColorSpace.TYPE_GRAY) {
            throw new IllegalArgumentException("an image must be grey or RGB, this one has "
                    + image.getColorModel().getNumColorComponents() + " colour components of another colour space"
                    + (space.getType() == ColorSpace.TYPE_CMYK ? " (CMYK)" : ""));
        }
        return fromColour(space.isCS_sRGB() ? image : toSrgb(image), channels);
    }

    /** Grey samples as they are stored: Java's own conversion takes them for linear light. */
    private static byte[] fromGrey(BufferedImage image, int channels) {
        int width = image.getWidth();
        Raster raster = image.getRaster();
        boolean alpha = image.getColorModel().hasAlpha();
        int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        PlaneWriter writer = new PlaneWriter(channels, image.getHeight() * width);
        int[] greys = new int[width];
        int[] alphas = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, greys);
            if (alpha) {
                raster.getSamples(0, y, width, 1, 1, alphas);
            }
            for (int x = 0; x < width; x++) {
                int grey = toByte(greys[x], most);
                writer.put(alpha ? toByte(alphas[x], most) : 255, grey, grey, grey);
            }
        }
        return writer.planes;
    }

    private static int toByte(int sample, int most) {
        return most == 255 ? sample : (int) ((sample * 255L + most / 2) / most);
    }

    private static byte[] fromColour(BufferedImage image, int channels) {
        int width = image.getWidth();
        PlaneWriter writer = new PlaneWriter(channels, image.getHeight() * width);
        int[] line = new int[width];
        int[] bands = isPlainBytes(image) ? new int[width * image.getRaster().getNumBands()] : new int[0];
        for (int y = 0; y < image.getHeight(); y++) {
            if (bands.length > 0) {
                image.getRaster().getPixels(0, y, width, 1, bands);
                pack(bands, line);
            } else {
                image.getRGB(0, y, width, 1, line, 0, width);
            }
            for (int argb : line) {
                writer.put(argb >>> 24, argb >>> 16 & 0xFF, argb >>> 8 & 0xFF, argb & 0xFF);
            }
        }
        return writer.planes;
    }

    /** True for what decoders of JPEG and PNG give: reading the samples is several times faster than getRGB. */
    private static boolean isPlainBytes(BufferedImage image) {
        ColorModel model = image.getColorModel();
        return model instanceof ComponentColorModel
                && model.getTransferType() == DataBuffer.TYPE_BYTE
                && model.getComponentSize(0) == 8
                && !model.isAlphaPremultiplied();
    }

    private static void pack(int[] bands, int[] line) {
        int perPixel = bands.length / line.length;
        for (int x = 0; x < line.length; x++) {
            int i = x * perPixel;
            int alpha = perPixel == 4 ? bands[i + 3] : 255;
            line[x] = alpha << 24 | bands[i] << 16 | bands[i + 1] << 8 | bands[i + 2];
        }
    }

    private static BufferedImage toSrgb(BufferedImage image) {
        BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        return new ColorConvertOp(null).filter(image, converted);
    }

    private static final class PlaneWriter {
        private final int channels;
        private final int area;
        private final byte[] planes;
        private int next;

        PlaneWriter(int channels, int area) {
            this.channels = channels;
            this.area = area;
            this.planes = new byte[Math.multiplyExact(channels, area)];
        }

        void put(int alpha, int red, int green, int blue) {
            if (channels == 4) {
                planes[3 * area + next] = (byte) alpha;
                putColour(red, green, blue);
            } else {
                putColour(overWhite(red, alpha), overWhite(green, alpha), overWhite(blue, alpha));
            }
            next++;
        }

        private void putColour(int red, int green, int blue) {
            if (channels == 1) {
                planes[next] = (byte) luma(red, green, blue);
                return;
            }
            planes[next] = (byte) red;
            planes[area + next] = (byte) green;
            planes[2 * area + next] = (byte) blue;
        }

        private static int overWhite(int value, int alpha) {
            return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
        }

        /** 0.299 R + 0.587 G + 0.114 B in 16-bit fixed point, as Pillow computes it; a grey stays what it is. */
        private static int luma(int red, int green, int blue) {
            return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
        }
    }
}
