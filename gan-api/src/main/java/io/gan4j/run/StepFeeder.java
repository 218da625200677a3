package io.gan4j.run;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.data.Dataset;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes what a step is given: shuffled batches of the training data, everything random, each from the stream of its place,
 * and everything that changes with the step. What step {@code n} is given depends on the seed and {@code n} alone. Not
 * thread-safe.
 */
final class StepFeeder {
    private static final long SHUFFLE_STREAM = 11;
    private static final long DRAW_STREAM = 12;
    private static final long REFERENCE_STREAM = 13;
    private static final long REPLAY_STREAM = 14;

    private final List<PhasePlan> plans;
    private final Dataset data;
    private final int batch;
    private final long seed;
    private final long referenceSeed;
    private final long steps;
    private final int realsPerStep;
    private long shuffledEpoch = -1;
    private int[] order = {};

    StepFeeder(List<PhasePlan> plans, Dataset data, int batch, long seed, long steps) {
        this(plans, data, batch, seed, seed, steps);
    }

    /** @param referenceSeed of the reference batches, which networks get used to: the same for as long as they learn */
    StepFeeder(List<PhasePlan> plans, Dataset data, int batch, long seed, long referenceSeed, long steps) {
        this.plans = plans;
        this.data = data;
        this.batch = batch;
        this.seed = seed;
        this.referenceSeed = referenceSeed;
        this.steps = steps;
        this.realsPerStep = realsPerStep(plans);
    }

    /** How many batches of the training data a step uses up. */
    static int realsPerStep(List<PhasePlan> plans) {
        int count = 0;
        for (PhasePlan plan : plans) {
            for (PhasePlan.Draw draw : plan.draws()) {
                count += usesUp(draw) ? plan.phase().plays() : 0;
            }
        }
        return count;
    }

    private static boolean usesUp(PhasePlan.Draw draw) {
        return draw instanceof PhasePlan.InputDraw input && input.input().source() instanceof Game.Real;
    }

    /** Buffers for one step. */
    List<ByteBuffer> allocate() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (PhasePlan plan : plans) {
            for (int play = 0; play < plan.phase().plays(); play++) {
                for (PhasePlan.Draw draw : plan.draws()) {
                    int bytes = draw.isReal() ? data.encoding().bytes() : Float.BYTES;
                    int size = Math.multiplyExact(
                            Math.multiplyExact(draw.samples(batch), draw.shape().size()), bytes);
                    buffers.add(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
                }
            }
        }
        return buffers;
    }

    /** Fills the buffers for a step, counted from 0. */
    void fill(long step, List<ByteBuffer> buffers) {
        int next = 0;
        long real = step * realsPerStep;
        for (int phase = 0; phase < plans.size(); phase++) {
            PhasePlan plan = plans.get(phase);
            int reals = (int) plan.draws().stream().filter(StepFeeder::usesUp).count();
            for (int play = 0; play < plan.phase().plays(); play++) {
                long newest = real;
                for (int place = 0; place < plan.draws().size(); place++) {
                    PhasePlan.Draw draw = plan.draws().get(place);
                    ByteBuffer buffer = buffers.get(next++).clear();
                    if (usesUp(draw)) {
                        fillReal(newest++, buffer);
                    } else {
                        fill(new Place(draw, step, phase, play, place, real), buffer);
                    }
                    buffer.flip();
                }
                real += reals;
            }
        }
    }

    /** A draw at its place in a run; {@code real} is the number of the play's batch of the training data. */
    private record Place(PhasePlan.Draw draw, long step, int phase, int play, int place, long real) {}

    private void fill(Place at, ByteBuffer buffer) {
        PhasePlan.Draw draw = at.draw();
        if (draw instanceof PhasePlan.ScheduleDraw scheduled) {
            buffer.putFloat((float) scheduled.schedule().at(at.step(), steps));
        } else if (draw instanceof PhasePlan.IntervalDraw every) {
            buffer.putFloat(at.step() % every.interval() == 0 ? every.interval() : 0);
        } else if (draw instanceof PhasePlan.ReplayDraw replay) {
            fillPlaces(replay, at, buffer);
        } else if (draw instanceof PhasePlan.InputDraw input) {
            fillInput(input, at, buffer);
        } else {
            float[] values = values(draw);
            RandomStream random = stream(at);
            if (draw instanceof PhasePlan.MaskDraw mask) {
                fillMask(values, mask.probability(), random);
            } else if (isNormal(draw)) {
                random.fillNormal(values, 0, 1);
            } else {
                random.fillUniform(values, 0, 1);
            }
            put(values, buffer);
        }
    }

