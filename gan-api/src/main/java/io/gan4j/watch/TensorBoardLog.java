package io.gan4j.watch;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the course of a run for TensorBoard: all values of its reports and its measurements as scalars, sheets of images that
 * the same latents become, the distribution of their values as histograms, and the settings as hyperparameters and as a text.
 *
 * <pre>{@code
 * Gan.dcgan().listener(TensorBoardLog.to(Path.of("logs", "first"))).train(data);
 * }</pre>
 *
 * <p>Then {@code tensorboard --logdir logs --samples_per_plugin images=1000} shows it; without that option TensorBoard keeps
 * ten images. The value {@code discriminator loss} is found at {@code loss/discriminator}, a metric at {@code metric/NAME}.
 * There are at most 60 sheets, spread evenly over the run. Each run makes a file of its own, so that a run that is resumed into
 * the same folder goes on in TensorBoard where it was. What cannot be written ends the run by an {@link
 * java.io.UncheckedIOException}. Serves one run at a time.
 */
@CheckReturnValue
public final class TensorBoardLog implements TrainingListener {
    private static final int SHEETS = 60;
    private static final int SAMPLES = 64;
    private static final int MOST_VALUES = 1 << 22;

    private final Path folder;
    private final int count;
    private final long seed;
    private @Nullable EventFile file;
    private @Nullable Generator generator;
    private @Nullable Latents latents;
    private long steps;
    private int next;

    private TensorBoardLog(Path folder, int count, long seed) {
        this.folder = folder;
        this.count = count;
        this.seed = seed;
    }

    /** A log in a folder, which is created when a run begins; 64 samples of seed 0 are watched. */
    public static TensorBoardLog to(Path folder) {
        return new TensorBoardLog(folder, SAMPLES, 0);
    }

    /**
     * Sets which samples are watched. Default 64 of seed 0; fewer where they are so large that all of them would hold more than
     * 2<sup>22</sup> values.
     *
     * @param number how many, at least 1
     * @param ofSeed the seed of their latents
     */
    public TensorBoardLog samples(int number, long ofSeed) {
        checkArgument(number >= 1, "samples must be at least 1, was %s", number);
        return new TensorBoardLog(folder, number, ofSeed);
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    @Override
    public void started(TrainingStarted event) {
        close();
        EventFile created = EventFile.create(folder, now());
        file = created;
        steps = event.steps();
        next = 0;
        Generator made = generatorOf(event);
        generator = made;
        if (made != null) {
            latents = made.latents(
                    Math.max(1, Math.min(count, MOST_VALUES / made.shape().size())), seed);
        }
        Map<String, String> settings =
                made == null ? Map.of() : made.card().origin().configuration();
        created.write(Summaries.event(now(), 0, Summaries.hyperparameters(settings, now())));
        created.write(Summaries.event(now(), 0, Summaries.text("settings", Summaries.table(event, settings))));
        samples(created, 0);
        goPast(0);
    }

    /** A game without a single generator has none to tell of. */
    private static @Nullable Generator generatorOf(TrainingStarted event) {
        return event.generator();
    }

    @Override
    public void progressed(TrainingProgress event) {
        EventFile to = file;
        if (to == null) {
            return;
        }
        WireMessage summary = new WireMessage();
        event.values().forEach((name, value) -> Summaries.scalar(summary, Summaries.tag(name), value));
        Summaries.scalar(summary, "speed/samples a second", (float) event.imagesPerSecond());
        Summaries.scalar(summary, "speed/epoch", (float) event.epoch());
        to.write(Summaries.event(now(), event.step(), summary));
        if (event.step() >= due(next) || event.step() == steps) {
            samples(to, event.step());
            goPast(event.step());
        }
    }

    @Override
    public void evaluated(TrainingEvaluated event) {
        if (file != null) {
            WireMessage summary = new WireMessage();
            Summaries.scalar(summary, "metric/" + event.metric(), (float) event.value());
            file.write(Summaries.event(now(), event.step(), summary));
        }
    }

    /** The steps are played again, and TensorBoard takes what is written last for what counts. */
    @Override
    public void wentBack(TrainingWentBack event) {
        if (file != null) {
            String text = "The run diverged at step " + event.divergedStep() + " and went back to step " + event.step()
                    + ": " + event.cause();
            file.write(Summaries.event(now(), event.divergedStep(), Summaries.text("went back", text)));
        }
        next = 0;
        goPast(event.step());
    }

    @Override
    public void ended(TrainingEnded event) {
        if (file != null) {
            file.write(Summaries.event(now(), event.step(), Summaries.end(event.outcome(), now())));
        }
        close();
    }

    private void close() {
        EventFile open = file;
        file = null;
        generator = null;
        if (open != null) {
            open.close();
        }
    }

    /** A sheet, if samples are images, and the distribution of their values. */
    private void samples(EventFile to, long step) {
        Generator from = generator;
        Latents of = latents;
        if (from == null || of == null) {
            return;
        }
        float[] values = from.samples(of);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                // neither a picture nor a histogram can show it, and the run finds out by itself
                return;
            }
        }
        WireMessage summary = new WireMessage();
        Shape shape = from.shape();
        if (Images.canHold(shape)) {
            Images sheet = Images.of(shape, values).grid();
            Summaries.image(summary, "samples/sheet", sheet.shape(), sheet.toPng());
        }
        Summaries.histogram(summary, "samples/values", values);
        to.write(Summaries.event(now(), step, summary));
    }

    /** The step from which on a sheet is due. */
    private long due(int sheet) {
        return Math.round((double) sheet * steps / (SHEETS - 1));
    }

    private void goPast(long step) {
        while (due(next) <= step) {
            next++;
        }
    }
}
