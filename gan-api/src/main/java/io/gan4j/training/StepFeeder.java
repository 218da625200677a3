package io.gan4j.training;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what a step is given: shuffled batches of the training data and everything random, each from the stream of its
 * place. What step {@code n} is given depends on the seed and {@code n} alone. Not thread-safe.
 */
final class StepFeeder {
    private static final long SHUFFLE_STREAM = 11;
    private static final long DRAW_STREAM = 12;

    private final List<PhasePlan> plans;
    private final Dataset data;
    private final int batch;
    private final long seed;
    private final int realsPerStep;
    private long shuffledEpoch = -1;
    private int[] order = {};

    StepFeeder(List<PhasePlan> plans, Dataset data, int batch, long seed) {
        this.plans = plans;
        this.data = data;
        this.batch = batch;
        this.seed = seed;
        this.realsPerStep = realsPerStep(plans);
    }

    /** How many batches of the training data a step uses up. */
    static int realsPerStep(List<PhasePlan> plans) {
        int count = 0;
        for (PhasePlan plan : plans) {
            for (PhasePlan.Draw draw : plan.draws()) {
                count += draw.isReal() ? plan.phase().repetitions() : 0;
            }
        }
        return count;
    }

    /** Buffers for one step. */
    List<ByteBuffer> allocate() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (PhasePlan plan : plans) {
            for (int repetition = 0; repetition < plan.phase().repetitions(); repetition++) {
                for (PhasePlan.Draw draw : plan.draws()) {
                    int bytes = draw.isReal() ? data.encoding().bytes() : Float.BYTES;
                    int size = Math.multiplyExact(
                            Math.multiplyExact(batch, draw.shape().size()), bytes);
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
            for (int repetition = 0; repetition < plan.phase().repetitions(); repetition++) {
                for (int place = 0; place < plan.draws().size(); place++) {
                    PhasePlan.Draw draw = plan.draws().get(place);
                    ByteBuffer buffer = buffers.get(next++).clear();
                    if (draw.isReal()) {
                        fillReal(real++, buffer);
                    } else {
                        draw(draw, RandomStream.of(seed, DRAW_STREAM, step, phase, repetition, place), buffer);
                    }
                    buffer.flip();
                }
            }
        }
    }

    private void fillReal(long number, ByteBuffer buffer) {
        int batches = data.size() / batch;
        long epoch = number / batches;
        if (epoch != shuffledEpoch) {
            order = RandomStream.of(seed, SHUFFLE_STREAM, epoch).permutation(data.size());
            shuffledEpoch = epoch;
        }
        int from = (int) (number % batches) * batch;
        int bytes = buffer.capacity() / batch;
        for (int i = from; i < from + batch; i++) {
            int before = buffer.position();
            data.read(order[i], buffer);
            checkState(
                    buffer.position() - before == bytes,
                    "sample %s of %s wrote %s bytes, those of a sample are %s",
                    order[i],
                    data.name(),
                    buffer.position() - before,
                    bytes);
        }
    }

    private void draw(PhasePlan.Draw draw, RandomStream random, ByteBuffer buffer) {
        Shape shape = draw.shape();
        float[] values = new float[batch * shape.size()];
        if (draw instanceof PhasePlan.InputDraw input && input.input().source() instanceof Game.Latent latent) {
            latent.prior().fill(values, random);
        } else if (draw instanceof PhasePlan.MaskDraw mask) {
            fillMask(values, mask.probability(), random);
        } else {
            random.fillUniform(values, 0, 1);
        }
        for (float value : values) {
            buffer.putFloat(value);
        }
    }

    private static void fillMask(float[] values, float probability, RandomStream random) {
        float kept = 1 / (1 - probability);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() < probability ? 0 : kept;
        }
    }
}
