package io.gan4j.watch;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.data.Dataset;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Scale;
import io.gan4j.tensor.Shape;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run for the ways in which GANs fail, and tells what it sees and what to try. It never stops a run.
 *
 * <pre>{@code
 * Gan.dcgan().listener(TrainingMonitor.of(System.out::println)).train(data);
 * }</pre>
 *
 * <p>It looks at every report, thus at means over {@code reportEvery} steps:
 *
 * <ul>
 *   <li>{@link Advice.Kind#DISCRIMINATOR_WON}: the discriminator's loss is below 0.05, and the generator's is a tenth above the
 *       lowest level it had; judged by the median of five reports. A loss of the Wasserstein kind, which is near 0 where the
 *       scores of real and fake are alike, does not count.
 *   <li>{@link Advice.Kind#OSCILLATION}: over 40 reports one frequency, of 3 to 10 reports a cycle, holds 60 % of the variance
 *       of the generator's loss around its trend, the swing is a quarter of the loss, and the discriminator's loss goes the
 *       other way.
 *   <li>{@link Advice.Kind#VANISHING_GRADIENTS}: the norm of the generator's gradient is below 1e-6, or a ten-thousandth of the
 *       median of the first ten reports.
 *   <li>{@link Advice.Kind#EXPLODING_GRADIENTS}: the norm of a player's gradient is above 100 and ten times the median of the
 *       first ten reports, or is not finite.
 *   <li>{@link Advice.Kind#COLLAPSE}: 256 generated samples lie, on average, less than a quarter as far apart as 256 of the
 *   data
 *       ({@link io.gan4j.measurement.Diversity}). Measured at every tenth report; a generator that has never been that diverse
 *       is given five measurements.
 *   <li>{@link Advice.Kind#COLLAPSE_WITHIN_CLASSES}: 32 generated samples of a class lie, on average, less than a quarter as
 *   far
 *       apart as 32 of the data's of that class, though those of all classes together do not. Of conditional generators,
 *       measured as a collapse is; of more than 16 classes, 16 are looked at.
 *   <li>{@link Advice.Kind#NOISE}: at the end of the run the generated images have less than a quarter of the data's contrast,
 *   or
 *       neighboring pixels differ by more than half way from the data to white noise.
 * </ul>
 *
 * <p>What it sees must be seen in three reports in a row, a collapse in two measurements in a row, and is told once; it is told
 * again only after it was gone for 50 reports, a collapse for five measurements. The first five reports are passed over. The
 * advice names settings that would help and are not made yet, with their present values. Values that a game does not report are
 * not watched. Called and calling on the training thread; serves one run at a time.
 */
@CheckReturnValue
public final class TrainingMonitor implements TrainingListener {
    private static final int WARM_UP = 5;
    private static final int REPORTS_IN_A_ROW = 3;
    private static final int MEASUREMENTS_IN_A_ROW = 2;
    /** What comes and goes is told once: it is over when it was gone for as long as this. */
    private static final int REPORTS_UNTIL_OVER = 50;

    private static final int MEASUREMENTS_UNTIL_OVER = 5;
    /** Samples to find the scale of the data by, and images to look at in the end. */
    private static final int SAMPLES = 1_000;

    private static final int MOST_VALUES = 1 << 22;
    private static final int PICTURES = 64;
    private static final long SEED = 0;
    private static final int MEASURE_EVERY = 10;
    private static final double COLLAPSED = 0.25;

    private final Consumer<? super Advice> consumer;
    private final double collapsed;
    private final int measureEvery;
    private ImmutableList<Watched> watched = ImmutableList.of();
    private long reports;
    private @Nullable TrainingStarted started;
    private @Nullable Remedies remedies;

    private record Watched(Watch watch, Alarm alarm, int every) {}

    private TrainingMonitor(Consumer<? super Advice> consumer, double collapsed, int measureEvery) {
        this.consumer = consumer;
        this.collapsed = collapsed;
        this.measureEvery = measureEvery;
    }

    /** A monitor that hands what it has to say to a consumer, whose exceptions end the run. */
    public static TrainingMonitor of(Consumer<? super Advice> consumer) {
        return new TrainingMonitor(consumer, COLLAPSED, MEASURE_EVERY);
    }

    /**
     * Sets the share of the data's diversity, over all samples and within each class, below which a generator has collapsed.
     * Default 0.25.
     *
     * @throws IllegalArgumentException if not above 0 and below 1
     */
    public TrainingMonitor collapsedBelow(double share) {
        checkArgument(share > 0 && share < 1, "collapsedBelow must be above 0 and below 1, was %s", share);
        return new TrainingMonitor(consumer, share, measureEvery);
    }

    /**
     * Sets how many reports there are from one measurement of diversity, which generates 256 samples, to the next. Default 10.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingMonitor measureEvery(int number) {
        checkArgument(number >= 1, "measureEvery must be at least 1, was %s", number);
        return new TrainingMonitor(consumer, collapsed, number);
    }

    @Override
    public void started(TrainingStarted event) {
        reports = 0;
        started = event;
        remedies = remedies(event);
        ImmutableList.Builder<Watched> all = ImmutableList.<Watched>builder()
                .add(atEveryReport(new ExplodingGradients()))
                .add(atEveryReport(new VanishingGradients()))
                .add(atEveryReport(new DiscriminatorWon()))
                .add(atEveryReport(new Oscillation()));
        Dataset data = event.data();
        Generator generator = event.generator();
        if (generator != null && data.size() >= 2) {
            Collapse collapse = new Collapse(generator, data, collapsed);
            all.add(atMeasurements(collapse));
            ClassCollapse within = ClassCollapse.of(generator, data, collapsed);
            if (within != null) {
                all.add(atMeasurements(within));
            }
        }
        watched = all.build();
    }

    private static Remedies remedies(TrainingStarted event) {
        Dataset data = event.data();
        boolean measured = !data.shape().isImage() && data.size() > 0;
        int size = data.shape().size();
        int samples = Math.min(Math.min(SAMPLES, data.size()), Math.max(1, MOST_VALUES / size));
        Scale scale = measured ? Scale.of(DataSample.of(data, samples, SEED), size) : null;
        Generator generator = event.generator();
        return new Remedies(
                generator == null ? Map.of() : generator.card().origin().configuration(), data, scale);
    }

    private Watched atMeasurements(Watch watch) {
        return new Watched(watch, new Alarm(MEASUREMENTS_IN_A_ROW, MEASUREMENTS_UNTIL_OVER), measureEvery);
    }

    private static Watched atEveryReport(Watch watch) {
        return new Watched(watch, new Alarm(REPORTS_IN_A_ROW, REPORTS_UNTIL_OVER), 1);
    }

    @Override
    public void progressed(TrainingProgress event) {
        reports++;
        for (Watched one : watched) {
            if (reports % one.every() == 0) {
                look(one, event);
            }
        }
    }

    private void look(Watched one, TrainingProgress event) {
        // also in the first reports, from which the early levels are taken
        String seen = one.watch().look(event);
        if (reports > WARM_UP && one.alarm().rings(seen != null) && seen != null) {
            tell(one.watch().kind(), event.step(), seen);
        }
    }

    private void tell(Advice.Kind kind, long step, String seen) {
        consumer.accept(new Advice(kind, step, seen, remedies == null ? kind.advice() : remedies.against(kind)));
    }

    /** What was seen of other networks, with optimizers that had learned, says nothing of these. */
    @Override
    public void stageBegan(TrainingStage event) {
        if (started != null && event.number() > 1) {
            started(started);
        }
    }

    /** What was seen of steps that are played again does not count. */
    @Override
    public void wentBack(TrainingWentBack event) {
        if (started != null) {
            started(started);
        }
    }

    @Override
    public void ended(TrainingEnded event) {
        boolean complete =
                event.outcome() == TrainingEnded.Outcome.FINISHED || event.outcome() == TrainingEnded.Outcome.STOPPED;
        if (started != null && complete) {
            lookAtPictures(started, event.step());
        }
        watched = ImmutableList.of();
        started = null;
        remedies = null;
    }

    private void lookAtPictures(TrainingStarted run, long step) {
        Shape shape = run.data().shape();
        Generator generator = run.generator();
        if (generator == null
                || !shape.isImage()
                || shape.height() * shape.width() < 2
                || run.data().size() < 1) {
            return;
        }
        Texture real = Texture.of(
                DataSample.of(run.data(), Math.min(PICTURES, run.data().size()), SEED), shape);
        Texture made = Texture.of(generator.samples(generator.latents(PICTURES, SEED)), shape);
        if (made.isBlankBeside(real)) {
            tell(
                    Advice.Kind.NOISE,
                    step,
                    Watch.text(
                            "the generated images are nearly blank: their contrast is %.2g, that of the data %.2g",
                            made.contrast(), real.contrast()));
        } else if (made.isNoiseBeside(real)) {
            tell(
                    Advice.Kind.NOISE,
                    step,
                    Watch.text(
                            "the generated images are still noise: neighboring pixels differ %.1f times as much as in the data",
                            Math.sqrt(made.roughness() / real.roughness())));
        }
    }
}
