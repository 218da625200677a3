package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.TranslationBuilder;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.architecture.UNet;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.data.Faces;
import io.gan4j.data.ImageFolder;
import io.gan4j.data.MovingDigits;
import io.gan4j.data.Part;
import io.gan4j.evaluation.SimpleAnswers;
import io.gan4j.image.Images;
import io.gan4j.image.Kernel;
import io.gan4j.image.Pixels;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.L1;
import io.gan4j.metric.ImageComparison;
import io.gan4j.metric.PeakSignalToNoise;
import io.gan4j.run.TrainedTranslator;
import io.gan4j.run.TranslationRun;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of the {@link TranslationBenchmark}.
 *
 * @param budget how long and how large translators are
 * @param data the folder or file of the data that a task is about; null for the built-in digits
 */
record TranslationTasks(Budget budget, @Nullable Path data) {
    private static final int TRAINED_ON = 4_000;
    private static final int HELD_OUT = 200;
    private static final long HELD_OUT_SEED = 1_000;
    private static final int FACES = 500;
    private static final int FACE_SIZE = 32;
    /** That pictures of OpenMoji and of heads, which have 64 pixels a side, are reduced to. */
    private static final int PICTURE_SIZE = 32;

    private static final int OPENMOJI_HELD_OUT = 197;
    /** Five times the preset's, whose source trains for 40,000 steps. */
    private static final double FACE_RATE = 5e-4;

    private static final int FILM_SIZE = 48;
    private static final int FRAMES_AHEAD = 10;
    private static final int CLASSIFIER_EPOCHS = 2;
    private static final int CLASSIFIED = 6_000;
    private static final int THREADS = 1;
    private static final int ROLLED = 3;
    /** Every tenth picture of CIFAR-10 is learned from. */
    private static final int COLOR_STRIDE = 10;

    private static final double CRISP_FEATURES = 0.05;
    private static final double CRISP_ADVERSARIAL = 0.01;
    private static final String INPUT = "input";

    /** How long a translator is trained, how wide it is, and its seed. */
    record Budget(long steps, double minutes, int features, long seed) {
        TranslationBuilder spent(TranslationBuilder builder) {
            return builder.steps(steps).seed(seed).threads(THREADS);
        }
    }

    Translations run(String task) throws IOException {
        return switch (task) {
            case "pix2pix" -> pix2pix();
            case "superresolution-2" -> superResolution(2);
            case "superresolution-4" -> superResolution(4);
            case "superresolution-4-crisp" -> crisp(4);
            case "colors" -> colors();
            case "nextframe-rolled" ->
                nextFrame(Normalization.NONE, Gan.nextFrame(3).rollout(ROLLED));
            case "nextframe" -> nextFrame(Normalization.INSTANCE, Gan.nextFrame(3));
            case "nextframe-bare" -> nextFrame(Normalization.NONE, Gan.nextFrame(3));
            case "nextframe-faithful" ->
                nextFrame(Normalization.NONE, Gan.nextFrame(3).adversarial(0).reconstructions(L1.of(1)));
            case "nextframe-scales" ->
                nextFrame(Gan.nextFrame(3).translator(MultiScaleTranslator.of(budget.features())));
            case "openmoji" -> openMoji();
            case "heads" -> heads();
            case "cyclegan" -> cycleGan(Gan.cycleGan());
            case "cyclegan-free" ->
                cycleGan(Gan.cycleGan().adversarial(2).reconstructions(CycleConsistency.standard()));
            case "faceswap" -> faceSwap();
            default -> throw new IllegalArgumentException("no such task: " + task);
        };
    }

