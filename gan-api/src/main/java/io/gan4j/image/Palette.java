package io.gan4j.image;

import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The up to 256 colours that stand for an image in a GIF. Greys and images of at most 256 colours are kept exactly; of more
 * colours, the box with the largest spread is cut at its mean until there are 256 boxes (median cut in the way of Wu,
 * "Efficient statistical computations for optimal color quantization", 1991), and each colour becomes the nearest of their
 * means. No dithering: in moving pictures it flickers.
 */
final class Palette {
    private static final int SIZE = 256;

    private final int[] colours;

    private Palette(int[] colours) {
        this.colours = colours;
    }

    /** A one-channel or RGB image as an indexed one with a palette of its own. */
    static BufferedImage index(Pixels image) {
        return image.shape().channels() == 1 ? indexGrey(image) : indexColour(image);
    }

    private static BufferedImage indexGrey(Pixels image) {
        int[] greys = new int[SIZE];
        Arrays.setAll(greys, v -> v << 16 | v << 8 | v);
        return indexed(image.shape(), greys, image.toBytes());
    }

    private static BufferedImage indexColour(Pixels image) {
        byte[] values = image.toBytes();
        int area = values.length / 3;
        int[] pixels = new int[area];
        Arrays.setAll(
                pixels, i -> (values[i] & 0xFF) << 16 | (values[area + i] & 0xFF) << 8 | values[2 * area + i] & 0xFF);
        int[] sorted = pixels.clone();
        Arrays.sort(sorted);
        int[] distinct = Arrays.stream(sorted).distinct().toArray();
        Palette palette = distinct.length <= SIZE ? new Palette(distinct) : new Palette(cut(sorted));
        byte[] places = new byte[distinct.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (byte) palette.nearest(distinct[i]);
        }
        byte[] indices = new byte[area];
        for (int i = 0; i < area; i++) {
            indices[i] = places[Arrays.binarySearch(distinct, pixels[i])];
        }
        return indexed(image.shape(), palette.colours, indices);
    }

    private static BufferedImage indexed(Shape shape, int[] colours, byte[] indices) {
        int[] full = Arrays.copyOf(colours, SIZE);
        IndexColorModel model = new IndexColorModel(8, SIZE, full, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        image.getRaster().setDataElements(0, 0, shape.width(), shape.height(), indices);
        return image;
    }

    private int nearest(int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length && least > 0; i++) {
            int red = (colours[i] >> 16) - (colour >> 16);
            int green = (colours[i] >> 8 & 0xFF) - (colour >> 8 & 0xFF);
            int blue = (colours[i] & 0xFF) - (colour & 0xFF);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static int[] cut(int[] pixels) {
        PriorityQueue<Box> boxes = new PriorityQueue<>(
                Comparator.comparingDouble(Box::spread).reversed().thenComparingInt(Box::mean));
        boxes.add(Box.of(pixels));
        while (boxes.size() < SIZE && boxes.element().spread() > 0) {
            boxes.addAll(boxes.remove().halves());
        }
        return boxes.stream().mapToInt(Box::mean).sorted().toArray();
    }

    /**
     * Some pixels, their mean colour, and along the channel in which they differ most: the sum of their squared distances
     * from its mean, and the sum of their values.
     */
    private record Box(int[] pixels, int mean, int shift, double spread, long sum) {
        static Box of(int[] pixels) {
            int mean = 0;
            int widest = 0;
            double most = -1;
            long sumOfWidest = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                long sum = 0;
                long squares = 0;
                int least = 255;
                int greatest = 0;
                for (int pixel : pixels) {
                    int value = pixel >> shift & 0xFF;
                    sum += value;
                    squares += (long) value * value;
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
                mean |= (int) ((sum + pixels.length / 2) / pixels.length) << shift;
                // exactly 0 for equal values, which the difference of two rounded numbers need not be
                double spread = least == greatest ? 0 : squares - (double) sum * sum / pixels.length;
                if (spread > most) {
                    most = spread;
                    widest = shift;
                    sumOfWidest = sum;
                }
            }
            return new Box(pixels, mean, widest, most, sumOfWidest);
        }

        /**
         * The pixels below the mean and the others. The mean is not rounded: of pixels that differ one lies below it and one
         * above, so that no half is ever empty, which would put the same box into the queue for ever.
         */
        List<Box> halves() {
            int[] low = new int[pixels.length];
            int[] high = new int[pixels.length];
            int lows = 0;
            int highs = 0;
            for (int pixel : pixels) {
                if ((long) (pixel >> shift & 0xFF) * pixels.length < sum) {
                    low[lows++] = pixel;
                } else {
                    high[highs++] = pixel;
                }
            }
            return List.of(of(Arrays.copyOf(low, lows)), of(Arrays.copyOf(high, highs)));
        }
    }
}
