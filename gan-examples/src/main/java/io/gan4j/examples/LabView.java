package io.gan4j.examples;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.metric.ModeCoverage;
import io.gan4j.run.StepResult;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the lab shows of a run at a step: the points that the generator makes of the same latents, and where they were before
 * the last step; the discriminator's raw score on a grid of places, and how it changes at some of the points; what the
 * generator makes of a plane of latents; and numbers. Arrays are 32-bit floats, little end first, in base64.
 */
final class LabView {
    private static final int POINTS = 1_000;
    private static final int ARROWS = 150;
    private static final int FIELD = 64;
    private static final int MESH = 21;
    private static final float FAR = 2;
    private static final double MARGIN = 0.25;
    private static final double STEP = 1e-3;
    private static final int REAL_STREAM = 0x1AC;
    private static final Shape PLANE = Shape.of(2);

    private final Generator generator;
    private final @Nullable Discriminator judge;
    private final Latents latents;
    private final Latents mesh;
    private final Points.@Nullable Mixture mixture;
    private final float[] real;
    private final float left;
    private final float bottom;
    private final float side;
    private final float[] places;
    private final LabDivergence divergence;
    private final JsonObject formulas;

    /**
     * Looks at a run.
     *
     * @param judgesOne whether the discriminator's score of a point depends on that point alone
     * @param formulas of both players' losses
     */
    LabView(TrainingRun run, Dataset data, Points.@Nullable Mixture mixture, boolean judgesOne, JsonObject formulas) {
        this.generator = run.generator();
        this.judge = judgesOne && run.discriminator().shape().equals(PLANE) ? run.discriminator() : null;
        this.latents = generator.latents(POINTS, 0);
        this.mesh = mesh(generator);
        this.mixture = mixture;
        int[] order = RandomStream.of(0, REAL_STREAM).permutation(data.size());
        int count = Math.min(POINTS, data.size() / 2);
        this.real = Datasets.values(data, Arrays.copyOf(order, count));
        float[] low = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
        float[] high = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int i = 0; i < real.length; i++) {
            low[i % 2] = Math.min(low[i % 2], real[i]);
            high[i % 2] = Math.max(high[i % 2], real[i]);
        }
        float extent = Math.max(high[0] - low[0], high[1] - low[1]);
        this.side = (float) (Math.max(extent, 1e-3) * (1 + 2 * MARGIN));
        this.left = (low[0] + high[0] - side) / 2;
        this.bottom = (low[1] + high[1] - side) / 2;
        this.places = grid();
        float[] others = Datasets.values(data, Arrays.copyOfRange(order, count, 2 * count));
        this.formulas = formulas;
        this.divergence = new LabDivergence(real, others, left, bottom, side);
    }

    /** A plane of latents through the origin: their even elements are one number, their odd ones another. */
    private static Latents mesh(Generator generator) {
        float far = generator.card().prior() == Prior.NORMAL ? FAR : 1;
        float[][] all = new float[MESH * MESH][generator.latentSize()];
        for (int i = 0; i < all.length; i++) {
            int row = i / MESH;
            float[] numbers = {far * (2f * (i % MESH) / (MESH - 1) - 1), far * (2f * row / (MESH - 1) - 1)};
            for (int j = 0; j < all[i].length; j++) {
                all[i][j] = numbers[j % 2];
            }
        }
        return Latents.of(all);
    }

    private float[] grid() {
        float[] all = new float[2 * FIELD * FIELD];
        for (int i = 0; i < FIELD * FIELD; i++) {
            int row = i / FIELD;
            all[2 * i] = left + side * (i % FIELD + 0.5f) / FIELD;
            all[2 * i + 1] = bottom + side * (row + 0.5f) / FIELD;
        }
        return all;
    }

    /** What stays the same over the run. */
    JsonObject fixed() {
        JsonObject fixed = new JsonObject();
        fixed.addProperty("left", left);
        fixed.addProperty("bottom", bottom);
        fixed.addProperty("side", side);
        fixed.addProperty("field", FIELD);
        fixed.addProperty("mesh", MESH);
        fixed.addProperty("real", text(real));
        fixed.addProperty("floor", divergence.floor());
        fixed.addProperty("leaningFloor", divergence.leaningFloor());
        JsonArray centres = new JsonArray();
        if (mixture != null) {
            for (double[] centre : mixture.centres()) {
                centres.add(centre[0]);
                centres.add(centre[1]);
            }
        }
        fixed.add("centres", centres);
        fixed.add("formulas", formulas);
        return fixed;
    }

    /**
     * What is there before a step.
     *
     * @param points what the generator makes of the latents that are followed
     * @param field the raw score on the grid; null where a place has none
     */
    record Before(float[] points, float @Nullable [] field) {}

    /** Looks at the run before a step. */
    Before before() {
        return new Before(generator.samples(latents), judge == null ? null : judge.score(places));
    }

    /**
     * Looks at the run as it is now.
     *
     * <p>In a step the discriminator learns first, and a phase changes its learner alone. So the state between the two phases
     * is known when the step is played: the generator is as it was before, the discriminator as it is after the step.
     *
     * @param before what was there before the last step; null before the first
     * @param result what the last step gave; null before the first
     */
    JsonObject frame(long step, @Nullable Before before, @Nullable StepResult result) {
        float[] fake = generator.samples(latents);
        JsonObject frame = new JsonObject();
        frame.addProperty("step", step);
        frame.addProperty("fake", text(fake));
        frame.addProperty("mesh", text(generator.samples(mesh)));
        if (before != null) {
            frame.addProperty("before", text(before.points()));
        }
        if (judge != null) {
            frame.addProperty("field", text(judge.score(places)));
            frame.addProperty("slopes", text(slopes(judge, fake)));
            if (before != null && before.field() != null) {
                frame.addProperty("fieldBefore", text(before.field()));
                frame.addProperty("slopesBefore", text(slopes(judge, before.points())));
            }
        }
        JsonObject values = new JsonObject();
        if (result != null) {
            result.values().forEach((name, value) -> values.addProperty(name, finite(value)));
        }
        frame.add("values", values);
        frame.addProperty("divergence", divergence.of(fake));
        frame.addProperty("leaning", divergence.leaningOf(fake));
        if (mixture != null && mixture.standardDeviation() > 0) {
            ModeCoverage coverage = ModeCoverage.of(fake, mixture);
            frame.addProperty("modes", coverage.modes());
            frame.addProperty("found", coverage.found());
            frame.addProperty("quality", coverage.highQuality());
        }
        return frame;
    }

    /** How the raw score rises at the first points along both axes, by central differences. */
    private static float[] slopes(Discriminator judge, float[] fake) {
        int count = Math.min(ARROWS, fake.length / 2);
        float[] moved = new float[8 * count];
        for (int i = 0; i < count; i++) {
            for (int way = 0; way < 4; way++) {
                int at = 8 * i + 2 * way;
                moved[at] = fake[2 * i];
                moved[at + 1] = fake[2 * i + 1];
                moved[at + way / 2] += (float) (way % 2 == 0 ? STEP : -STEP);
            }
        }
        float[] scores = judge.score(moved);
        float[] slopes = new float[2 * count];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = (float) ((scores[2 * i] - scores[2 * i + 1]) / (2 * STEP));
        }
        return slopes;
    }

    private static @Nullable Number finite(float value) {
        return Float.isFinite(value) ? value : null;
    }

    private static String text(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
