package io.gan4j.image;

import io.gan4j.tensor.Shape;
import java.util.Arrays;

/** Lays images out on a sheet. */
final class Grid {
    private static final int GAP = 2;

    private final Shape tile;
    private final int count;
    private final int columns;
    private final Shape sheet;

    Grid(Shape tile, int count, int columns) {
        this.tile = tile;
        this.count = count;
        this.columns = columns;
        int rows = (count + columns - 1) / columns;
        this.sheet = Shape.of(tile.channels(), side(rows, tile.height()), side(columns, tile.width()));
    }

    private static int side(int tiles, int extent) {
        long side = (long) tiles * extent + (long) (tiles - 1) * GAP;
        if (side > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(tiles + " images of " + extent + " pixels make too large a sheet");
        }
        return (int) side;
    }

    Images draw(float[] values) {
        float[] drawn = new float[sheet.size()];
        Arrays.fill(drawn, -1);
        int tileArea = tile.height() * tile.width();
        int sheetArea = sheet.height() * sheet.width();
        for (int i = 0; i < count * tile.channels(); i++) {
            int image = i / tile.channels();
            int top = image / columns * (tile.height() + GAP);
            int left = image % columns * (tile.width() + GAP);
            int corner = i % tile.channels() * sheetArea + top * sheet.width() + left;
            for (int y = 0; y < tile.height(); y++) {
                int from = i * tileArea + y * tile.width();
                System.arraycopy(values, from, drawn, corner + y * sheet.width(), tile.width());
            }
        }
        return Images.of(sheet, drawn);
    }
}
