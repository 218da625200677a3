package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Translates a picture tile by tile. Tiles have the size of the translator's input and overlap by a quarter of it; of each the
 * middle is kept, so that no pixel of the result is near the border of its tile but at the border of the picture.
 */
final class Tiles {
    private final ImageTranslator translator;
    private final Shape tile;
    private final int scale;

    Tiles(ImageTranslator translator) {
        this.translator = translator;
        this.tile = translator.input();
        this.scale = translator.scale();
    }

    /** @throws IllegalArgumentException if the picture is smaller than a tile */
    Pixels translated(Pixels picture) {
        int height = picture.shape().height();
        int width = picture.shape().width();
        checkArgument(
                height >= tile.height() && width >= tile.width(),
                "the picture is %s x %s pixels, but this translator takes tiles of %s x %s: enlarge it first",
                height,
                width,
                tile.height(),
                tile.width());
        Shape whole = Shape.of(translator.output().channels(), height * scale, width * scale);
        byte[] made = new byte[whole.size()];
        int[] rows = starts(height, tile.height());
        int[] columns = starts(width, tile.width());
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                Pixels pixels = picture.part(rows[row], columns[column], tile.height(), tile.width());
                byte[] enlarged = translator
                        .translate(Images.ofPixels(List.of(pixels)))
                        .toPixels()
                        .toBytes();
                Span down = Span.of(rows, row, tile.height(), height);
                Span across = Span.of(columns, column, tile.width(), width);
                put(enlarged, rows[row], columns[column], down, across, made, whole);
            }
        }
        return Pixels.of(whole, made);
    }

    /** What is kept of a tile along one axis: from the middle of the overlap with the one before to that with the next. */
    private record Span(int from, int to) {
        static Span of(int[] starts, int place, int tile, int extent) {
            int from = place == 0 ? 0 : (starts[place - 1] + tile + starts[place]) / 2;
            int to = place == starts.length - 1 ? extent : (starts[place] + tile + starts[place + 1]) / 2;
            return new Span(from, to);
        }
    }

    /** Where tiles begin along one axis: the last ends with the picture. */
    private static int[] starts(int extent, int tile) {
        int stride = Math.max(1, tile - Math.max(2, tile / 4));
        int count = extent <= tile ? 1 : 1 + (extent - tile + stride - 1) / stride;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.min(i * stride, extent - tile);
        }
        return starts;
    }

    private void put(byte[] tileMade, int row, int column, Span down, Span across, byte[] made, Shape whole) {
        Shape enlarged = translator.output();
        int length = (across.to() - across.from()) * scale;
        for (int c = 0; c < enlarged.channels(); c++) {
            for (int y = down.from() * scale; y < down.to() * scale; y++) {
                int from =
                        (c * enlarged.height() + y - row * scale) * enlarged.width() + (across.from() - column) * scale;
                int to = (c * whole.height() + y) * whole.width() + across.from() * scale;
                System.arraycopy(tileMade, from, made, to, length);
            }
        }
    }
}
