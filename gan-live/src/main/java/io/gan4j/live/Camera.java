package io.gan4j.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TranslationPreview;
import io.gan4j.image.Images;
import io.gan4j.image.Provenance;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes pictures of what a generator makes of the same latents, or translators of the same samples: sheets of images as PNG, or
 * points of the plane as 32-bit floats, little end first, two a point.
 */
sealed interface Camera {
    /** Points in a picture. */
    int POINTS = 1000;

    /** The values that a sheet may have. */
    int MOST_VALUES = 1 << 22;

    /** The rows of classes that a sheet may have. */
    int MOST_ROWS = 32;

    /** The samples of each class on a sheet; more would make its rows low beside the names of the classes. */
    int MOST_OF_A_CLASS = 16;

    /** Takes samples at once; the rest, which may be done later and elsewhere, gives the picture. */
    Supplier<byte[]> shoot();

    /** The same picture of the data, if it has samples of this shape. */
    byte @Nullable [] real();

    /** Says how pictures are to be read. */
    void describe(JsonObject head);

    /** The camera for a generator; null if there is no view of what it makes. */
    static @Nullable Camera of(Generator generator, Dataset data, LiveOptions options) {
        Shape shape = generator.shape();
        if (Images.canHold(shape) && shape.size() <= MOST_VALUES) {
            return new Sheets(generator, data, options);
        }
        return shape.equals(Shape.of(2)) ? new Points(generator, data, options.seed()) : null;
    }

    /** The camera for the translators of a run. */
    static Camera of(TranslationPreview preview) {
        return new Translations(preview);
    }

    /** Numbers as 32-bit floats, little end first. */
    static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Different samples of the data, drawn at random. */
    private static int[] drawn(Dataset data, int count) {
        int[] order = RandomStream.of(0, 19).permutation(data.size());
        return Arrays.copyOf(order, Math.min(count, order.length));
    }

    /** Images on a sheet, nearly a square; those of a conditional generator with a row for each class. */
    final class Sheets implements Camera {
        private final Generator generator;
        private final Dataset data;
        private final Latents latents;
        private final int rows;
        private final int columns;

        Sheets(Generator generator, Dataset data, LiveOptions options) {
            this.generator = generator;
            this.data = data;
            int classes = generator.classes().size();
            int most =
                    Math.min(options.samples(), MOST_VALUES / generator.shape().size());
            if (classes == 0) {
                this.columns = (int) Math.ceil(Math.sqrt(most));
                this.rows = (most + columns - 1) / columns;
                this.latents = generator.latents(most, options.seed());
            } else {
                this.rows = Math.min(Math.min(classes, MOST_ROWS), most);
                this.columns = Math.max(1, Math.min(MOST_OF_A_CLASS, most / rows));
                this.latents = generator.latents(columns, options.seed());
            }
        }

        private boolean conditional() {
            return !generator.classes().isEmpty();
        }

        @Override
        public Supplier<byte[]> shoot() {
            Images images = conditional() ? everyClass() : generator.generate(latents);
            return () -> images.grid(columns).toPng();
        }

        private Images everyClass() {
            Images[] ofRow = new Images[rows];
            for (int row = 0; row < rows; row++) {
                ofRow[row] = generator.generate(latents, Conditions.of(row));
            }
            return Images.concat(ofRow);
        }

        @Override
        public byte @Nullable [] real() {
            if (!data.shape().equals(generator.shape()) || data.size() < 1) {
                return null;
            }
            int[] places = conditional() && data.classes().equals(generator.classes())
                    ? ofEveryClass()
                    : drawn(data, conditional() ? rows * columns : latents.count());
            Images images = Images.of(data.shape(), Datasets.values(data, places));
            return images.grid(columns).toPng(Provenance.NONE);
        }

        /** Samples in the order of the sheet: a row for each class that is shown; of a class without samples any. */
        private int[] ofEveryClass() {
            int[] places = drawn(data, rows * columns);
            if (places.length < rows * columns) {
                return places;
            }
            int[] found = new int[rows];
            int missing = rows * columns;
            for (int place : drawn(data, Math.min(data.size(), 100 * rows * columns))) {
                int row = data.label(place);
                if (row < rows && found[row] < columns) {
                    places[row * columns + found[row]++] = place;
                    missing--;
                }
                if (missing == 0) {
                    break;
                }
            }
            return places;
        }

        @Override
        public void describe(JsonObject head) {
            head.addProperty("view", "images");
            head.addProperty("samples", conditional() ? rows * columns : latents.count());
            if (conditional()) {
                JsonArray names = new JsonArray();
                generator.classes().stream().limit(rows).forEach(name -> names.add(StoryLines.text(name)));
                head.add("classes", names);
            }
        }
    }

    /** A row for each of some samples of the data: what is given, what is made of it, and perhaps what is true. */
    final class Translations implements Camera {
        /** Each takes as long as a sample of a batch. */
        private static final int MOST_SAMPLES = 8;

        private final TranslationPreview preview;
        private final int rows;

        Translations(TranslationPreview preview) {
            this.preview = preview;
            int values = preview.columns() * preview.shape().size();
            this.rows = Math.max(1, Math.min(Math.min(MOST_SAMPLES, preview.samples()), MOST_VALUES / values));
        }

        @Override
        public Supplier<byte[]> shoot() {
            return preview.sheet(rows)::toPng;
        }

        @Override
        public byte @Nullable [] real() {
            return null;
        }

        @Override
        public void describe(JsonObject head) {
            head.addProperty("view", "translations");
            head.addProperty("samples", rows);
            head.add("shape", StoryLines.array(preview.shape()));
            JsonArray headings = new JsonArray();
            preview.headings().forEach(name -> headings.add(StoryLines.text(name)));
            head.add("columns", headings);
        }
    }

    /** A thousand points. */
    final class Points implements Camera {
        private final Generator generator;
        private final Dataset data;
        private final Latents latents;

        Points(Generator generator, Dataset data, long seed) {
            this.generator = generator;
            this.data = data;
            this.latents = generator.latents(POINTS, seed);
        }

        @Override
        public Supplier<byte[]> shoot() {
            float[] points = generator.samples(latents);
            return () -> Camera.bytes(points);
        }

        @Override
        public byte @Nullable [] real() {
            return data.shape().equals(generator.shape()) && data.size() >= 1
                    ? Camera.bytes(Datasets.values(data, drawn(data, POINTS)))
                    : null;
        }

        @Override
        public void describe(JsonObject head) {
            head.addProperty("view", "points");
            head.addProperty("samples", POINTS);
        }
    }
}
