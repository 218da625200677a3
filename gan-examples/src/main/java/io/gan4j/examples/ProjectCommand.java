package io.gan4j.examples;

import io.gan4j.data.PictureFile;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.run.Projected;
import io.gan4j.run.Projection;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Finds the latent of a picture. */
@Command(
        name = "project",
        description = {
            "Finds the latent of which a trained GAN makes an image that is as much like a picture as can be, and writes it with that"
                    + " image and a film of the way. It needs the run folder, because the weights of an exported model cannot be"
                    + " differentiated through.",
            "",
            "Example: gan-examples project out/run face.png --out projected",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class ProjectCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    private static final String LATENT = "latent.txt";
    private static final String IMAGE = "image.png";
    private static final String FILM = "film.gif";

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run, that of train --out.")
    private Path run = Path.of("");

    @Parameters(index = "1", paramLabel = "PICTURE", description = "The picture: a PNG, JPEG, GIF or BMP file.")
    private Path picture = Path.of("");

    @Option(
            names = "--fit",
            description =
                    "Reduces or enlarges a picture of another size until it covers what the generator makes, and cuts it at the"
                            + " center, rather than refusing it.")
    private boolean fit;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many steps, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int steps = 500;

    @Option(
            names = "--space",
            paramLabel = "SPACE",
            description =
                    "Where the latent is looked for: ${COMPLETION-CANDIDATES}. latent is what the generator takes; w one style for"
                            + " all layers of a style-based generator, w_plus one for each. Default: w_plus, without styles latent.",
            converter = SpaceConverter.class,
            completionCandidates = SpaceNames.class)
    private Projection.@Nullable Space space;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "The class of the picture, for a GAN that was trained on classes.")
    private @Nullable String className;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The seed of the noise on the way: the same seed finds the same latent. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder for latent.txt, image.png (the picture, and beside it the image) and film.gif.")
    private Path folder = Path.of("");

    ProjectCommand(PrintStream out) {
        this.out = out;
    }

    /** The names of the spaces. */
    static final class SpaceNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("latent", "w", "w_plus").iterator();
        }
    }

    /** Reads the name of a space. */
    static final class SpaceConverter implements ITypeConverter<Projection.Space> {
        @Override
        public Projection.Space convert(String name) {
            try {
                return Projection.Space.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("must be latent, w or w_plus, was '" + name + "'");
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        Usage.checkRange(spec, "--steps", steps, 1, MOST);
        if (Files.isRegularFile(run)) {
            throw new IllegalArgumentException(
                    VisibleText.of(run.toString())
                            + " is a file: a picture is projected by the folder of the run that made the model, that of train --out");
        }
        if (!Files.exists(run)) {
            throw new NoSuchFileException(run.toString());
        }
        if (!KeptRun.in(run).exists()) {
            throw new IllegalArgumentException("there is no checkpoint in " + VisibleText.of(run.toString())
                    + ": give the folder run in that of train --out, of a run that was trained with --keep-checkpoint");
        }
        try (TrainedGan gan = TrainedGan.load(run)) {
            Images wanted = wanted(gan.generator().shape());
            Projection projection = Projection.of(gan).steps(steps).seed(seed);
            if (space != null) {
                projection = projection.space(space);
            }
            if (className != null) {
                projection = projection.condition(className);
            }
            OutputFolder.prepare(folder);
            for (String result : List.of(LATENT, IMAGE, FILM)) {
                OutputFile.check(folder.resolve(result), picture);
            }
            Projected found = projection.project(wanted);
            found.writeLatent(folder.resolve(LATENT));
            Images.concat(wanted, found.image()).grid(2).writePng(folder.resolve(IMAGE));
            Gif.of(found.film()).hold(Duration.ofSeconds(2)).write(folder.resolve(FILM));
            out.println(String.format(
                    Locale.ROOT,
                    "Wrote the latent to %s; its image is off by %.4f of the range (root mean square)",
                    VisibleText.of(folder.toString()),
                    found.error()));
        }
        return 0;
    }

    private Images wanted(Shape shape) throws IOException {
        Pixels pixels = Pixels.of(PictureFile.read(picture), shape.channels());
        boolean fits = pixels.shape().equals(shape);
        if (!fits && !fit) {
            throw new IllegalArgumentException(VisibleText.of(picture.toString()) + " has "
                    + pixels.shape().width() + " x " + pixels.shape().height() + " pixels, the generator makes "
                    + shape.width() + " x " + shape.height() + ": give --fit to have it resized and cut at the center");
        }
        return Images.ofPixels(List.of(pixels.fitted(shape.height(), shape.width())));
    }
}
