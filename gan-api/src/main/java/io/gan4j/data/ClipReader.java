package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads clips: the pictures of each folder in the order of the numbers in their names, animated GIFs, and pictures that hold
 * their frames side by side.
 */
final class ClipReader {
    private static final int BYTES_A_PIXEL = 4;
    private static final double SHARE_OF_HEAP = 0.9;

    private final ImageFolder settings;
    private final int sideBySide;
    private final ImageDecoder decoder;
    private final List<String> clips = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Pixels> frames = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private long bytes;

    /** @param sideBySide how many frames each picture holds, from left to right; 1 if it is one itself */
    ClipReader(ImageFolder settings, int sideBySide) {
        checkArgument(sideBySide >= 1, "frames side by side must be at least 1, was %s", sideBySide);
        checkArgument(
                settings.damaged == ImageFolder.Damaged.FAIL,
                "clips need all their frames: damaged(SKIP) would leave gaps, remove damaged clips from %s",
                settings.path);
        this.settings = settings;
        this.sideBySide = sideBySide;
        this.decoder = new ImageDecoder(settings.maxPixels, settings.channels);
    }

    Clips read() throws IOException {
        Path path = settings.path;
        if (Files.isRegularFile(path) && isGif(path)) {
            addAll(String.valueOf(path.getFileName()), decode(path.toString(), Files.readAllBytes(path)));
        } else {
            try (ImageSource source = ImageSource.open(path, settings.zipNames)) {
                for (Map.Entry<String, List<String>> folder :
                        folders(source.names()).entrySet()) {
                    readFolder(source, folder.getKey(), folder.getValue());
                }
            }
        }
        if (frames.isEmpty()) {
            throw new MalformedDataException(path.toString(), "there is no image in it");
        }
        return clips();
    }

    private static boolean isGif(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return FileKind.of(in.readNBytes(6)) == FileKind.GIF;
        }
    }

    /** The files of each folder; that of the root is "". */
    private static Map<String, List<String>> folders(List<String> names) {
        Map<String, List<String>> folders = new TreeMap<>(NaturalOrder.INSTANCE);
        for (String name : names) {
            String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
            folders.computeIfAbsent(folder, key -> new ArrayList<>()).add(name);
        }
        folders.values().forEach(files -> files.sort(NaturalOrder.INSTANCE));
        return folders;
    }

    /** A picture of one frame goes on with the folder's clip; one of several is a clip of its own. */
    private void readFolder(ImageSource source, String folder, List<String> names) throws IOException {
        List<Pixels> still = new ArrayList<>();
        List<String> stillNames = new ArrayList<>();
        int step = 16 * Runtime.getRuntime().availableProcessors();
        for (int from = 0; from < names.size(); from += step) {
            List<String> some = names.subList(from, Math.min(names.size(), from + step));
            List<Attempt> attempts = IntStream.range(0, some.size())
                    .parallel()
                    .mapToObj(i -> attempt(source, some.get(i)))
                    .toList();
            for (int i = 0; i < some.size(); i++) {
                List<Pixels> pictures = attempts.get(i).orThrow();
                if (pictures.size() > 1) {
                    addAll(some.get(i), pictures);
                } else {
                    still.addAll(pictures);
                    stillNames.add(some.get(i));
                    count(pictures);
                }
            }
        }
        if (!still.isEmpty()) {
            add(folder.isEmpty() ? ImageFolderReader.name(settings.path) : folder, still, stillNames);
        }
    }

    /** The pictures of one file, or why it could not be read. */
    private record Attempt(List<Pixels> pictures, @Nullable IOException problem) {
        List<Pixels> orThrow() throws IOException {
            if (problem != null) {
                throw problem;
            }
            return pictures;
        }
    }

    private Attempt attempt(ImageSource source, String name) {
        try {
            return new Attempt(
                    decode(source.describe(name), source.read(name, settings.maxPixels * BYTES_A_PIXEL)), null);
        } catch (IOException e) {
            return new Attempt(List.of(), e);
        }
    }

    private List<Pixels> decode(String file, byte[] content) throws IOException {
        List<Pixels> pictures = new ArrayList<>();
        for (Pixels picture : decoder.decodeAll(file, content)) {
            int width = picture.shape().width();
            if (width % sideBySide != 0) {
                throw new MalformedDataException(
                        file, "is " + width + " pixels wide, and does not hold " + sideBySide + " frames side by side");
            }
            for (int i = 0; i < sideBySide; i++) {
                Pixels frame = Frames.cut(picture, i, sideBySide);
                pictures.add(settings.height == 0 ? frame : frame.fitted(settings.height, settings.width));
            }
        }
        return pictures;
    }

    private void addAll(String file, List<Pixels> pictures) throws IOException {
        count(pictures);
        add(
                file,
                pictures,
                IntStream.range(0, pictures.size()).mapToObj(i -> file).toList());
    }

    private void count(List<Pixels> pictures) throws IOException {
        for (Pixels picture : pictures) {
            bytes += picture.shape().size();
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap * SHARE_OF_HEAP) {
            throw new IOException(settings.path + ": its frames take more than " + (bytes >> 20)
                    + " MiB, but Java's heap has " + (heap >> 20)
                    + " MiB: set a smaller size(...), or a larger heap with -Xmx");
        }
    }

    private void add(String clip, List<Pixels> pictures, List<String> names) throws MalformedDataException {
        clips.add(clip);
        lengths.add(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            frames.add(pictures.get(i));
            files.add(names.get(i));
            Shape first = frames.get(0).shape();
            Shape shape = pictures.get(i).shape();
            if (shape.height() != first.height() || shape.width() != first.width()) {
                throw new MalformedDataException(
                        settings.path.toString(),
                        "frames differ in size: " + files.get(0) + " is " + Parts.extent(first) + ", " + names.get(i)
                                + " is " + Parts.extent(shape) + ": set one with ImageFolder.size");
            }
        }
    }

    private Clips clips() {
        MemoryDataset dataset = ImageFolderReader.ofPixels(ImageFolderReader.name(settings.path), frames);
        FolderClasses classes = FolderClasses.of(clips);
        if (!classes.names().isEmpty()) {
            int[] labels = IntStream.range(0, clips.size())
                    .flatMap(clip ->
                            IntStream.generate(() -> classes.labels()[clip]).limit(lengths.get(clip)))
                    .toArray();
            dataset = dataset.labelled(classes.names(), labels);
        }
        if (settings.captions != null) {
            dataset = dataset.captioned(files.stream().map(settings.captions).toList());
        }
        return Clips.of(
                dataset, clips, lengths.stream().mapToInt(Integer::intValue).toArray());
    }
}
