package io.gan4j.run;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Schedule;
import io.gan4j.tensor.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes what a step is given: shuffled batches of the training data, everything random, each from the stream of its place,
 * and everything that changes with the step. What step {@code n} is given depends on the seed and {@code n} alone. Not
 * thread-safe.
 */
final class StepFeeder {
    private static final long DRAW_STREAM = 12;
    private static final long REFERENCE_STREAM = 13;
    /** What sets the classes of a reference batch apart from its latents. */
    private static final long CLASSES = 1;

    private static final long REPLAY_STREAM = 14;

    private final List<PhasePlan> plans;
    private final TrainingData data;
    private final int batch;
    private final long seed;
    private final long referenceSeed;
    private final long steps;
    private final StageBorders.Window stage;
    private final DataUse use;
    private final Map<String, BatchOrder> orders = new HashMap<>();

    StepFeeder(List<PhasePlan> plans, TrainingData data, int batch, long seed, long steps) {
        this(plans, data, batch, seed, seed, steps, new StageBorders.Window(0, steps));
    }

    /**
     * @param referenceSeed of the reference batches, which networks get used to: the same for as long as they learn
     * @param steps the steps of the run
     * @param stage the part of the run in which these phases are played
     */
    StepFeeder(
            List<PhasePlan> plans,
            TrainingData data,
            int batch,
            long seed,
            long referenceSeed,
            long steps,
            StageBorders.Window stage) {
        this.plans = plans;
        this.data = data;
        this.batch = batch;
        this.seed = seed;
        this.referenceSeed = referenceSeed;
        this.steps = steps;
        this.stage = stage;
        this.use = DataUse.of(plans);
        data.sets().forEach((name, set) -> orders.put(name, new BatchOrder(set, batch, seed, data.place(name))));
    }

    private BatchOrder order(String set) {
        return Objects.requireNonNull(orders.get(set), set);
    }

    /** Buffers for one step. */
    List<ByteBuffer> allocate() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (PhasePlan plan : plans) {
            for (int play = 0; play < plan.phase().plays(); play++) {
                for (PhasePlan.Draw draw : plan.draws()) {
                    int size = Math.multiplyExact(
                            Math.multiplyExact(draw.samples(batch), draw.shape().size()), bytes(draw));
                    buffers.add(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
                }
            }
        }
        return buffers;
    }

    private int bytes(PhasePlan.Draw draw) {
        return draw instanceof PhasePlan.InputDraw input && draw.isReal()
                ? DataUse.part(data, input.input().source()).encoding().bytes()
                : Float.BYTES;
    }

    /** Fills the buffers for a step, counted from 0. */
    void fill(long step, List<ByteBuffer> buffers) {
        int next = 0;
        Map<String, Long> batches = new HashMap<>();
        data.sets().keySet().forEach(set -> batches.put(set, use.before(step, steps, set)));
        for (int phase = 0; phase < plans.size(); phase++) {
            PhasePlan plan = plans.get(phase);
            boolean played = plan.phase().span().contains(step, steps);
            Map<String, Integer> usedUp = played ? use.perPlay(phase) : Map.of();
            for (int play = 0; play < plan.phase().plays(); play++) {
                Map<Game.Real, Integer> further = new HashMap<>();
                for (int place = 0; place < plan.draws().size(); place++) {
                    PhasePlan.Draw draw = plan.draws().get(place);
                    ByteBuffer buffer = buffers.get(next++).clear();
                    if (draw instanceof PhasePlan.SpanDraw) {
                        buffer.putFloat(played ? 1 : 0);
                    } else if (played) {
                        fill(new Place(draw, step, phase, play, place, batches, further), buffer);
                    } else {
                        buffer.position(buffer.capacity());
                    }
                    buffer.flip();
                }
                usedUp.forEach((set, used) -> batches.merge(set, (long) used, Long::sum));
            }
        }
    }

    /**
     * A draw at its place in a run.
     *
     * @param batches by dataset, the number of the play's first batch
     * @param further how many inputs of each part of the data the play was given already
     */
    private record Place(
            PhasePlan.Draw draw,
            long step,
            int phase,
            int play,
            int place,
            Map<String, Long> batches,
            Map<Game.Real, Integer> further) {
        long batch(String set) {
            return Objects.requireNonNull(batches.get(set), set);
        }
    }

