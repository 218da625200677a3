package io.gan4j.examples;

import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from an exported generator onto one sheet. */
@Command(
        name = "sample",
        description = {"Generates images with an exported generator and writes them on one sheet.", "", "Options:"},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class SampleCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator.")
    private Path model = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many images, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int count = DigitsCommand.SAMPLES;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of their latents: the same seed gives the same images. Default: ${DEFAULT-VALUE}.")
    private long seed = DigitsCommand.SAMPLES_SEED;

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            required = true,
            description = "The sheet, a PNG image that says that a model made it; replaced if it is there.")
    private Path file = Path.of("");

    SampleCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (spec != null && (count < 1 || count > MOST)) {
            throw new ParameterException(spec.commandLine(), "--count must be from 1 to " + MOST + ", was " + count);
        }
        OutputFile.check(file, model);
        try (Generator generator = Generator.load(model)) {
            checkMemory(generator.shape());
            OutputFile.prepare(file);
            Images images = generator.generate(count, seed);
            images.grid().writePng(file);
            out.println("Wrote " + images + " to " + VisibleText.of(file.toString()));
        }
        return 0;
    }

    /** The images as floats and the sheet as floats: what is needed at least. */
    private void checkMemory(Shape image) {
        long needed = 2L * count * image.size() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            throw new IllegalArgumentException("--count " + count + ": images of " + image + " on a sheet take "
                    + (needed >> 20) + " MiB, Java's heap has " + (heap >> 20) + ": give " + count * heap / needed
                    + " or less, or start Java with a larger heap by -Xmx");
        }
    }
}
