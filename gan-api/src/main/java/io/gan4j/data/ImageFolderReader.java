package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an {@link ImageFolder}: in parallel, with the result and the first error of a reading one by one. */
final class ImageFolderReader {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFolderReader.class);
    private static final int BYTES_A_PIXEL = 4;
    private static final int MOST_NAMES = 5;
    private static final int MOST_REASONS = 20;

    private final ImageFolder settings;
    private final Cut cut;
    private final ImageDecoder decoder;
    private final List<String> names = new ArrayList<>();
    private final List<Pixels> images = new ArrayList<>();
    private final List<String> skippedNames = new ArrayList<>();
    private final List<MalformedDataException> skipped = new ArrayList<>();

    ImageFolderReader(ImageFolder settings) {
        this(settings, (file, picture) -> picture);
    }

    /** @param cut what is taken of each picture before it is brought to the size that is set */
    ImageFolderReader(ImageFolder settings, Cut cut) {
        this.settings = settings;
        this.cut = cut;
        this.decoder = new ImageDecoder(settings.maxPixels, settings.channels);
    }

    /** Takes a part of a picture. */
    @FunctionalInterface
    interface Cut {
        /** @throws MalformedDataException if the picture does not have such a part */
        Pixels of(String file, Pixels picture) throws MalformedDataException;
    }

    /** The paths of the images that {@link #read} has read, in the order of the dataset. */
    List<String> names() {
        return names;
    }

    /** The paths of the files that have been left out because they are damaged. */
    List<String> skippedNames() {
        return skippedNames;
    }

    Dataset read() throws IOException {
        try (ImageSource source = ImageSource.open(settings.path, settings.zipNames)) {
            readAll(source);
            if (images.isEmpty()) {
                throw noImage(source);
            }
            tell(source);
            return dataset(source);
        }
    }

    private MalformedDataException noImage(ImageSource source) {
        String reasons = "";
        if (!skipped.isEmpty()) {
            reasons = "; skipped " + skipped.size() + ", the first: "
                    + skipped.get(0).getMessage();
        }
        if (!source.leftOut().isEmpty()) {
            reasons += "; " + leftOut(source);
        }
        return new MalformedDataException(settings.path.toString(), "there is no image in it" + reasons);
    }

    /** Logs what is not in the dataset. */
    private void tell(ImageSource source) {
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "{}: skipped {} of {} files: {}",
                    VisibleText.of(settings.path.toString()),
                    skipped.size(),
                    skipped.size() + names.size(),
                    reasons());
        }
        if (!source.leftOut().isEmpty()) {
            LOG.info("{}: {}", settings.path, leftOut(source));
        }
        List<String> empty = FolderClasses.withoutFiles(source.folders(), names);
        if (!empty.isEmpty()) {
            LOG.warn(
                    "{}: no image is in {} of its folders, which make no class: {}",
                    settings.path,
                    empty.size(),
                    some(empty));
        }
    }

    private String reasons() {
        String first = skipped.stream()
                .limit(MOST_REASONS)
                .map(problem -> VisibleText.line(Reason.of(problem)))
                .collect(Collectors.joining("; "));
        return skipped.size() > MOST_REASONS ? first + "; and " + (skipped.size() - MOST_REASONS) + " more" : first;
    }

    private static String leftOut(ImageSource source) {
        List<String> names = source.leftOut();
        return "left out " + names.size() + " that are hidden or what systems leave beside images: " + some(names);
    }

    /** The first few of some names. */
    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() > MOST_NAMES ? first + ", ..." : first;
    }

    private void readAll(ImageSource source) throws IOException {
        FolderCaptions captions = settings.captionFiles;
        List<String> all = captions == null
                ? source.names()
                : source.names().stream()
                        .filter(name -> !captions.isNoPicture(settings.path, name))
                        .toList();
        if (settings.height > 0) {
            checkMemory(Memory.product(Math.max(1, settings.channels), settings.height, settings.width), all.size());
        }
        int step = 16 * Runtime.getRuntime().availableProcessors();
        for (int from = 0; from < all.size(); from += step) {
            List<String> some = all.subList(from, Math.min(all.size(), from + step));
            List<Attempt> attempts = IntStream.range(0, some.size())
                    .parallel()
                    .mapToObj(i -> attempt(source, some.get(i)))
                    .toList();
            for (int i = 0; i < attempts.size(); i++) {
                accept(source, some.get(i), attempts.get(i), all.size());
            }
        }
    }

    /** One file read, or why it could not be. */
    private record Attempt(
            @Nullable Pixels pixels, @Nullable IOException problem) {}

    private Attempt attempt(ImageSource source, String name) {
        try {
            byte[] bytes = source.read(name, settings.maxPixels * BYTES_A_PIXEL);
            String file = source.describe(name);
            Pixels pixels = cut.of(file, decoder.decode(file, bytes));
            return new Attempt(settings.height == 0 ? pixels : pixels.fitted(settings.height, settings.width), null);
        } catch (IOException e) {
            return new Attempt(null, e);
        }
    }

    private void accept(ImageSource source, String name, Attempt attempt, int count) throws IOException {
        if (attempt.problem instanceof MalformedDataException malformed) {
            if (settings.damaged == ImageFolder.Damaged.FAIL) {
                throw malformed.advising("damaged(SKIP) leaves such files out");
            }
            skipped.add(malformed);
            skippedNames.add(name);
            return;
        }
        if (attempt.problem != null) {
            throw attempt.problem;
        }
        if (attempt.pixels != null) {
            if (images.isEmpty()) {
                checkMemory(attempt.pixels.shape().size(), count);
            } else {
                checkSize(source, name, attempt.pixels.shape());
            }
            names.add(name);
            images.add(attempt.pixels);
        }
    }

    /** @param bytes the bytes of an image, at least */
    private void checkMemory(long bytes, int count) throws IOException {
        if (count > 0 && (bytes > Memory.LONGEST_ARRAY || !Memory.fits(Memory.product(bytes, count)))) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: %,d images of %,d bytes each take %,d MiB, but Java's heap has %,d MiB: set a smaller size(...), or a"
                            + " larger heap with -Xmx",
                    settings.path,
                    count,
                    bytes,
                    Memory.product(bytes, count) >> 20,
                    Memory.mebibytes()));
        }
    }

    private void checkSize(ImageSource source, String name, Shape shape) throws MalformedDataException {
        Shape first = images.get(0).shape();
        if (shape.height() != first.height() || shape.width() != first.width()) {
            throw new MalformedDataException(
                    settings.path.toString(),
                    "images differ in size: " + source.describe(names.get(0)) + " is " + extent(first) + ", "
                            + source.describe(name) + " is " + extent(shape)
                            + " (height x width): set one with size(...)");
        }
    }

    private static String extent(Shape shape) {
        return shape.height() + " x " + shape.width();
    }

    private Dataset dataset(ImageSource source) throws IOException {
        MemoryDataset dataset = ofPixels(name(settings.path) + ", " + Plural.of(images.size(), "image"), images);
        FolderClasses classes = FolderClasses.of(names);
        if (classes.loose().isPresent()) {
            LOG.warn(
                    "{}: its images have no classes, because not all lie in folders of one level: {} does not",
                    settings.path,
                    classes.loose().get());
        }
        if (!classes.names().isEmpty()) {
            dataset = dataset.labelled(classes.names(), classes.labels());
        }
        if (settings.captions != null) {
            dataset = dataset.captioned(names.stream().map(settings.captions).toList());
        }
        if (settings.captionFiles != null) {
            dataset = dataset.captionedSeverally(settings.captionFiles.of(source, names, skippedNames));
        }
        return dataset;
    }

    /** The last name of a path, which names what is read from it. */
    static String name(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? "images" : last.toString();
    }

    /** Images of one size; if some are grey and others are not, grey becomes RGB. */
    static MemoryDataset ofPixels(String name, List<Pixels> images) {
        int channels = images.stream()
                .mapToInt(image -> image.shape().channels())
                .max()
                .orElse(1);
        Shape first = images.get(0).shape();
        byte[][] blocks =
                images.stream().map(image -> image.channels(channels).toBytes()).toArray(byte[][]::new);
        return MemoryDataset.ofPixelBlocks(name, Shape.of(channels, first.height(), first.width()), blocks);
    }
}
