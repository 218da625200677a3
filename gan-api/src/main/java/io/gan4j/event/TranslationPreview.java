package io.gan4j.event;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.image.Images;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the translators of a run make of a few samples of the training data, always the same ones: a sheet with a row for each,
 * which shows the input, what is made of it and, where the data has pairs, the true image. Of two unpaired sets a row shows an
 * image of the first, what is made of it, an image of the second, and what is made of that. The input of a translator of films
 * is shown by its last frame.
 *
 * <p>Safe for use by one thread at a time, as long as the run is not closed.
 */
public final class TranslationPreview {
    private static final int GREY = 1;
    private static final int RGB = 3;
    private static final int RGBA = 4;

    private final ImmutableList<Row> rows;
    private final int samples;

    /**
     * What a translator is given.
     *
     * @param name the translator's name
     * @param inputs the images that it is given, as samples of their own
     * @param truths what should be made of them; null if nobody knows
     */
    private record Row(
            String name,
            ImageTranslator translator,
            Dataset inputs,
            @Nullable Dataset truths) {}

    private TranslationPreview(ImmutableList<Row> rows, int samples) {
        this.rows = rows;
        this.samples = samples;
    }

    /**
     * The preview of a run's translators. Of one dataset all translate the input of the pairs, or the images if there are no
     * pairs; of several datasets the first translator has the images of the first one, and so on.
     *
     * @param translators the translators by name, as they are at any moment of the run
     * @param data what the run learns
     * @return empty if there is no translator, or one takes or makes what no picture shows
     */
    public static Optional<TranslationPreview> of(
            ImmutableMap<String, ImageTranslator> translators, TrainingData data) {
        ImmutableList<Dataset> sets = data.sets().values().asList();
        ImmutableList.Builder<Row> rows = ImmutableList.builder();
        int place = 0;
        for (Map.Entry<String, ImageTranslator> named : translators.entrySet()) {
            ImageTranslator translator = named.getValue();
            Dataset set = sets.get(Math.min(place++, sets.size() - 1));
            Optional<Row> row = row(named.getKey(), translator, set, data.isSingle());
            if (row.isEmpty() || !Images.canHold(translator.output()) || !Images.canHold(shown(translator))) {
                return Optional.empty();
            }
            rows.add(row.get());
        }
        return translators.isEmpty()
                ? Optional.empty()
                : Optional.of(new TranslationPreview(rows.build(), data.smallest()));
    }

    private static Optional<Row> row(String name, ImageTranslator translator, Dataset set, boolean hasPairs) {
        List<Part> parts = set.parts();
        Optional<Part> given = hasPairs ? Part.given(parts) : Optional.empty();
        Part principal = parts.get(0);
        Part input = given.orElse(principal);
        if (!input.shape().equals(translator.input())) {
            return Optional.empty();
        }
        boolean hasTruth = given.isPresent() && principal.shape().equals(translator.output());
        return Optional.of(new Row(
                name,
                translator,
                Datasets.part(set, input.name()),
                hasTruth ? Datasets.part(set, principal.name()) : null));
    }

    /** The shape of what is shown of an input. */
    private static Shape shown(ImageTranslator translator) {
        Shape input = translator.input();
        return Shape.of(input.channels() / translator.history(), input.height(), input.width());
    }

    /** The number of samples that there are to show. */
    public int samples() {
        return samples;
    }

    /** The number of images in a row. */
    public int columns() {
        return rows.stream().mapToInt(row -> row.truths() == null ? 2 : 3).sum();
    }

    /**
     * What the images of a row are, from the left: with one translator {@code given}, {@code made} and perhaps {@code true}.
     */
    public ImmutableList<String> headings() {
        ImmutableList.Builder<String> headings = ImmutableList.builder();
        for (Row row : rows) {
            String whose = rows.size() == 1 ? "" : ", " + row.name();
            headings.add("given" + whose, "made" + whose);
            if (row.truths() != null) {
                headings.add("true" + whose);
            }
        }
        return headings.build();
    }

    /** The shape that all images of a sheet have: the channels, height and width of the largest. */
    public Shape shape() {
        int channels = 0;
        int height = 0;
        int width = 0;
        for (Row row : rows) {
            for (Shape shape : List.of(shown(row.translator()), row.translator().output())) {
                channels = Math.max(channels, shape.channels());
                height = Math.max(height, shape.height());
                width = Math.max(width, shape.width());
            }
        }
        return Shape.of(channels, height, width);
    }

    /**
     * Draws the sheet of this moment: samples that are spread evenly over the data, one in each row, in images of one {@link
     * #shape}. Smaller images are enlarged, by squares of pixels if they fit a whole number of times.
     *
     * @param most the number of rows; fewer if there are not as many {@link #samples}
     * @return one image
     * @throws IllegalArgumentException if the number is below 1
     * @throws IllegalStateException if the run is closed
     */
    public Images sheet(int most) {
        checkArgument(most >= 1, "rows must be at least 1, was %s", most);
        int count = Math.min(most, samples);
        int[] places = IntStream.range(0, count)
                .map(i -> (int) ((long) i * samples / count))
                .toArray();
        List<Images> columns = new ArrayList<>();
        for (Row row : rows) {
            float[] given = Datasets.values(row.inputs(), places);
            float[] made = row.translator().translate(given);
            columns.add(fitted(Images.of(shown(row.translator()), newest(row.translator(), given, count))));
            columns.add(fitted(Images.of(row.translator().output(), made)));
            if (row.truths() != null) {
                columns.add(fitted(Images.of(row.translator().output(), Datasets.values(row.truths(), places))));
            }
        }
        List<Images> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (Images column : columns) {
                cells.add(column.get(i));
            }
        }
        return Images.concat(cells).grid(columns.size());
    }

    /** The last frames of histories; images as they are. */
    private static float[] newest(ImageTranslator translator, float[] given, int count) {
        int size = shown(translator).size();
        int whole = translator.input().size();
        float[] newest = new float[count * size];
        for (int i = 0; i < count; i++) {
            System.arraycopy(given, (i + 1) * whole - size, newest, i * size, size);
        }
        return newest;
    }

    private Images fitted(Images images) {
        Shape to = shape();
        Images full = inChannels(images, to.channels());
        int factor = to.height() / full.shape().height();
        boolean isWhole =
                full.shape().height() * factor == to.height() && full.shape().width() * factor == to.width();
        return isWhole ? full.enlarged(factor) : full.resized(to.height(), to.width());
    }

    /** Grey as equal red, green and blue, and what has no alpha as opaque. */
    private static Images inChannels(Images images, int channels) {
        Shape from = images.shape();
        if (from.channels() == channels) {
            return images;
        }
        int area = from.height() * from.width();
        float[] values = images.toFloats();
        float[] full = new float[images.count() * channels * area];
        Arrays.fill(full, 1);
        for (int i = 0; i < images.count(); i++) {
            for (int channel = 0; channel < (channels == RGBA ? RGB : channels); channel++) {
                int source = from.channels() == GREY ? 0 : channel;
                System.arraycopy(
                        values, (i * from.channels() + source) * area, full, (i * channels + channel) * area, area);
            }
        }
        return Images.of(Shape.of(channels, from.height(), from.width()), full);
    }
}
