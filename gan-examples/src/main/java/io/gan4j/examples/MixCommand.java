package io.gan4j.examples;

import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mixes the styles of images of a style-based generator on one sheet. */
@Command(
        name = "mix",
        description = {
            "Mixes the styles of images that an exported style-based generator makes, such as one of the preset stylegan or stylegan2. Each image"
                    + " of the sheet has the styles of the image at the left of its row in the layers that --layers names, and those"
                    + " of the image above its column in all others. The images are better where the generator has"
                    + " learned to mix: train --preset stylegan2 --set \"architecture=styleGan2(32, mixing=0.9)\".",
            "",
            "Example: gan-examples mix faces.onnx --layers 1-4 --out mix.png",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class MixCommand implements Callable<Integer> {
    private static final int MOST = 64;
    private static final Pattern LAYERS = Pattern.compile("([0-9]{1,3})-([0-9]{1,3})");

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator.")
    private Path model = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many images at the left, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int rows = 4;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "How many images above, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int columns = 6;

    @Option(
            names = "--layers",
            paramLabel = "FROM-TO",
            description =
                    "The layers whose styles are those of the row, both included: 0 is the coarsest. Each size has"
                            + " two, but for the innermost of stylegan2, which has one. Default: the coarser half.")
    private @Nullable String layers;

    @Option(
            names = "--latent",
            paramLabel = "FILE",
            description =
                    "A latent that the command project wrote, whose image gets a row instead of a drawn one; may be given several"
                            + " times. It is not truncated.")
    private List<Path> latents = List.of();

    @Option(
            names = "--psi",
            paramLabel = "X",
            description =
                    "How far styles are from the mean one: 0 makes one image of all, below 1 images are more typical and less"
                            + " varied. Default: ${DEFAULT-VALUE}.")
    private double psi = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the columns' latents; the rows' is the next one. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingJob.SAMPLES_SEED;

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            required = true,
            description = "The sheet, a PNG image that says that a model made it; replaced if it is there.")
    private Path file = Path.of("");

    MixCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Usage.checkRange(spec, "--rows", rows, 1, MOST);
        Usage.checkRange(spec, "--columns", columns, 1, MOST);
        OutputFile.check(file, model);
        OutputFile.checkEnding(spec, file, ".png", "the sheet is a PNG image");
        Usage.checkFinite(spec, "--psi", psi);
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            int[] range = range(generator.layers());
            Styles above = generator.truncated(generator.styles(columns, seed), psi);
            Styles left =
                    latents.isEmpty() ? generator.truncated(generator.styles(rows, seed + 1), psi) : read(generator);
            OutputFile.prepare(file);
            Images sheet = sheet(generator, left, above, range);
            sheet.grid(columns + 1).writePng(file);
            out.println("Wrote " + Plural.of(left.count(), "row") + " of " + columns + " mixed images of "
                    + generator.card().output() + " to " + VisibleText.of(file.toString()));
        }
        return 0;
    }

    /** The styles of the latents that are given. */
    private Styles read(StyledGenerator generator) throws IOException {
        if (latents.size() > MOST) {
            throw Usage.misuse(spec, "--latent may be given " + MOST + " times at most, was " + latents.size());
        }
        List<Styles> all = new ArrayList<>();
        for (Path file : latents) {
            Styles styles = Styles.read(file);
            int size = generator.mean().size();
            if (styles.layers() != generator.layers() || styles.size() != size) {
                throw new IllegalArgumentException(VisibleText.of(file.toString()) + " has styles of " + styles.layers()
                        + " layers and size " + styles.size() + ", this generator takes " + generator.layers() + " of "
                        + size + ": project the picture by the run that made the model");
            }
            all.add(styles);
        }
        return Styles.concat(all);
    }

    /** The matrix with the columns' images above it and the rows' at its left; the corner is empty. */
    private static Images sheet(StyledGenerator generator, Styles left, Styles above, int[] range) {
        List<Images> cells = new ArrayList<>();
        float[] corner = new float[generator.card().output().size()];
        Arrays.fill(corner, -1);
        cells.add(Images.of(generator.card().output(), corner));
        cells.add(generator.generate(above));
        Images matrix = generator.mixingMatrix(left, above, range[0], range[1]);
        Images pure = generator.generate(left);
        for (int row = 0; row < left.count(); row++) {
            cells.add(pure.get(row));
            cells.add(matrix.slice(row * above.count(), (row + 1) * above.count()));
        }
        return Images.concat(cells);
    }

    /** The first layer of the rows, and the one behind their last. */
    private int[] range(int count) {
        if (layers == null) {
            return new int[] {0, (count + 1) / 2};
        }
        Matcher matcher = LAYERS.matcher(layers);
        if (matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1));
            int to = Integer.parseInt(matcher.group(2));
            if (from <= to && to < count) {
                return new int[] {from, to + 1};
            }
        }
        throw Usage.misuse(
                spec,
                "--layers must be two layers from 0 to " + (count - 1) + " such as 0-" + ((count + 1) / 2 - 1)
                        + ", the first not behind the second, was '" + layers + "'");
    }
}
