package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The captions of the pictures of an {@link ImageFolder}, from text files.
 *
 * @param file the file that holds them; null for files within the folder
 */
record FolderCaptions(@Nullable Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(FolderCaptions.class);
    private static final List<String> NAMES =
            List.of("captions.txt", "captions.tsv", "captions.csv", "captions.jsonl", "metadata.csv", "metadata.jsonl");
    private static final List<String> ENDINGS = List.of(".txt", ".tsv", ".csv", ".jsonl");
    private static final long MOST_BYTES = 1 << 28;
    private static final long MOST_BYTES_OF_ONE = 1 << 20;

    /** True for a file that is no picture but a text. */
    private static boolean isText(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /**
     * True if a file of the pictures' folder holds the captions, or another text.
     *
     * @param root the folder
     * @param name the file's path in it
     */
    boolean isNoPicture(Path root, String name) {
        return isText(name)
                || (file != null
                        && root.resolve(name)
                                .toAbsolutePath()
                                .normalize()
                                .equals(file.toAbsolutePath().normalize()));
    }

    /**
     * The captions of pictures.
     *
     * @param pictures the paths of the pictures that there are
     * @param damaged the paths of those that were left out
     * @throws MalformedDataException if a picture has none, a caption is of no picture, or a file is no list of captions
     */
    ImmutableList<ImmutableList<String>> of(ImageSource source, List<String> pictures, List<String> damaged)
            throws IOException {
        if (file != null) {
            String name = file.toString();
            if (Files.isDirectory(file)) {
                throw new FileSystemException(name, null, "is a folder, not a file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new MalformedDataException(name, "has more than " + MOST_BYTES + " bytes");
            }
            return matched(name, CaptionLines.read(name, Files.readAllBytes(file)), pictures, damaged);
        }
        Optional<String> list =
                source.names().stream().filter(FolderCaptions::isList).findFirst();
        if (list.isPresent()) {
            String name = source.describe(list.get());
            return matched(name, CaptionLines.read(name, source.read(list.get(), MOST_BYTES)), pictures, damaged);
        }
        return beside(source, pictures);
    }

    private static boolean isList(String name) {
        return NAMES.contains(name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private ImmutableList<ImmutableList<String>> matched(
            String list, ImmutableListMultimap<String, String> captions, List<String> pictures, List<String> damaged)
            throws MalformedDataException {
        Set<String> unused = new LinkedHashSet<>(captions.keySet());
        ListMultimap<String, String> byLastName =
                MultimapBuilder.hashKeys().arrayListValues().build();
        captions.keySet().forEach(key -> byLastName.put(lastName(key), key));
        Set<String> severalOfAName = severalOfAName(pictures);
        List<String> without = new ArrayList<>();
        ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
        for (String picture : pictures) {
            String key = key(picture, captions, byLastName, severalOfAName);
            if (captions.containsKey(key)) {
                all.add(captions.get(key));
                unused.remove(key);
            } else {
                without.add(picture);
            }
        }
        damaged.forEach(picture -> unused.remove(key(picture, captions, byLastName, severalOfAName)));
        if (!without.isEmpty()) {
            throw new MalformedDataException(
                    list,
                    "has no caption of " + without.size() + " of " + Plural.of(pictures.size(), "image") + " ("
                            + ImageFolderReader.some(without) + ")");
        }
        if (!unused.isEmpty()) {
            String of = unused.size() + " of its captions' files (" + ImageFolderReader.some(List.copyOf(unused)) + ")";
            if (file == null) {
                throw new MalformedDataException(list, "there is no image for " + of);
            }
            LOG.info("{}: there is no image for {}", VisibleText.of(list), VisibleText.of(of));
        }
        return all.build();
    }

    /** The path under which a picture's captions stand: its own, or its last name where that is clear. */
    private static String key(
            String picture,
            ImmutableListMultimap<String, String> captions,
            ListMultimap<String, String> byLastName,
            Set<String> severalOfAName) {
        String last = lastName(picture);
        boolean clear = byLastName.get(last).size() == 1 && !severalOfAName.contains(last);
        return captions.containsKey(picture) || !clear
                ? picture
                : byLastName.get(last).get(0);
    }

    private static Set<String> severalOfAName(List<String> pictures) {
        Set<String> seen = new HashSet<>();
        Set<String> several = new HashSet<>();
        for (String picture : pictures) {
            if (!seen.add(lastName(picture))) {
                several.add(lastName(picture));
            }
        }
        return several;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A text file of the same name beside each picture. */
    private static ImmutableList<ImmutableList<String>> beside(ImageSource source, List<String> pictures)
            throws IOException {
        Set<String> names = Set.copyOf(source.names());
        List<String> without = new ArrayList<>();
        ImmutableList.Builder<ImmutableList<String>> all = ImmutableList.builder();
        for (String picture : pictures) {
            int dot = picture.lastIndexOf('.');
            String stem = dot > picture.lastIndexOf('/') ? picture.substring(0, dot) : picture;
            Optional<String> text = Stream.of(stem + ".txt", picture + ".txt")
                    .filter(names::contains)
                    .findFirst();
            if (text.isPresent()) {
                all.add(ImmutableList.copyOf(
                        CaptionLines.ofOne(source.describe(text.get()), source.read(text.get(), MOST_BYTES_OF_ONE))));
            } else {
                without.add(picture);
            }
        }
        if (!without.isEmpty()) {
            throw new MalformedDataException(
                    source.describe(without.get(0)),
                    "has no caption: there is neither a text file of its name beside it nor a list of captions ("
                            + String.join(", ", NAMES) + ") in the folder"
                            + (without.size() == 1 ? "" : ", and so for " + (without.size() - 1) + " more"));
        }
        return all.build();
    }
}