    private static boolean isNormal(PhasePlan.Draw draw) {
        return draw instanceof PhasePlan.NoiseDraw
                || draw instanceof PhasePlan.RandomDraw given
                        && given.random().distribution() == Expr.Distribution.NORMAL;
    }

    private float[] values(PhasePlan.Draw draw) {
        return new float[draw.samples(batch) * draw.shape().size()];
    }

    private RandomStream stream(Place at) {
        return RandomStream.of(seed, DRAW_STREAM, at.step(), at.phase(), at.play(), at.place());
    }

    private void fillInput(PhasePlan.InputDraw draw, Place at, ByteBuffer buffer) {
        Game.Source source = draw.input().source();
        if (source instanceof Game.Label) {
            fillLabels(at.real(), draw.input().shape().size(), buffer);
        } else if (source instanceof Game.DrawnClass) {
            fillClasses(draw.samples(batch), draw.input().shape().size(), stream(at), buffer);
        } else if (source instanceof Game.Reference reference && reference.of() instanceof Game.Real) {
            int[] chosen = RandomStream.of(referenceSeed, REFERENCE_STREAM).permutation(data.size());
            for (int i = 0; i < reference.samples(); i++) {
                data.read(chosen[i], buffer);
            }
        } else {
            float[] values = values(draw);
            Game.Source drawn = source instanceof Game.Reference reference ? reference.of() : source;
            RandomStream random =
                    source instanceof Game.Reference ? RandomStream.of(referenceSeed, REFERENCE_STREAM) : stream(at);
            ((Game.Latent) drawn).prior().fill(values, random);
            put(values, buffer);
        }
    }

    private static void put(float[] values, ByteBuffer buffer) {
        for (float value : values) {
            buffer.putFloat(value);
        }
    }

    /** Both orders of a buffer come from one stream, that of the first. */
    private void fillPlaces(PhasePlan.ReplayDraw draw, Place at, ByteBuffer buffer) {
        int first = at.place() - draw.order().ordinal();
        RandomStream random = RandomStream.of(seed, REPLAY_STREAM, at.step(), at.phase(), at.play(), first);
        long before = at.step() * plans.get(at.phase()).phase().plays() + at.play();
        ReplayOrders orders = ReplayOrders.of(draw.replayed().replay(), draw.samples(batch), before, random);
        for (int place : orders.of(draw.order())) {
            buffer.putFloat(place);
        }
    }

    /** The places in the data of a batch, counted from 0 over the whole run. */
    private int[] batch(long number) {
        int batches = data.size() / batch;
        long epoch = number / batches;
        if (epoch != shuffledEpoch) {
            order = RandomStream.of(seed, SHUFFLE_STREAM, epoch).permutation(data.size());
            shuffledEpoch = epoch;
        }
        int from = (int) (number % batches) * batch;
        return Arrays.copyOfRange(order, from, from + batch);
    }

    private void fillLabels(long number, int classes, ByteBuffer buffer) {
        for (int index : batch(number)) {
            fillOneHot(data.label(index), classes, buffer);
        }
    }

    private static void fillClasses(int samples, int classes, RandomStream random, ByteBuffer buffer) {
        for (int i = 0; i < samples; i++) {
            fillOneHot(random.nextInt(classes), classes, buffer);
        }
    }

    private static void fillOneHot(int place, int classes, ByteBuffer buffer) {
        for (int i = 0; i < classes; i++) {
            buffer.putFloat(i == place ? 1 : 0);
        }
    }

    private void fillReal(long number, ByteBuffer buffer) {
        int bytes = buffer.capacity() / batch;
        for (int index : batch(number)) {
            int before = buffer.position();
            data.read(index, buffer);
            checkState(
                    buffer.position() - before == bytes,
                    "sample %s of %s wrote %s bytes, those of a sample are %s",
                    index,
                    data.name(),
                    buffer.position() - before,
                    bytes);
        }
    }

    private static void fillMask(float[] values, float probability, RandomStream random) {
        float kept = 1 / (1 - probability);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() < probability ? 0 : kept;
        }
    }
}