    private TrainedTranslator trained(TranslationBuilder builder, Function<TranslationBuilder, TranslationRun> start) {
        TranslationRun run = start.apply(budget.spent(builder));
        long end = System.nanoTime() + (long) (60e9 * budget.minutes());
        while (run.step() < run.steps() && System.nanoTime() < end) {
            run.play();
        }
        return run.handOver();
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

    private static Translations.Answer answer(Images images, TrainedTranslator trained, double began) {
        return new Translations.Answer(images, trained.step(), cpuSeconds() - began);
    }

    private Translations pix2pix() {
        Faces person = Faces.of(TRAINED_ON).size(FACE_SIZE).identity(1);
        Dataset training = Datasets.outlines(person.seed(budget.seed()).draw());
        Dataset test = Datasets.outlines(Faces.of(HELD_OUT)
                .size(FACE_SIZE)
                .identity(1)
                .seed(HELD_OUT_SEED)
                .draw());
        Images outlines = Datasets.images(Datasets.part(test, Part.INPUT), 0, HELD_OUT);
        return colored(training, outlines, Datasets.images(test, 0, HELD_OUT));
    }

    private Translations.Answer paired(TranslationBuilder builder, Dataset training, Images given) {
        double began = cpuSeconds();
        try (TrainedTranslator trained = trained(builder, b -> b.start(training))) {
            return answer(trained.translator().translate(given), trained, began);
        }
    }

    private Translations superResolution(int scale) throws IOException {
        Dataset training =
                data == null ? Digits.of(TRAINED_ON).seed(budget.seed()).draw() : Datasets.mnist(data);
        Dataset test = data == null ? Digits.of(HELD_OUT).seed(HELD_OUT_SEED).draw() : Datasets.mnistTest(data);
        Dataset pairs = Datasets.lowResolution(Datasets.take(test, HELD_OUT), scale, Kernel.BICUBIC);
        Images small = Datasets.images(Datasets.part(pairs, Part.INPUT), 0, HELD_OUT);
        Images truth = Datasets.images(pairs, 0, HELD_OUT);
        Translations all = Translations.of(small.enlarged(scale), truth)
                .rival("repeated pixels", small.enlarged(scale))
                .rival("bicubic", SimpleAnswers.bicubic(small, scale));
        TranslationBuilder builder = Gan.superResolution(scale)
                .translator(SuperResolver.of(scale, budget.features()))
                .discriminator(ImageDiscriminator.of(budget.features()));
        all.answers().put("SRResNet", paired(builder, training, small));
        return all;
    }

    /** Digits, faithful first and then crisp by a discriminator and the features of a classifier, and what is in between. */
    private Translations crisp(int scale) throws IOException {
        Dataset training =
                data == null ? Digits.of(TRAINED_ON).seed(budget.seed()).draw() : Datasets.mnist(data);
        Dataset test = data == null ? Digits.of(HELD_OUT).seed(HELD_OUT_SEED).draw() : Datasets.mnistTest(data);
        Dataset pairs = Datasets.lowResolution(Datasets.take(test, HELD_OUT), scale, Kernel.BICUBIC);
        Images small = Datasets.images(Datasets.part(pairs, Part.INPUT), 0, HELD_OUT);
        Images truth = Datasets.images(pairs, 0, HELD_OUT);
        int[] labels = IntStream.range(0, HELD_OUT).map(test::label).toArray();
        Translations all = Translations.of(small.enlarged(scale), truth)
                .rival("repeated pixels", small.enlarged(scale))
                .rival("bicubic", SimpleAnswers.bicubic(small, scale));
        try (Classifier judge = Classifier.train(Datasets.digits(CLASSIFIED), CLASSIFIER_EPOCHS, 1, THREADS);
                Classifier reader = Classifier.train(Datasets.digits(CLASSIFIED), CLASSIFIER_EPOCHS, 0, THREADS)) {
            double began = cpuSeconds();
            TranslationBuilder builder = Gan.superResolution(scale)
                    .translator(SuperResolver.of(scale, budget.features()))
                    .discriminator(ImageDiscriminator.of(budget.features()))
                    .reconstructions(L1.of(1), FeatureLoss.of(judge.network()).weight(CRISP_FEATURES))
                    .adversarial(CRISP_ADVERSARIAL);
            try (TrainedTranslator trained = trained(builder, b -> b.start(training));
                    TrainedTranslator faithful = trained.interpolated(0);
                    TrainedTranslator between = trained.interpolated(0.5)) {
                all.answers().put("faithful", answer(faithful.translator().translate(small), trained, began));
                all.answers().put("in between", answer(between.translator().translate(small), trained, began));
                all.answers().put("crisp", answer(trained.translator().translate(small), trained, began));
            }
            all.answers().forEach((name, answer) -> all.notes().put(name, kept(reader, answer.images(), labels)));
            all.notes().merge("crisp", kept(reader, truth, labels), (own, best) -> own + ", of the truth " + best);
        }
        return all;
    }

    /** Pictures of CIFAR-10 from their greys. */
    private Translations colors() throws IOException {
        ImageFolder cifar = Datasets.imageFolder(Objects.requireNonNull(data, "the file of CIFAR-10"));
        Dataset pictures = cifar.load();
        Dataset training = greyToColor(pictures, 0, COLOR_STRIDE);
        Dataset test = greyToColor(pictures, 1, pictures.size() / HELD_OUT);
        Images greys = Datasets.images(Datasets.part(test, Part.INPUT), 0, HELD_OUT);
        Images truth = Datasets.images(test, 0, HELD_OUT);
        return colored(training, greys, truth);
    }

    /** Pictures of OpenMoji from their outlines. */
    private Translations openMoji() throws IOException {
        Dataset training = Datasets.pairs(pictures("outline-train.zip"), pictures("colour-train.zip"));
        Images outlines = Datasets.images(pictures("outline-test.zip"), 0, OPENMOJI_HELD_OUT);
        Images truth = Datasets.images(pictures("colour-test.zip"), 0, OPENMOJI_HELD_OUT);
        return colored(training, outlines, truth);
    }

    /** The pictures of an archive in the folder that is given, made smaller. */
    private Dataset pictures(String archive) throws IOException {
        Path folder = Objects.requireNonNull(data, "the folder of the pictures");
        return Datasets.imageFolder(folder.resolve(archive)).size(PICTURE_SIZE).load();
    }

    /** What L1 alone and pix2pix make of grey images, beside simple answers. */
    private Translations colored(Dataset training, Images greys, Images truth) {
        Translations all = Translations.of(SimpleAnswers.identity(greys, 3), truth)
                .rival(INPUT, SimpleAnswers.identity(greys, 3))
                .rival("nearest training pair", SimpleAnswers.nearestPair(greys, training));
        TranslationBuilder builder = Gan.pix2pix()
                .translator(UNet.of(budget.features()))
                .discriminator(PatchDiscriminator.of(budget.features()));
        all.answers().put("L1 alone", paired(builder.adversarial(0), training, greys));
        all.answers().put("pix2pix", paired(builder, training, greys));
        return all;
    }

    /** Every {@code stride}-th picture, beginning with one, and its grey by the luma of ITU-R Rec. 601. */
    private static Dataset greyToColor(Dataset pictures, int first, int stride) {
        int count = (pictures.size() - first + stride - 1) / stride;
        byte[][] colors = new byte[count][];
        byte[][] greys = new byte[count][];
        Shape shape = pictures.shape();
        for (int i = 0; i < count; i++) {
            Pixels picture = Datasets.images(pictures, first + i * stride, first + i * stride + 1)
                    .toPixels();
            colors[i] = picture.toBytes();
            greys[i] = picture.channels(1).toBytes();
        }
        return Datasets.pairs(
                Datasets.pixels(Shape.of(1, shape.height(), shape.width()), greys), Datasets.pixels(shape, colors));
    }

    private Translations nextFrame(Normalization normalization, TranslationBuilder preset) {
        return nextFrame(preset.translator(UNet.of(budget.features()).residual().normalization(normalization)));
    }

    private Translations nextFrame(TranslationBuilder settings) {
        Clips training = MovingDigits.of(1_000)
                .size(FILM_SIZE)
                .seed(budget.seed())
                .draw()
                .history(3);
        Clips test = MovingDigits.of(HELD_OUT)
                .size(FILM_SIZE)
                .frames(3 + FRAMES_AHEAD)
                .seed(HELD_OUT_SEED)
                .draw()
                .history(3);
        Images[] clips = IntStream.range(0, HELD_OUT)
                .mapToObj(i -> Datasets.images(test.clip(i), 0, 3 + FRAMES_AHEAD))
                .toArray(Images[]::new);
        Images last = frames(clips, 2);
        Images black = SimpleAnswers.black(last);
        Translations all = Translations.of(last, frames(clips, 3))
                .rival("last frame", last)
                .rival("black", black);
        double began = cpuSeconds();
        TranslationBuilder builder = settings.discriminator(PatchDiscriminator.of(budget.features()));
        try (TrainedTranslator trained = trained(builder, b -> b.start(training))) {
            ImageTranslator translator = trained.translator();
            Images[] films = Arrays.stream(clips)
                    .map(clip -> translator.film(clip.slice(0, 3), FRAMES_AHEAD))
                    .toArray(Images[]::new);
            all.answers().put("next frame", answer(frames(films, 0), trained, began));
            StringBuilder curve = new StringBuilder(
                    "PSNR of frames 1 to 10, made of its own frames, and of the last one, and black:");
            for (int ahead = 0; ahead < FRAMES_AHEAD; ahead++) {
                Images truth = frames(clips, 3 + ahead);
                curve.append(String.format(
                        Locale.ROOT,
                        " %.2f/%.2f/%.2f",
                        psnr(frames(films, ahead), truth),
                        psnr(last, truth),
                        psnr(black, truth)));
            }
            all.notes().put("next frame", curve.toString());
        }
        return all;
    }

    private static double psnr(Images made, Images truth) {
        return PeakSignalToNoise.of(made, truth, ImageComparison.standard()).value();
    }

    private static Images frames(Images[] clips, int frame) {
        return Images.concat(Arrays.stream(clips).map(clip -> clip.get(frame)).toArray(Images[]::new));
    }

    private Translations cycleGan(TranslationBuilder preset) {
        Dataset digits = Digits.of(TRAINED_ON).seed(budget.seed()).draw();
        Dataset others = inverted(Digits.of(TRAINED_ON).seed(budget.seed() + 1).draw());
        Dataset test = Digits.of(HELD_OUT).seed(HELD_OUT_SEED).draw();
        Images given = Datasets.images(test, 0, HELD_OUT);
        Images truth = inverted(given);
        int[] labels = IntStream.range(0, HELD_OUT).map(test::label).toArray();
        Translations all = Translations.of(given, truth).rival(INPUT, given);
        TranslationBuilder builder = preset.translator(ResidualTranslator.of(budget.features()))
                .discriminator(PatchDiscriminator.of(budget.features()));
        double began = cpuSeconds();
        try (TrainedTranslator trained = trained(builder, b -> b.start(digits, others));
                Classifier classifier = Classifier.train(Datasets.digits(CLASSIFIED), CLASSIFIER_EPOCHS, 0, THREADS)) {
            Images there = trained.translator().translate(given);
            Images back = trained.translator("b-to-a").translate(truth);
            all.answers().put("a to b", answer(there, trained, began));
            // compared with the digits as if they had been inverted, so that one truth serves both ways
            all.answers().put("b to a, inverted", answer(inverted(back), trained, began));
            all.notes().put(INPUT, kept(classifier, given, labels));
            all.notes().put("a to b", kept(classifier, inverted(there), labels));
            all.notes().put("b to a, inverted", kept(classifier, back, labels));
        }
        return all;
    }

    private static String kept(Classifier classifier, Images digits, int[] labels) {
        int[] read = classifier.classify(digits.toFloats());
        long right = IntStream.range(0, labels.length)
                .filter(i -> read[i] == labels[i])
                .count();
        return String.format(Locale.ROOT, "%.1f %% of the labels kept", 100.0 * right / labels.length);
    }

    private Translations faceSwap() {
        Faces faces = Faces.of(FACES).size(FACE_SIZE);
        Dataset a = faces.identity(1).seed(2 * budget.seed() + 1).draw();
        Dataset b = faces.identity(2).seed(2 * budget.seed() + 2).draw();
        Faces held = Faces.of(HELD_OUT).size(FACE_SIZE).seed(HELD_OUT_SEED);
        Images given = Datasets.images(held.identity(1).draw(), 0, HELD_OUT);
        Images truth = Datasets.images(held.identity(2).draw(), 0, HELD_OUT);
        return swapped(a, b, given, truth);
    }

    /** Two rendered heads, in the same 200 states for the test. */
    private Translations heads() throws IOException {
        Images given = Datasets.images(pictures("a-test.zip"), 0, HELD_OUT);
        Images truth = Datasets.images(pictures("b-test.zip"), 0, HELD_OUT);
        return swapped(pictures("a-train.zip"), pictures("b-train.zip"), given, truth);
    }

    private Translations swapped(Dataset a, Dataset b, Images given, Images truth) {
        Translations all = Translations.of(given, truth)
                .rival(INPUT, given)
                .rival("mean face of B", mean(Datasets.images(b, 0, b.size()), HELD_OUT))
                .rival("nearest face of B", SimpleAnswers.nearest(given, b, b));
        TranslationBuilder builder = Gan.faceSwap()
                .learningRate(FACE_RATE)
                .translator(SwapAutoencoder.of(budget.features()))
                .discriminator(PatchDiscriminator.of(budget.features()));
        double began = cpuSeconds();
        try (TrainedTranslator trained = trained(builder, s -> s.start(a, b))) {
            all.answers().put("swap", answer(trained.translator().translate(given), trained, began));
        }
        all.answers().forEach((name, answer) -> all.notes().put(name, nearer(answer.images(), truth, given)));
        return all;
    }

    /** How many of the images are nearer to the true swap than to what was given. */
    private static String nearer(Images made, Images truth, Images given) {
        int size = made.shape().size();
        float[] values = made.toFloats();
        float[] wanted = truth.toFloats();
        float[] old = given.toFloats();
        long count = IntStream.range(0, made.count())
                .filter(i -> distance(values, wanted, i * size, i * size, size)
                        < distance(values, old, i * size, i * size, size))
                .count();
        return String.format(
                Locale.ROOT, "%.1f %% nearer to the true swap than to the input", 100.0 * count / made.count());
    }

    private static double distance(float[] one, float[] other, int from, int fromOther, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double d = one[from + i] - other[fromOther + i];
            sum += d * d;
        }
        return sum;
    }

    private static Images mean(Images images, int count) {
        int size = images.shape().size();
        float[] values = images.toFloats();
        float[] means = new float[count * size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = i; j < values.length; j += size) {
                sum += values[j];
            }
            for (int j = i; j < means.length; j += size) {
                means[j] = (float) (sum / images.count());
            }
        }
        return Images.of(images.shape(), means);
    }

    private static Images inverted(Images images) {
        float[] values = images.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return Images.of(images.shape(), values);
    }

    private static Dataset inverted(Dataset digits) {
        byte[][] pixels = new byte[digits.size()][];
        for (int i = 0; i < pixels.length; i++) {
            float[] values = Datasets.values(digits, i);
            pixels[i] = new byte[values.length];
            for (int j = 0; j < values.length; j++) {
                pixels[i][j] = (byte) Math.round((1 - values[j]) * 127.5f);
            }
        }
        return Datasets.pixels(digits.shape(), pixels);
    }
}
