package io.gan4j.data;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;

/**
 * How a picture is stored, and thus what brings it upright: first, perhaps, rows and columns are exchanged, then the
 * upright picture's rows or columns are counted from the other end (Exif 2.32, table 6, tag Orientation).
 */
enum Orientation {
    /** Value 1: as it should be seen. */
    UPRIGHT(false, false, false),
    /** Value 2: left and right exchanged. */
    MIRRORED(false, false, true),
    /** Value 3: upside down. */
    HALF_TURN(false, true, true),
    /** Value 4: top and bottom exchanged. */
    FLIPPED(false, true, false),
    /** Value 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** Value 6: to be turned clockwise by a quarter, as a picture of a phone that was held upright. */
    TO_TURN_CLOCKWISE(true, false, true),
    /** Value 7: rows and columns exchanged along the other diagonal. */
    TRANSVERSE(true, true, true),
    /** Value 8: to be turned counterclockwise by a quarter. */
    TO_TURN_COUNTERCLOCKWISE(true, true, false);

    private final boolean exchanged;
    private final boolean fromBelow;
    private final boolean fromRight;

    Orientation(boolean exchanged, boolean fromBelow, boolean fromRight) {
        this.exchanged = exchanged;
        this.fromBelow = fromBelow;
        this.fromRight = fromRight;
    }

    /** The orientation of this number, 1 to 8; upright for any other. */
    static Orientation of(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** The picture as it should be seen. */
    Pixels upright(Pixels stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        Shape from = stored.shape();
        int height = exchanged ? from.width() : from.height();
        int width = exchanged ? from.height() : from.width();
        byte[] values = stored.toBytes();
        byte[] turned = new byte[values.length];
        int next = 0;
        for (int c = 0; c < from.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int row = fromBelow ? height - 1 - y : y;
                for (int x = 0; x < width; x++) {
                    int column = fromRight ? width - 1 - x : x;
                    int place = exchanged ? column * from.width() + row : row * from.width() + column;
                    turned[next++] = values[c * height * width + place];
                }
            }
        }
        return Pixels.of(Shape.of(from.channels(), height, width), turned);
    }
}
