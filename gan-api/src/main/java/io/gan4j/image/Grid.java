package io.gan4j.image;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;

/** Lays images out on a sheet. */
final class Grid {
    private static final int GAP = 2;
    private static final String REMEDY = "lay out fewer at a time";

    private final Shape tile;
    private final int count;
    private final int columns;
    private final Shape sheet;
    private final String what;

    Grid(Shape tile, int count, int columns) {
        this.tile = tile;
        this.count = count;
        this.columns = columns;
        int rows = (count - 1) / columns + 1;
        long height = side(rows, tile.height());
        long width = side(columns, tile.width());
        this.what = String.format(Locale.ROOT, "a sheet of %s of %s", Plural.grouped(count, "image"), tile);
        Memory.checkLength(Memory.product(tile.channels(), height, width), what, REMEDY);
        this.sheet = Shape.of(tile.channels(), (int) height, (int) width);
    }

    private static long side(int tiles, int extent) {
        return (long) tiles * extent + (long) (tiles - 1) * GAP;
    }

    Images draw(float[] values) {
        float[] drawn = Memory.floats(sheet.size(), what, REMEDY);
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
        return Images.owning(sheet, drawn);
    }
}
