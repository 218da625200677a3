package io.gan4j.data;

import java.awt.image.Raster;

/**
 * Computes red, green and blue from brightness and two differences of colour, as JFIF defines them (ITU-T T.871, section 7),
 * in the integers of libjpeg, so that the values are those that nearly all programs give.
 */
final class JpegColours {
    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;

    private JpegColours() {}

    /** The samples of a raster, plane by plane. */
    static byte[] planes(Raster raster, boolean differences) {
        int bands = raster.getNumBands();
        int width = raster.getWidth();
        int area = width * raster.getHeight();
        byte[] planes = new byte[Math.multiplyExact(bands, area)];
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int place = y * width + x;
                if (differences) {
                    put(planes, area, place, row[3 * x], row[3 * x + 1] - 128, row[3 * x + 2] - 128);
                } else {
                    for (int band = 0; band < bands; band++) {
                        planes[band * area + place] = (byte) row[bands * x + band];
                    }
                }
            }
        }
        return planes;
    }

    private static void put(byte[] planes, int area, int place, int brightness, int blue, int red) {
        planes[place] = within(brightness + (fixed(1.402) * red + HALF >> BITS));
        planes[area + place] = within(brightness + (HALF - fixed(0.34414) * blue - fixed(0.71414) * red >> BITS));
        planes[2 * area + place] = within(brightness + (fixed(1.772) * blue + HALF >> BITS));
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    private static byte within(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
