package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.PictureFile;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Translates pictures, or continues a film, with an exported translator. */
@Command(
        name = "translate",
        description = {
            "Translates pictures with an exported translator, or continues a film. What is written says that a model made it.",
            "",
            "Example: gan-examples translate a-to-b.onnx in.png --out out.png",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class TranslateCommand implements Callable<Integer> {
    private static final int FRAMES = 10;
    private static final int MOST_FRAMES = 10_000;
    private static final Pattern PICTURE = Pattern.compile("(?i)(.+)\\.(png|jpe?g|gif|bmp)");

    private static final String FILM = "film.gif";

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The exported translator.")
    private Path model = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "IN",
            description =
                    "A picture or a folder of pictures; of a translator of films a folder or zip of frames in the order"
                            + " of the numbers in their names, or an animated GIF.")
    private Path in = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "OUT",
            required = true,
            description =
                    "For one picture a PNG image; otherwise a folder, for PNG images of the same names, or for the frames"
                            + " that follow and film.gif. Files are replaced.")
    private Path target = Path.of("");

    @Option(
            names = "--frames",
            paramLabel = "N",
            description = "How many frames of a film to make, 1 to " + MOST_FRAMES + ". Default: " + FRAMES + ".")
    private @Nullable Integer frames;

    TranslateCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Usage.checkRange(spec, "--frames", frames, 1, MOST_FRAMES);
        if (!Files.exists(in)) {
            throw new IOException(VisibleText.of(in.toString()) + ": does not exist");
        }
        try (ImageTranslator translator = ImageTranslator.load(model)) {
            if (translator.history() > 1) {
                film(translator);
            } else if (frames != null) {
                throw Usage.misuse(spec, "--frames is for translators of films, and this one takes single pictures");
            } else if (Files.isDirectory(in)) {
                folder(translator);
            } else {
                picture(translator);
            }
        }
        return 0;
    }

    private void picture(ImageTranslator translator) throws IOException {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (name.contains(".") && !name.endsWith(".png")) {
            throw Usage.misuse(
                    spec,
                    "--out " + target
                            + ": what is made of one picture is a PNG image, give it a name that ends in .png");
        }
        OutputFile.check(target, model, in);
        BufferedImage picture = PictureFile.read(in);
        OutputFile.prepare(target, model, in);
        Images made = Images.of(translated(translator, in, picture));
        made.writePng(target);
        out.println("Wrote " + made + " to " + VisibleText.of(target.toString()));
    }

    private void folder(ImageTranslator translator) throws IOException {
        Map<String, Path> pictures = pictures();
        OutputFolder.prepare(target);
        for (Map.Entry<String, Path> picture : pictures.entrySet()) {
            Path file = target.resolve(picture.getKey());
            OutputFile.check(file, picture.getValue(), model);
            BufferedImage made = translated(translator, picture.getValue(), PictureFile.read(picture.getValue()));
            Images.of(made).writePng(file);
        }
        int count = pictures.size();
        out.println("Wrote " + Plural.of(count, "picture") + " to " + VisibleText.of(target.toString()));
    }

    /** The pictures of the folder by the name of what is made of each. */
    private Map<String, Path> pictures() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(in)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        Map<String, Path> pictures = new TreeMap<>();
        for (Path file : files) {
            var name = PICTURE.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                Path before = pictures.put(name.group(1) + ".png", file);
                if (before != null) {
                    throw new IOException(before + " and " + file.getFileName() + " would both become " + name.group(1)
                            + ".png: rename one of them");
                }
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException(VisibleText.of(in.toString())
                    + ": there is no picture in it whose name ends in .png, .jpg, .gif or .bmp");
        }
        return pictures;
    }

    private static BufferedImage translated(ImageTranslator translator, Path file, BufferedImage picture)
            throws IOException {
        try {
            return translator.translate(picture);
        } catch (IllegalArgumentException e) {
            throw new IOException(VisibleText.of(file.toString()) + ": " + e.getMessage(), e);
        }
    }

    private void film(ImageTranslator translator) throws IOException {
        Shape frame = translator.output();
        Clips clips = Datasets.clips(
                Datasets.imageFolder(in).size(frame.height(), frame.width()).channels(frame.channels()));
        if (clips.count() != 1) {
            throw new IOException(VisibleText.of(in.toString()) + ": there are " + clips.count()
                    + " films in it: give the folder, zip or GIF of one");
        }
        Dataset known = clips.clip(0);
        checkArgument(
                known.size() >= translator.history(),
                "%s: a film goes on from %s frames, there are %s",
                VisibleText.of(in.toString()),
                translator.history(),
                known.size());
        if (Files.isDirectory(in)) {
            OutputFolder.checkApart(target, List.of(in.toString()));
        }
        OutputFolder.prepare(target);
        OutputFile.check(target.resolve(FILM), in, model);
        int count = frames == null ? FRAMES : frames;
        Images last = Datasets.images(known, known.size() - translator.history(), known.size());
        Images made = translator.film(last, count);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(String.format(Locale.ROOT, "%05d.png", i + 1));
            made.get(i).writePng(target.resolve(written.get(i)));
        }
        Gif.of(made).write(target.resolve(FILM));
        out.println("Wrote " + written.get(0)
                + (count == 1 ? "" : " to " + written.get(count - 1)) + " and " + FILM + " to "
                + VisibleText.of(target.toString()));
    }
}