    private void fill(Place at, ByteBuffer buffer) {
        PhasePlan.Draw draw = at.draw();
        if (draw instanceof PhasePlan.ScheduleDraw scheduled) {
            buffer.putFloat((float) at(scheduled.schedule(), at.step()));
        } else if (draw instanceof PhasePlan.ProgressDraw) {
            buffer.putFloat((float) at(new Schedule.Progress(), at.step()));
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

    private double at(Schedule schedule, long step) {
        return schedule.isOfStage() ? schedule.at(step - stage.first(), stage.steps()) : schedule.at(step, steps);
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
        if (source instanceof Game.Real real) {
            long before = at.further().merge(real, 1, Integer::sum) - 1;
            fillReal(real, at.batch(real.set()) + before, buffer);
        } else if (source instanceof Game.Other other) {
            fillOthers(other, at, buffer);
        } else if (source instanceof Game.Label label) {
            fillLabels(
                    order(label.set()),
                    at.batch(label.set()),
                    draw.input().shape().size(),
                    buffer);
        } else if (source instanceof Game.DrawnClass) {
            fillClasses(draw.samples(batch), draw.input().shape().size(), stream(at), buffer);
        } else if (source instanceof Game.Reference reference) {
            fillReference(reference, draw, buffer);
        } else {
            fillLatents((Game.Latent) source, draw, stream(at), buffer);
        }
    }

    private void fillLatents(Game.Latent latent, PhasePlan.InputDraw draw, RandomStream random, ByteBuffer buffer) {
        float[] values = values(draw);
        latent.prior().fill(values, random);
        put(values, buffer);
    }

    /** Samples and their classes come of one choice; latents and their classes are drawn apart. */
    private void fillReference(Game.Reference reference, PhasePlan.InputDraw draw, ByteBuffer buffer) {
        int samples = reference.samples();
        int size = draw.input().shape().size();
        if (reference.of() instanceof Game.Real real) {
            Dataset set = data.set(real.set());
            String part = DataUse.part(data, real).name();
            for (int index : chosen(set, samples)) {
                set.read(part, index, 0, buffer);
            }
        } else if (reference.of() instanceof Game.Label label) {
            Dataset set = data.set(label.set());
            for (int index : chosen(set, samples)) {
                fillOneHot(set.label(index), size, buffer);
            }
        } else if (reference.of() instanceof Game.DrawnClass) {
            fillClasses(samples, size, RandomStream.of(referenceSeed, REFERENCE_STREAM, CLASSES), buffer);
        } else {
            Game.Latent latent = (Game.Latent) reference.of();
            fillLatents(latent, draw, RandomStream.of(referenceSeed, REFERENCE_STREAM), buffer);
        }
    }

    private int[] chosen(Dataset set, int samples) {
        int[] all = RandomStream.of(referenceSeed, REFERENCE_STREAM).permutation(set.size());
        return Arrays.copyOf(all, samples);
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
        Phase phase = plans.get(at.phase()).phase();
        long before = phase.span().stepsBefore(at.step(), steps) * phase.plays() + at.play();
        ReplayOrders orders = ReplayOrders.of(draw.replayed().replay(), draw.samples(batch), before, random);
        for (int place : orders.of(draw.order())) {
            buffer.putFloat(place);
        }
    }

    private static void fillLabels(BatchOrder order, long number, int classes, ByteBuffer buffer) {
        for (int index : order.batch(number)) {
            fillOneHot(order.data().label(index), classes, buffer);
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

    private void fillReal(Game.Real real, long number, ByteBuffer buffer) {
        BatchOrder order = order(real.set());
        Part part = DataUse.part(data, real);
        int[] places = order.batch(number);
        for (int i = 0; i < places.length; i++) {
            read(order.data(), part, places[i], order.variation(number, i), buffer);
        }
    }

    /** For each sample of the play's batch another one. */
    private void fillOthers(Game.Other other, Place at, ByteBuffer buffer) {
        BatchOrder order = order(other.set());
        Part part = DataUse.part(data, other);
        RandomStream random = stream(at);
        long number = at.batch(other.set());
        int[] places = order.batch(number);
        for (int i = 0; i < places.length; i++) {
            int drawn = random.nextInt(order.data().size() - 1);
            int another = drawn < places[i] ? drawn : drawn + 1;
            read(order.data(), part, another, random.nextLong(), buffer);
        }
    }

    private static void read(Dataset data, Part part, int index, long variation, ByteBuffer into) {
        int before = into.position();
        data.read(part.name(), index, variation, into);
        int wrote = into.position() - before;
        checkState(
                wrote == part.bytes(),
                "sample %s of %s wrote %s bytes, those of a sample are %s",
                index,
                data.name(),
                wrote,
                part.bytes());
    }

    private static void fillMask(float[] values, float probability, RandomStream random) {
        float kept = 1 / (1 - probability);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() < probability ? 0 : kept;
        }
    }
}
