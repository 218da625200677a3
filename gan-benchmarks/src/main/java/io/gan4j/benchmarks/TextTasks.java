package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.TextToImageBuilder;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Shapes;
import io.gan4j.event.TrainingListener;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What makes images of captions in the {@link TextBenchmark}.
 *
 * @param budget how long and how large networks are
 * @param emoji a folder of emoji with {@code captions.tsv}; null where shapes are learned
 */
record TextTasks(Budget budget, @Nullable Path emoji) {
    private static final int TRAINED_ON = 20_000;
    private static final String RUN_FOLDER = ".run";
    private static final int CHECKPOINT_STEPS = 100;
    private static final long HELD_OUT_SEED = 1_000;
    private static final long DIVERSITY_SEED = 2_000;

    /**
     * How long a generator is trained, how wide it is, its seed, and how much is judged.
     *
     * @param size the height and width of images
     * @param encoderSteps steps in which its text encoder learns first
     * @param judged captions of a kind that are judged
     * @param threads that compute
     */
    record Budget(
            long steps,
            double minutes,
            int features,
            int size,
            long seed,
            long encoderSteps,
            int judged,
            int threads) {}

    /** What makes an image of each caption, from the latents of a seed. */
    interface Painter {
        Images paint(List<String> captions, long seed);
    }

    /**
     * A painter, and how it came about.
     *
     * @param steps of training; 0 if nothing was trained
     * @param cpuSeconds the time of processors that it took
     */
    record Answer(Painter painter, long steps, double cpuSeconds) {}

    /** The images that a generator learns from. */
    Dataset training() throws IOException {
        if (emoji == null) {
            return Shapes.of(TRAINED_ON)
                    .size(budget.size())
                    .seed(budget.seed())
                    .combinations(Shapes.Combinations.SEEN)
                    .draw();
        }
        return Datasets.imageFolder(emoji)
                .size(budget.size())
                .channels(3)
                .captions(emoji.resolve("captions.tsv"))
                .load();
    }

    /** Real images with captions of one kind, which were not trained on. */
    Dataset test(Shapes.Combinations combinations) {
        return Shapes.of(budget.judged())
                .size(budget.size())
                .seed(HELD_OUT_SEED)
                .combinations(combinations)
                .draw();
    }

    /**
     * Real images of captions of shapes, several of each: drawn from seeds of their own until there are enough.
     *
     * @param each the images of each caption
     */
    List<Images> realOf(List<String> captions, int each) {
        Map<String, List<Images>> found = new HashMap<>();
        captions.forEach(caption -> found.put(caption, new ArrayList<>()));
        for (long seed = DIVERSITY_SEED; found.values().stream().anyMatch(images -> images.size() < each); seed++) {
            Dataset drawn = Shapes.of(TRAINED_ON).size(budget.size()).seed(seed).draw();
            for (int i = 0; i < drawn.size(); i++) {
                List<Images> wanted = found.get(drawn.caption(i));
                if (wanted != null && wanted.size() < each) {
                    wanted.add(Datasets.images(drawn, i, i + 1));
                }
            }
        }
        return captions.stream()
                .map(caption ->
                        Images.concat(Objects.requireNonNull(found.get(caption)).toArray(Images[]::new)))
                .toList();
    }

    Answer answer(String task, Dataset training, Path export) throws IOException {
        return switch (task) {
            case "fusion", "emoji" -> trained(fusion(), training, UnaryOperator.identity(), export);
            case "cls" ->
                trained(
                        Gan.ganCls().architecture(GanCls.of(budget.features())),
                        training,
                        UnaryOperator.identity(),
                        export);
            case "bag-of-words" -> trained(fusion(), bagged(training), ShapeCaptions::bag, export);
            case "retrieval" -> new Answer(new Retrieval(training), 0, 0);
            default -> throw new IllegalArgumentException("no such task: " + task);
        };
    }

    private TextToImageBuilder fusion() {
        return Gan.textToImage().architecture(DeepFusion.of(budget.features()));
    }

    private static Dataset bagged(Dataset captioned) {
        return Datasets.captioned(
                captioned,
                IntStream.range(0, captioned.size())
                        .mapToObj(i -> ShapeCaptions.bag(captioned.caption(i)))
                        .toList());
    }

    private Answer trained(TextToImageBuilder builder, Dataset captioned, UnaryOperator<String> read, Path export)
            throws IOException {
        double began = cpuSeconds();
        long end = System.nanoTime() + (long) (60e9 * budget.minutes());
        Path folder = Path.of(export + RUN_FOLDER);
        Checkpoints kept = Files.isDirectory(folder) ? Checkpoints.resume(folder) : Checkpoints.in(folder);
        TextToImageRun run = builder.steps(budget.steps())
                .checkpoints(kept.everySteps(CHECKPOINT_STEPS))
                .reportEvery(CHECKPOINT_STEPS)
                .listener(TrainingListener.onProgress(System.err::println))
                .encoderListener(TrainingListener.onProgress(System.err::println))
                .encoderSteps(budget.encoderSteps())
                .seed(budget.seed())
                .threads(budget.threads())
                .start(captioned);
        while (run.step() < run.steps() && System.nanoTime() < end) {
            run.play();
        }
        TrainedTextToImage trained = run.handOver();
        trained.export(export);
        Generator generator = trained.generator();
        Painter painter = (captions, seed) -> generator.generate(
                captions.size(),
                seed,
                Conditions.texts(captions.stream().map(read).toList()));
        return new Answer(painter, trained.step(), cpuSeconds() - began);
    }

    /** The time of processors that this program has used: where others run beside it, the time on the wall tells little. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }

    /** The image of the training caption that has the most words in common, of several the seed chooses one. */
    private record Retrieval(Dataset training) implements Painter {
        @Override
        public Images paint(List<String> captions, long seed) {
            List<Images> found = new ArrayList<>();
            for (String caption : captions) {
                int nearest = nearest(caption, (int) Math.floorMod(seed + found.size(), (long) training.size()));
                found.add(Datasets.images(training, nearest, nearest + 1));
            }
            return Images.concat(found.toArray(Images[]::new));
        }

        private int nearest(String caption, int first) {
            String[] words = caption.split(" ");
            int best = -1;
            int most = -1;
            for (int i = 0; i < training.size(); i++) {
                int index = (first + i) % training.size();
                int common = common(words, training.caption(index));
                if (common > most) {
                    most = common;
                    best = index;
                }
            }
            return best;
        }

        /** Words at their places, and words anywhere for what is left. */
        private static int common(String[] words, String caption) {
            String[] others = caption.split(" ");
            Set<String> anywhere = new HashSet<>(List.of(others));
            int common = 0;
            for (int i = 0; i < words.length; i++) {
                boolean atItsPlace = i < others.length && others[i].equals(words[i]);
                common += atItsPlace ? words.length : anywhere.contains(words[i]) ? 1 : 0;
            }
            return common - Math.abs(others.length - words.length);
        }
    }
}
