package io.gan4j.examples;

import io.gan4j.TranslationBuilder;
import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Faces;
import io.gan4j.data.ImageFolder;
import io.gan4j.data.MovingDigits;
import io.gan4j.file.VisibleText;
import io.gan4j.run.TranslationRun;
import io.gan4j.settings.Call;
import io.gan4j.settings.Kind;
import io.gan4j.settings.TextForm;
import io.gan4j.settings.TextForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a translator of images learns.
 *
 * @param first the pairs, photos or films, or the first of two sets
 * @param second the second of two sets; null if there is one
 */
record TranslationData(Dataset first, @Nullable Dataset second) {
    private static final int DRAWN = 2_000;
    private static final int CLIPS = 1_000;
    private static final int FACES = 500;
    private static final Pattern OUTLINES = Pattern.compile("outlines\\s*(\\(.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DRAWN_FACES = Pattern.compile("faces\\s*(\\(.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("moving-?digits\\s*(\\(.*)?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads or draws what the options name.
     *
     * @param preset what is trained, whose options are checked
     * @param data what {@code --data} names; null if it is not given
     * @param options the other options
     * @param reading how data are read
     * @throws IllegalArgumentException if a built-in set has no such parameters, or size or channels do not fit the data
     * @throws IOException if there are no such data, or they cannot be read
     */
    static TranslationData read(
            TranslatorPreset preset, @Nullable String data, TranslationOptions options, DataReading reading)
            throws IOException {
        Reader reader = new Reader(reading);
        return switch (preset) {
            case PIX2PIX -> new TranslationData(reader.pairs(Objects.requireNonNull(data), options.target()), null);
            case SUPERRESOLUTION -> new TranslationData(reader.images("--data", Objects.requireNonNull(data)), null);
            case NEXTFRAME -> new TranslationData(reader.clips(Objects.requireNonNull(options.clips())), null);
            case CYCLEGAN, FACESWAP ->
                new TranslationData(
                        reader.images("--data", Objects.requireNonNull(data)),
                        reader.images("--other", Objects.requireNonNull(options.other())));
        };
    }

    /** What it is, in a few words. */
    String name() {
        return second == null ? first.name() : first.name() + " and " + second.name();
    }

    /** Prepares a run. */
    TranslationRun start(TranslationBuilder builder) {
        return second == null ? builder.start(first) : builder.start(first, second);
    }

    /** Reads images as it was asked for. */
    private record Reader(DataReading reading) {
        @Nullable
        Integer size() {
            return reading.size();
        }

        Dataset pairs(String text, @Nullable Path target) throws IOException {
            if (target == null && OUTLINES.matcher(text).matches()) {
                Kind<Dataset> outlines = Kind.of(
                        "built-in data",
                        Call.<Dataset>of(
                                        "outlines",
                                        values -> Datasets.outlines(Datasets.shapes((int) values.get(0))),
                                        value -> null)
                                .with("count", TextForms.whole(1), DRAWN));
                return resized(outlines.read("--data", text));
            }
            ImageFolder inputs = folder(text);
            return target == null ? Datasets.halves(inputs) : Datasets.pairs(inputs, folder(target.toString()));
        }

        Dataset images(String option, String text) throws IOException {
            if (!DRAWN_FACES.matcher(text).matches()) {
                return new DataArgument(text, reading).load();
            }
            TextForm<Integer> whole = TextForms.whole(1);
            Kind<Dataset> faces = Kind.of(
                    "built-in data",
                    Call.<Dataset>of(
                                    "faces",
                                    values -> {
                                        int identity = (int) values.get(0);
                                        return Faces.of((int) values.get(1))
                                                .identity(identity)
                                                .seed(identity)
                                                .size(size() == null ? Faces.DEFAULT_SIZE : size())
                                                .draw();
                                    },
                                    value -> null)
                            .with("identity", TextForms.whole(0))
                            .with("count", whole, FACES));
            return faces.read(option, text);
        }

        Clips clips(String text) throws IOException {
            if (!DIGITS.matcher(text).matches()) {
                return Datasets.clips(folder(text));
            }
            Kind<Clips> digits = Kind.of(
                    "built-in clips",
                    Call.<Clips>of(
                                    "movingDigits",
                                    values -> MovingDigits.of((int) values.get(0))
                                            .size(size() == null ? MovingDigits.DEFAULT_SIZE : size())
                                            .draw(),
                                    value -> null)
                            .with("count", TextForms.whole(1), CLIPS));
            return digits.read("--clips", text.toLowerCase(Locale.ROOT).replace("-", ""));
        }

        private Dataset resized(Dataset pairs) {
            Integer size = reading.size();
            return size == null ? pairs : Datasets.outlines(Datasets.resized(shapes(pairs), size, size));
        }

        private static Dataset shapes(Dataset pairs) {
            return Datasets.part(pairs, pairs.parts().get(0).name());
        }

        private ImageFolder folder(String text) throws IOException {
            Path path = PathArgument.of(text);
            if (!Files.exists(path)) {
                throw new IOException(VisibleText.of(text) + ": does not exist");
            }
            return reading.of(path);
        }
    }
}
