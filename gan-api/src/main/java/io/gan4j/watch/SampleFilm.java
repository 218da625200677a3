package io.gan4j.watch;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TranslationPreview;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.inference.Generator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches what becomes of the same latents in the course of training: a sheet of images before the first step, at reports
 * in between, and after the last step. The sheets make an animation:
 *
 * <pre>{@code
 * SampleFilm film = SampleFilm.of(64, 0);
 * try (TrainedGan digits = Gan.dcgan().listener(film).train(data)) {
 *     film.gif().write(Path.of("progress.gif"));
 *     film.last().writePng(Path.of("samples.png"));
 * }
 * }</pre>
 *
 * <p>There are at most {@link #frames} sheets, spread evenly over the run however many reports it makes, and fewer where
 * sheets are so large that all of them would hold more than 2<sup>26</sup> values. For runs that learn images. Serves one
 * run at a time; read it when the run is over.
 */
@CheckReturnValue
public final class SampleFilm implements TrainingListener {
    private static final int FRAMES = 60;
    private static final long MOST_VALUES = 1 << 26;
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final Duration HOLD = Duration.ofSeconds(3);

    private final int count;
    private final long seed;
    private final int most;
    private final List<Pixels> sheets = new ArrayList<>();
    private @Nullable Supplier<Images> source;
    private long steps;
    private long newest;
    private int places;
    private int next;

    private SampleFilm(int count, long seed, int most) {
        this.count = count;
        this.seed = seed;
        this.most = most;
    }

    /**
     * A film of the images that a seed gives: those of {@link Generator#grid}. Of translators it shows what they make of
     * samples of the data: {@link TranslationPreview#sheet}.
     *
     * @param count how many images a sheet shows, at least 1; square numbers fill it; of translators the number of rows
     * @param seed the seed of their latents; translators have none
     */
    public static SampleFilm of(int count, long seed) {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        return new SampleFilm(count, seed, FRAMES);
    }

    /**
     * A film without frames that will have at most this many. Default 60.
     *
     * @throws IllegalArgumentException if below 2
     */
    public SampleFilm frames(int number) {
        checkArgument(number >= 2, "frames must be at least 2, was %s", number);
        return new SampleFilm(count, seed, number);
    }

    @Override
    public void started(TrainingStarted event) {
        sheets.clear();
        Supplier<Images> from = source(event);
        source = from;
        steps = event.steps();
        next = 0;
        if (from == null) {
            return;
        }
        take(from, 0);
        places = (int)
                Math.max(2, Math.min(most, MOST_VALUES / sheets.get(0).shape().size()));
        goPast(0);
    }

    @Override
    public void progressed(TrainingProgress event) {
        if (source != null && (event.step() >= due(next) || event.step() == steps)) {
            take(source, event.step());
            goPast(event.step());
        }
    }

    @Override
    public void ended(TrainingEnded event) {
        if (source != null && event.outcome() == TrainingEnded.Outcome.STOPPED && newest < event.step()) {
            take(source, event.step());
        }
        source = null;
    }

    /** Draws the sheet of the moment; null if no model of the run makes images. */
    private @Nullable Supplier<Images> source(TrainingStarted event) {
        Generator from = event.generator();
        if (from != null) {
            return () -> from.grid(count, seed);
        }
        TranslationPreview translations = event.translations();
        return translations == null ? null : () -> translations.sheet(count);
    }

    private void take(Supplier<Images> from, long step) {
        sheets.add(from.get().toPixels());
        newest = step;
    }

    /** The step from which on a frame is due. */
    private long due(int frame) {
        return Math.round((double) frame * steps / (places - 1));
    }

    private void goPast(long step) {
        while (due(next) <= step) {
            next++;
        }
    }

    /**
     * The newest sheet.
     *
     * @throws IllegalStateException if no run has begun
     */
    public Images last() {
        checkFilmed();
        return Images.ofPixels(List.of(sheets.get(sheets.size() - 1)));
    }

    /**
     * The film so far, 100 ms a frame, the last held for 3 s.
     *
     * @throws IllegalStateException if no run has begun
     */
    public Gif gif() {
        checkFilmed();
        return Gif.of(Images.ofPixels(sheets)).delay(DELAY).hold(HOLD);
    }

    private void checkFilmed() {
        checkState(!sheets.isEmpty(), "there is no frame yet: add this film to a GAN by listener(film), then train it");
    }
}
