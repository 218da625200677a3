package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.ImageFolder.Damaged;
import io.gan4j.data.KnownDataset;
import io.gan4j.data.Points;
import io.gan4j.data.Table;
import io.gan4j.error.Nearest;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.settings.Call;
import io.gan4j.settings.Kind;
import io.gan4j.settings.TextForm;
import io.gan4j.settings.TextForms;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Data of any kind that a command line names: a folder or zip of images, MNIST or CIFAR-10 in its folder, an IDX file, a table in a
 * CSV file, or a built-in set by name.
 *
 * @param text what was written
 * @param reading how they are read
 */
record DataArgument(String text, DataReading reading) {
    private static final int DIGITS = 20_000;
    private static final int MODES = 8;
    private static final int SIDE = 5;
    private static final int BLOBS = 3;

    /** How built-in sets are named, as the help shows them. */
    static final List<String> BUILT_IN =
            List.of("digits", "shapes", "ring", "grid", "swissRoll", "moons", "line", "blobs");

    private static final Pattern BUILT_IN_NAME = Pattern.compile("([A-Za-z]+)\\s*(\\(.*)?");

    private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv|txt)");

    /** How many bytes of a file tell its kind. */
    private static final int HEAD = 4;

    private static Kind<Dataset> builtIn() {
        TextForm<Integer> whole = TextForms.whole(1);
        return Kind.of(
                "built-in data",
                drawn("digits", values -> Datasets.digits(values.get(0))).with("count", whole, DIGITS),
                drawn("shapes", values -> Datasets.shapes(values.get(0))).with("count", whole, DIGITS),
                drawn(
                                "ring",
                                values -> Points.ring(values.get(0))
                                        .count(values.get(1))
                                        .draw())
                        .with("modes", whole, MODES)
                        .with("count", whole, Points.DEFAULT_COUNT),
                drawn(
                                "grid",
                                values -> Points.grid(values.get(0))
                                        .count(values.get(1))
                                        .draw())
                        .with("side", whole, SIDE)
                        .with("count", whole, Points.DEFAULT_COUNT),
                drawn(
                                "swissRoll",
                                values ->
                                        Points.swissRoll().count(values.get(0)).draw())
                        .with("count", whole, Points.DEFAULT_COUNT),
                drawn("moons", values -> Points.moons().count(values.get(0)).draw())
                        .with("count", whole, Points.DEFAULT_COUNT),
                drawn("line", values -> Points.line().count(values.get(0)).draw())
                        .with("count", whole, Points.DEFAULT_COUNT),
                drawn(
                                "blobs",
                                values -> Points.blobs(values.get(0))
                                        .count(values.get(1))
                                        .draw())
                        .with("modes", whole, BLOBS)
                        .with("count", whole, Points.DEFAULT_COUNT));
    }

    /** Draws a set of whole numbers. */
    private interface Drawing {
        Dataset of(List<Integer> numbers);
    }

    private static Call<Dataset> drawn(String name, Drawing drawing) {
        return Call.of(
                name,
                values -> drawing.of(values.stream().map(Integer.class::cast).toList()),
                value -> null);
    }

    /** The built-in sets with what they take, for the help. */
    static String builtInRule() {
        return builtIn().rule();
    }

    /**
     * Reads or draws the data.
     *
     * @throws IllegalArgumentException if size or channels do not fit such data, or a built-in set has no such parameters
     * @throws IOException if there are no such data, they cannot be read, or are of no known kind
     */
    Dataset load() throws IOException {
        if (isBuiltIn()) {
            return adjusted(builtIn().read("--data", text));
        }
        Path path = PathArgument.of(text);
        if (!Files.exists(path)) {
            throw new IOException(missing());
        }
        if (Files.isDirectory(path)) {
            Optional<KnownDataset> known = KnownDataset.in(path);
            return known.isPresent()
                    ? adjusted(known.get().training())
                    : reading.of(path).load();
        }
        byte[] head = head(path);
        if (head[0] == 'P' && head[1] == 'K') {
            return reading.of(path).load();
        }
        if (head[0] == 0 && head[1] == 0 && head[2] >= 0x08 && head[2] <= 0x0E) {
            return adjusted(idx(path));
        }
        if (TABLE.matcher(name(path).toLowerCase(Locale.ROOT)).matches()) {
            return adjusted(Datasets.table(path, reading.categories().toArray(String[]::new)));
        }
        throw new IOException(VisibleText.of(path.toString())
                + " is of no kind that is known here: give a folder or a zip of images, an IDX file, a table whose name"
                + " ends in .csv, .tsv or .txt, or the name of a built-in set: " + String.join(", ", BUILT_IN));
    }

    /** A built-in name wins over a file of that name, which can be written as {@code ./digits}. */
    boolean isBuiltIn() {
        return isBuiltIn(text);
    }

    /** True for the name of a built-in set. */
    static boolean isBuiltIn(String text) {
        Matcher name = BUILT_IN_NAME.matcher(text);
        return name.matches() && BUILT_IN.stream().anyMatch(name.group(1)::equalsIgnoreCase);
    }

    private String missing() {
        String message = VisibleText.of(text) + ": does not exist";
        Matcher name = BUILT_IN_NAME.matcher(text);
        return name.matches() ? message + ", and " + Nearest.missing("built-in set", name.group(1), BUILT_IN) : message;
    }

    /** Data that comes with a size and channels of its own, in the size that is asked for. */
    private Dataset adjusted(Dataset data) {
        Integer size = reading.size();
        Integer channels = reading.channels();
        boolean pictures = Images.canHold(data.shape());
        checkArgument(
                data instanceof Table || reading.categories().isEmpty(),
                DataReading.NO_TABLE,
                VisibleText.of(data.name()));
        checkArgument(
                reading.damaged() == Damaged.FAIL,
                "--skip-damaged is for folders and zips of images, and %s is none",
                data.name());
        checkArgument(
                pictures || (size == null && channels == null),
                "--size and --channels are for images, and the samples of %s are none",
                data.name());
        checkArgument(
                channels == null || channels == data.shape().channels(),
                "--channels changes images of folders and zips alone; those of %s have %s, was %s",
                data.name(),
                pictures ? data.shape().channels() : 0,
                channels);
        boolean fits =
                size == null || (data.shape().height() == size && data.shape().width() == size);
        return size == null || fits ? data : Datasets.resized(data, size, size);
    }

    /** The images of a file, with the labels of the one that lies beside it under the usual name. */
    private static Dataset idx(Path images) throws IOException {
        for (Path labels : labels(images)) {
            if (Files.isRegularFile(labels)) {
                return Datasets.idx(images, labels);
            }
        }
        return Datasets.idx(images);
    }

    private static List<Path> labels(Path images) {
        String name = name(images);
        if (!name.contains("images")) {
            return List.of();
        }
        String plain = name.replace("images", "labels").replace("idx3", "idx1").replaceFirst("\\.gz$", "");
        List<Path> places = new ArrayList<>();
        places.add(images.resolveSibling(plain));
        places.add(images.resolveSibling(plain + ".gz"));
        return places;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The first bytes, unpacked if they are in gzip; zeros where the file is shorter. */
    private static byte[] head(Path file) throws IOException {
        byte[] head = new byte[HEAD];
        try (InputStream in = Files.newInputStream(file)) {
            in.readNBytes(head, 0, HEAD);
        }
        if ((head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                in.readNBytes(head, 0, HEAD);
            } catch (ZipException | EOFException e) {
                return new byte[] {1, 0, 0, 0};
            }
        }
        return head;
    }
}
