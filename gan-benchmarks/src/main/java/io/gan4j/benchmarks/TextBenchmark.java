package io.gan4j.benchmarks;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import io.gan4j.evaluation.AttributeAgreement;
import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.ConditionalDiversity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far images show what their captions say, on captions that were trained on and on combinations of words that never were. Each
 * answer adds a line of JSON to a file for each kind of captions; the trained model is exported beside it, and a picture shows
 * captions that say the same words of other things, or of emoji some of the captions, a row each. The tasks:
 *
 * <ul>
 *   <li>{@code fusion}: {@code Gan.textToImage()} on the built-in shapes; {@code cls}: {@code Gan.ganCls()};
 *   <li>{@code bag-of-words}: the first with the words of each caption in alphabetical order;
 *   <li>{@code retrieval}: the image of the nearest training caption;
 *   <li>{@code emoji}: {@code Gan.textToImage()} on a folder of emoji by their names.
 * </ul>
 *
 * <p>With every task the real images of the same captions are judged, which bounds what the judges can find.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.TextBenchmark \
 *     TASK OUT.jsonl STEPS MINUTES FEATURES SIZE SEED THREADS ENCODER_STEPS \
 *     JUDGED JUDGES_IMAGES JUDGES_STEPS [EMOJI_FOLDER]
 * }</pre>
 *
 * <p>Training ends after the steps or the minutes, whichever are over first; the lines tell how many steps there were. 500 captions
 * judged by classifiers of 20,000 images and networks that matched captions and images for 4,000 steps are what the numbers of
 * {@code docs/numbers/text.md} are meant to be of. The minutes begin with the text encoder.
 */
public final class TextBenchmark {
    private static final int EPOCHS = 12;
    private static final long JUDGES_SEED = 500;
    private static final long LATENT_SEED = 9;
    private static final int DIVERSE_CAPTIONS = 20;
    private static final int IMAGES_OF_ONE = 8;
    private static final int ENLARGEMENT = 2;

    private final TextTasks tasks;
    private final JsonLines<Result> lines;
    private final TextJudges judges;
    private final String task;

    private TextBenchmark(String task, TextTasks tasks, JsonLines<Result> lines, TextJudges judges) {
        this.task = task;
        this.tasks = tasks;
        this.lines = lines;
        this.judges = judges;
    }

    /**
     * A line of the results.
     *
     * @param captions which captions were asked for
     * @param attributes for each attribute the share of images that show it, with its interval
     * @param all the share of images that show all of it
     * @param retrieval R-precision against 99 captions of the dataset
     * @param nearRetrieval R-precision against ten captions of which one attribute is another
     * @param distance the Fréchet distance to real images of such captions, between vectors of the network that matches
     * @param diversity the mean distance of pairs of images of one caption; null for real images of which there is one of each
     */
    private record Result(
            String task,
            String answer,
            String captions,
            long seed,
            int features,
            long steps,
            double cpuSeconds,
            int images,
            Map<String, Estimate> attributes,
            @Nullable Estimate all,
            Estimate retrieval,
            @Nullable Estimate nearRetrieval,
            double distance,
            @Nullable Double diversity,
            String commit) {}

    /** Runs a task. */
    public static void main(String[] args) throws IOException {
        String task = args[0];
        Path out = Path.of(args[1]);
        TextTasks.Budget budget = new TextTasks.Budget(
                Long.parseLong(args[2]),
                Double.parseDouble(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                Long.parseLong(args[6]),
                Long.parseLong(args[8]),
                Integer.parseInt(args[9]),
                Integer.parseInt(args[7]));
        TextTasks tasks = new TextTasks(budget, args.length > 12 ? Path.of(args[12]) : null);
        Dataset training = tasks.training();
        boolean areShapes = tasks.emoji() == null;
        Dataset judged = areShapes
                ? Shapes.of(Integer.parseInt(args[10]))
                        .size(budget.size())
                        .seed(JUDGES_SEED)
                        .draw()
                : training;
        Path model = out.resolveSibling("text-" + task + "-" + budget.seed() + ".onnx");
        TextTasks.Answer answer = tasks.answer(task, training, model);
        try (TextJudges judges =
                TextJudges.train(judged, areShapes, EPOCHS, Long.parseLong(args[11]), budget.threads())) {
            TextBenchmark benchmark = new TextBenchmark(task, tasks, new JsonLines<>(out, Result.class), judges);
            if (areShapes) {
                benchmark.judge(answer, "seen", tasks.test(Shapes.Combinations.SEEN));
                benchmark.judge(answer, "held out", tasks.test(Shapes.Combinations.HELD_OUT));
            } else {
                benchmark.judge(answer, "seen", Datasets.take(training, Math.min(training.size(), budget.judged())));
            }
            List<String> shown = areShapes ? ShapeCaptions.binding() : some(training);
            benchmark
                    .picture(answer, shown)
                    .writePng(out.resolveSibling("text-" + task + "-" + budget.seed() + ".png"));
        }
    }

    private static List<String> some(Dataset captioned) {
        return IntStream.range(0, IMAGES_OF_ONE)
                .mapToObj(i -> captioned.caption(i * (captioned.size() / IMAGES_OF_ONE)))
                .toList();
    }

    private void judge(TextTasks.Answer answer, String which, Dataset test) throws IOException {
        List<String> captions =
                IntStream.range(0, test.size()).mapToObj(test::caption).toList();
        Images real = Datasets.images(test, 0, test.size());
        List<Images> groups = new ArrayList<>();
        for (String caption : captions.subList(0, Math.min(DIVERSE_CAPTIONS, captions.size()))) {
            groups.add(answer.painter().paint(Collections.nCopies(IMAGES_OF_ONE, caption), LATENT_SEED));
        }
        Double diversity = ConditionalDiversity.of(groups, 0).value();
        Double ofReal = tasks.emoji() == null
                ? ConditionalDiversity.of(tasks.realOf(captions.subList(0, groups.size()), IMAGES_OF_ONE), 0)
                        .value()
                : null;
        Images made = answer.painter().paint(captions, LATENT_SEED);
        lines.add(
                result(task, answer.steps(), answer.cpuSeconds(), which, made, real, captions, diversity), System.out);
        lines.add(result("real images", 0, 0, which, real, real, captions, ofReal), System.out);
    }

    private Result result(
            String name,
            long steps,
            double cpuSeconds,
            String which,
            Images made,
            Images real,
            List<String> captions,
            @Nullable Double diversity) {
        AttributeAgreement.Result read = judges.attributes(made, captions);
        return new Result(
                task,
                name,
                which,
                tasks.budget().seed(),
                tasks.budget().features(),
                steps,
                cpuSeconds,
                made.count(),
                read == null ? Map.of() : new TreeMap<>(read.attributes()),
                read == null ? null : read.all(),
                judges.retrieval(made, captions),
                read == null ? null : judges.nearRetrieval(made, captions),
                judges.distance(real, made),
                diversity,
                Sources.commit());
    }

    /** A row of images of the same latents for each caption. */
    private Images picture(TextTasks.Answer answer, List<String> captions) {
        Images[] rows = captions.stream()
                .map(caption -> answer.painter().paint(Collections.nCopies(IMAGES_OF_ONE, caption), LATENT_SEED))
                .toArray(Images[]::new);
        return Images.concat(rows).grid(IMAGES_OF_ONE).enlarged(ENLARGEMENT);
    }
}
