package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads pairs of images: from two folders, by their names, or from pictures that hold both halves. */
final class PairedFiles {
    private PairedFiles() {}

    /**
     * @throws MalformedDataException if an image has no partner, unless the partner has been left out because it is damaged
     */
    static Dataset byName(ImageFolder inputs, ImageFolder targets) throws IOException {
        Side input = Side.read(inputs);
        Side target = Side.read(targets);
        checkPartners(input, target);
        List<Integer> ofInput = new ArrayList<>();
        List<Integer> ofTarget = new ArrayList<>();
        target.places.forEach((key, place) -> {
            Integer partner = input.places.get(key);
            if (partner != null) {
                ofInput.add(partner);
                ofTarget.add(place);
            }
        });
        if (ofTarget.isEmpty()) {
            throw new MalformedDataException(
                    inputs.path.toString(), "no pair is left with " + targets.path + " without the damaged images");
        }
        Dataset chosenInputs = new SelectedSamples(input.images, places(ofInput));
        Dataset chosenTargets = new SelectedSamples(target.images, places(ofTarget));
        checkSizes(inputs.path, chosenInputs.shape(), targets.path, chosenTargets.shape());
        return ImagePairs.named(
                chosenInputs,
                chosenTargets,
                ImageFolderReader.name(inputs.path) + " and " + ImageFolderReader.name(targets.path));
    }

    private static int[] places(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void checkPartners(Side input, Side target) throws MalformedDataException {
        List<String> inputs = input.withoutPartner(target);
        List<String> targets = target.withoutPartner(input);
        if (inputs.isEmpty() && targets.isEmpty()) {
            return;
        }
        String problem = inputs.isEmpty() ? "" : alone(inputs, target.path);
        if (!targets.isEmpty()) {
            problem += inputs.isEmpty()
                    ? "lacks the partners of " + alone(targets)
                    : "; and it lacks the partners of " + alone(targets);
            problem += " in " + target.path;
        }
        throw new MalformedDataException(input.path.toString(), problem + ": pairs have the same name in both");
    }

    private static String alone(List<String> names, Path other) {
        return alone(names) + (names.size() == 1 ? " has no partner in " : " have no partner in ") + other;
    }

    private static String alone(List<String> names) {
        return Plural.of(names.size(), "image") + " (" + ImageFolderReader.some(names) + ")";
    }

    private static void checkSizes(Path inputs, Shape input, Path targets, Shape target) throws MalformedDataException {
        if (input.height() != target.height() || input.width() != target.width()) {
            throw new MalformedDataException(
                    inputs.toString(),
                    "its images are " + Parts.extent(input) + ", but their partners in " + targets + " are "
                            + Parts.extent(target) + ": set one size with ImageFolder.size");
        }
    }

    /** @throws MalformedDataException if a picture has no two halves, or one is empty */
    static Dataset halves(ImageFolder pictures) throws IOException {
        Dataset inputs = new ImageFolderReader(pictures, (file, picture) -> half(file, picture, 0)).read();
        Dataset targets = new ImageFolderReader(pictures, (file, picture) -> half(file, picture, 1)).read();
        return ImagePairs.named(inputs, targets, "the halves of " + ImageFolderReader.name(pictures.path));
    }

    /** The left half, 0, or the right one, 1. */
    private static Pixels half(String file, Pixels picture, int which) throws MalformedDataException {
        Shape shape = picture.shape();
        if (shape.width() % 2 != 0) {
            throw new MalformedDataException(
                    file, "is " + shape.width() + " pixels wide, an odd number, and has no two halves side by side");
        }
        Pixels left = Frames.cut(picture, 0, 2);
        Pixels right = Frames.cut(picture, 1, 2);
        if (Frames.isUniform(left) || Frames.isUniform(right)) {
            throw new MalformedDataException(
                    file,
                    "its " + (Frames.isUniform(left) ? "left" : "right") + " half is empty: one color throughout");
        }
        return which == 0 ? left : right;
    }

    /** The images of one folder. */
    private static final class Side {
        private final Path path;
        private final Dataset images;
        private final List<String> names;
        private final Map<String, Integer> places = new TreeMap<>(ImageSource.ORDER);
        private final Set<String> skipped = new HashSet<>();

        private Side(Path path, Dataset images, ImageFolderReader reader) throws MalformedDataException {
            this.path = path;
            this.images = images;
            this.names = reader.names();
            List<String> all = new ArrayList<>(names);
            all.addAll(reader.skippedNames());
            int folders = FolderClasses.commonFolders(all);
            for (int i = 0; i < names.size(); i++) {
                Integer other = places.put(key(names.get(i), folders), i);
                if (other != null) {
                    throw new MalformedDataException(
                            path.toString(),
                            "two images have one name but for its ending: " + names.get(other) + " and "
                                    + names.get(i));
                }
            }
            reader.skippedNames().forEach(name -> skipped.add(key(name, folders)));
        }

        static Side read(ImageFolder folder) throws IOException {
            ImageFolderReader reader = new ImageFolderReader(folder);
            Dataset images = reader.read();
            return new Side(folder.path, images, reader);
        }

        /** A path without the folders that all have in common, and without its ending. */
        private static String key(String name, int folders) {
            String key = name;
            for (int i = 0; i < folders; i++) {
                key = key.substring(key.indexOf('/') + 1);
            }
            int dot = key.lastIndexOf('.');
            return dot > key.lastIndexOf('/') + 1 ? key.substring(0, dot) : key;
        }

        List<String> withoutPartner(Side other) {
            return places.entrySet().stream()
                    .filter(entry ->
                            !other.places.containsKey(entry.getKey()) && !other.skipped.contains(entry.getKey()))
                    .map(entry -> names.get(entry.getValue()))
                    .toList();
        }
    }
}
