package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What each draw of a step is given, of a seed and the step alone, whatever the game: normal samples and latents, masks,
 * random numbers, the numbers of schedules and intervals. Replay buffers are shown every other sample, and keep the rest.
 */
final class Feeds implements Function<PhasePlan.Draw, float[]> {
    private final long seed;
    private final long step;
    private final long steps;
    private final int batch;
    private int draws;

    private Feeds(long seed, long step, long steps, int batch) {
        this.seed = seed;
        this.step = step;
        this.steps = steps;
        this.batch = batch;
    }

    /** Returns the feeds of a step, counted from 0, of a run of {@code steps}. */
    static Feeds of(long seed, long step, long steps, int batch) {
        return new Feeds(seed, step, steps, batch);
    }

    @Override
    public float[] apply(PhasePlan.Draw draw) {
        float[] values = new float[draw.samples(batch) * draw.shape().size()];
        RandomStream random = RandomStream.of(seed, step, draws++);
        if (draw instanceof PhasePlan.ScheduleDraw scheduled) {
            values[0] = (float) scheduled.schedule().at(step, steps);
        } else if (draw instanceof PhasePlan.IntervalDraw every) {
            values[0] = step % every.interval() == 0 ? every.interval() : 0;
        } else if (draw instanceof PhasePlan.ReplayDraw replay) {
            fillPlaces(replay, values);
        } else if (draw instanceof PhasePlan.MaskDraw mask) {
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() < mask.probability() ? 0 : 1 / (1 - mask.probability());
            }
        } else if (draw instanceof PhasePlan.UniformDraw
                || draw instanceof PhasePlan.RandomDraw given
                        && given.random().distribution() == Expr.Distribution.UNIFORM) {
            random.fillUniform(values, 0, 1);
        } else {
            random.fillNormal(values, 0, 1);
        }
        return values;
    }

    private void fillPlaces(PhasePlan.ReplayDraw replay, float[] places) {
        int capacity = replay.replayed().replay().capacity();
        Arrays.fill(places, -1);
        boolean takes = replay.order() == PhasePlan.ReplayOrder.TAKE;
        for (int i = takes ? 1 : 0; i < places.length && i / 2 < capacity; i += 2) {
            places[i] = takes && step == 0 ? -1 : (i / 2 + step) % capacity;
        }
    }
}
