package io.gan4j.benchmarks;

import io.gan4j.image.Images;
import io.gan4j.metric.ColorAgreement;
import io.gan4j.metric.GradientEnergy;
import io.gan4j.metric.ImageComparison;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.metric.PeakSignalToNoise;
import io.gan4j.metric.StructuralSimilarity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How near translators of images come to the truth, beside simple rivals, on images that were not trained on. Each answer is
 * added to a file as a line of JSON, and a picture is written beside it, whose rows are what was given, the answers in the
 * order of the lines, and the truth. The tasks:
 *
 * <ul>
 *   <li>{@code pix2pix}: drawn faces of one person from their outlines;
 *   <li>{@code superresolution-2} and {@code superresolution-4}: digits of a half and of a quarter of their size;
 *   <li>{@code superresolution-4-crisp}: faithful first, then by a discriminator and the features of a classifier as well, and what is in
 *       between;
 *   <li>{@code colors}: pictures of CIFAR-10, whose file is given last, from their greys;
 *   <li>{@code nextframe}: moving digits; {@code nextframe-bare}: by a U-Net without normalization; {@code nextframe-rolled}: the same,
 *       which continues its own frames in training; {@code nextframe-faithful}: without a discriminator, by L1 alone; {@code
 *       nextframe-scales}: by the paper's networks at four scales;
 *   <li>{@code cyclegan}: digits and inverted digits; {@code cyclegan-free}: the same without identity mapping, and with twice
 *       the adversarial loss;
 *   <li>{@code openmoji}: pictures of OpenMoji, whose folder is given last, from their outlines, at 32 pixels a side;
 *   <li>{@code faceswap}: drawn faces of two persons; {@code heads}: two rendered heads, whose folder is given last, at 32 pixels.
 * </ul>
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.TranslationBenchmark \
 *     TASK OUT.jsonl STEPS MINUTES FEATURES SEED [DATA]
 * }</pre>
 *
 * <p>Training ends after the steps or the minutes, whichever are over first; the lines tell how many steps there were.
 */
public final class TranslationBenchmark {
    private static final int COLUMNS = 10;

    private TranslationBenchmark() {}

    /** A line of the results. */
    private record Result(
            String task,
            String answer,
            long seed,
            int features,
            long steps,
            double cpuSeconds,
            int images,
            String protocol,
            double psnr,
            double psnrLow,
            double psnrHigh,
            double ssim,
            double msSsim,
            double gradientEnergy,
            List<Double> colors,
            String note,
            String commit) {}

    /** Runs a task. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1]);
        String task = args[0];
        TranslationTasks.Budget budget = new TranslationTasks.Budget(
                Long.parseLong(args[2]),
                Double.parseDouble(args[3]),
                Integer.parseInt(args[4]),
                Long.parseLong(args[5]));
        Translations made = new TranslationTasks(budget, args.length > 6 ? Path.of(args[6]) : null).run(task);
        JsonLines<Result> results = new JsonLines<>(out, Result.class);
        ImageComparison how = ImageComparison.standard().border(border(task));
        for (Map.Entry<String, Translations.Answer> answer : made.answers().entrySet()) {
            String note = made.notes().getOrDefault(answer.getKey(), "");
            results.add(result(task, answer, made.truth(), how, budget, note), System.out);
        }
        made.grid(COLUMNS, made.answers().keySet().toArray(String[]::new))
                .enlarged(2)
                .writePng(out.resolveSibling(task + "-" + budget.seed() + ".png"));
    }

    /** As usual in super-resolution, a border as wide as the scale is left out. */
    private static int border(String task) {
        String prefix = "superresolution-";
        return task.startsWith(prefix) ? task.charAt(prefix.length()) - '0' : 0;
    }

    private static Result result(
            String task,
            Map.Entry<String, Translations.Answer> named,
            Images truth,
            ImageComparison how,
            TranslationTasks.Budget budget,
            String note) {
        Images made = named.getValue().images();
        var psnr = PeakSignalToNoise.of(made, truth, how);
        return new Result(
                task,
                named.getKey(),
                budget.seed(),
                budget.features(),
                named.getValue().steps(),
                named.getValue().cpuSeconds(),
                made.count(),
                how.toString(),
                psnr.value(),
                psnr.low(),
                psnr.high(),
                StructuralSimilarity.of(made, truth, how).value(),
                MultiScaleSsim.between(made, truth, how).value(),
                GradientEnergy.ratio(made, truth, how).value(),
                colors(made, truth, how),
                note,
                Sources.commit());
    }

    private static List<Double> colors(Images made, Images truth, ImageComparison how) {
        if (truth.shape().channels() != 3) {
            return List.of();
        }
        ColorAgreement agreement = ColorAgreement.of(made, truth, how);
        return List.of(agreement.lightness(), agreement.greenToRed(), agreement.blueToYellow());
    }
}
