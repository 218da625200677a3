package io.gan4j.examples;

import io.gan4j.error.ModelFileException;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.onnx.StyledGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a film that goes from image to image of an exported generator. */
@Command(
        name = "interpolate",
        description = {
            "Makes a film that goes from image to image of an exported generator and back to the first. A style-based generator,"
                    + " such as one of the preset stylegan or stylegan2, goes on a straight way between styles, any other on the sphere of latents.",
            "",
            "Example: gan-examples interpolate digits.onnx --out film.gif",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class InterpolateCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator.")
    private Path model = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many images the film passes, at least 2. Default: ${DEFAULT-VALUE}.")
    private int count = 6;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many frames from one to the next, at least 1; the film has at most " + MOST
                    + ". Default: ${DEFAULT-VALUE}.")
    private int steps = 15;

    @Option(
            names = "--psi",
            paramLabel = "X",
            description =
                    "Of a style-based generator, how far styles are from the mean one: below 1 images are more typical."
                            + " Default: 1.")
    private @Nullable Double psi;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the images that the film passes. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingJob.SAMPLES_SEED;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            description = "Milliseconds that a frame is shown, from 10 to 60000. Default: ${DEFAULT-VALUE}.")
    private int delay = 60;

    @Option(
            names = "--out",
            paramLabel = "FILE.gif",
            required = true,
            description = "The film, an animated GIF that says that a model made it; replaced if it is there.")
    private Path file = Path.of("");

    InterpolateCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        check();
        OutputFile.check(file, model);
        Images frames = frames();
        OutputFile.prepare(file);
        Gif.of(frames).delay(Duration.ofMillis(delay)).write(file);
        out.println("Wrote a film of " + frames + " to " + VisibleText.of(file.toString()));
        return 0;
    }

    private Images frames() throws IOException {
        try (StyledGenerator styled = StyledGenerator.load(model)) {
            double share = psi == null ? 1 : psi;
            return styled.tour(styled.truncated(styled.styles(count, seed), share), steps);
        } catch (ModelFileException e) {
            if (psi != null) {
                throw e;
            }
            try (Generator generator = Generator.load(model)) {
                return tour(generator);
            }
        }
    }

    /** The way over latents; a generator with classes stays in its first. */
    private Images tour(Generator generator) {
        Latents ends = generator.latents(count, seed);
        List<Images> frames = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            Images way = generator.interpolate(ends.get(image), ends.get((image + 1) % count), steps + 1);
            frames.add(way.slice(0, steps));
        }
        return Images.concat(frames);
    }

    private void check() {
        if (count < 2) {
            throw Usage.misuse(spec, "--count must be at least 2, was " + count);
        }
        if (steps < 1 || (long) count * steps > MOST) {
            throw Usage.misuse(
                    spec,
                    "--steps must be from 1 to " + Math.max(1, MOST / count) + " for a film that passes " + count
                            + " images, was " + steps);
        }
        if (delay < 10 || delay > 60_000) {
            throw Usage.misuse(spec, "--delay must be from 10 to 60000 milliseconds, was " + delay);
        }
        Usage.checkFinite(spec, "--psi", psi);
        OutputFile.checkEnding(spec, file, ".gif", "the film is an animated GIF");
    }
}
