package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable expression over a batch: what a player minimises, before any number is known. Its value is either a batch, an
 * array {@code (N, ...)} of one sample's shape a row, or a scalar. A backend compiles it; {@link ExprEvaluator} computes it
 * in plain Java where no network is involved.
 *
 * <p>Arithmetic is element by element. A scalar goes with everything; a batch of one number a sample, {@code (N, 1)}, such as
 * scores, goes with a batch of whatever shape, sample by sample; otherwise shapes must be equal.
 *
 * <p>An expression used twice is computed once, and a random number used twice is one draw: what counts is the object, not
 * equality.
 */
public sealed interface Expr {
    /** How random numbers are distributed. */
    enum Distribution {
        /** Uniformly on [0, 1). */
        UNIFORM,
        /** Normally, with mean 0 and standard deviation 1. */
        NORMAL
    }

    /** How many random numbers there are. */
    enum Extent {
        /** One for each sample. */
        SAMPLE,
        /** One for each element. */
        ELEMENT
    }

    /** A half of a batch. */
    enum Half {
        /** The first half of the samples. */
        FIRST,
        /** The second half of the samples. */
        SECOND
    }

    /** A number. */
    record Constant(float value) implements Expr {
        /** Checks that the number is finite. */
        public Constant {
            checkArgument(Float.isFinite(value), "a constant must be a finite number, was %s", value);
        }

        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** What the game is given under this name: real samples or latents. */
    record Input(String name) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.input(this);
        }
    }

    /**
     * A player's network applied to a batch for each of its inputs.
     *
     * @param player its name
     * @param inputs a batch for each input
     * @param references the reference batch for each input, if the network has {@link
     *     io.gan4j.layer.VirtualBatchNorm}; otherwise none
     */
    record Apply(String player, ImmutableList<Expr> inputs, ImmutableList<Expr> references) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.apply(this);
        }
    }

    /** What a layer gave when a player's network was applied. */
    record Features(Apply apply, String layer) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.features(this);
        }
    }

    /** An operation on each element. */
    record OfOne(UnaryOp op, Expr x) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.ofOne(this);
        }
    }

    /** An operation on two elements at a time. */
    record OfTwo(BinaryOp op, Expr a, Expr b) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.ofTwo(this);
        }
    }

    /** A reduction. */
    record Reduced(Reduction op, Expr x) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.reduced(this);
        }
    }

    /** The same value, through which no gradient flows. */
    record Detached(Expr x) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.detached(this);
        }
    }

    /** The same value as a place of its own with respect to which gradients can be taken. */
    record Variable(Expr x) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.variable(this);
        }
    }

    /**
     * The gradient of the sum of {@code of} with respect to an expression that it was computed from, itself differentiable; of
     * that expression's shape. Gradients of one expression at several places are computed in one backward pass.
     */
    record Gradient(Expr of, Expr at) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.gradient(this);
        }
    }

    /** Random numbers that go with a batch: one a sample, {@code (N, 1)}, or one an element. */
    record Random(Expr like, Distribution distribution, Extent extent) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.random(this);
        }
    }

    /** A number that changes in the course of the run. */
    record Scheduled(Schedule schedule) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.scheduled(this);
        }
    }

    /** {@code interval} times a scalar at every {@code interval}-th step, beginning with the first, and 0 at the others. */
    record Every(int interval, Expr x) implements Expr {
        /** Checks that the interval is at least 2. */
        public Every {
            checkArgument(interval >= 2, "the interval must be at least 2, was %s", interval);
        }

        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.every(this);
        }
    }

    /** Groups of samples as one sample each: {@code (N, C, ...)} becomes {@code (N / samples, samples C, ...)}. */
    record Packed(Expr x, int samples) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.packed(this);
        }
    }

    /** Two batches as one: the samples of the first, then those of the second. */
    record Joined(Expr a, Expr b) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.joined(this);
        }
    }

    /** A half of the samples of a batch. */
    record Part(Expr x, Half half) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.part(this);
        }
    }

    /** The samples of a batch moved by some places, not 0, those that leave the end entering at the beginning: mismatched pairs. */
    record Rolled(Expr x, int places) implements Expr {
        /** Checks that there is a place at least. */
        public Rolled {
            checkArgument(places != 0, "a batch must be rolled by at least one place");
        }

        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.rolled(this);
        }
    }

    /** Each sample without its first elements along an axis of it, of which 0 is the channels, and without its last. */
    record Cropped(Expr x, int axis, int first, int last) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.cropped(this);
        }
    }

    /** The samples of two batches one on top of the other: along their first axis, the channels of images. */
    record Concatenated(Expr a, Expr b) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.concatenated(this);
        }
    }

    /** For each vector the logarithm of its partner's share in a batch at least as large: {@code a_i b_i - log(sum_j exp(a_i b_j))}. */
    record Matched(Expr a, Expr b) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.matched(this);
        }
    }

    /** The present value of one of the game's {@link Game.Kept} numbers, a scalar; no gradient flows through it. */
    record KeptNumber(String name) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.keptNumber(this);
        }
    }

    /**
     * What an expression of an earlier phase gave in the same step, not computed anew: this very object must be part of a phase that
     * is played before, and both phases once a step. Gradients flow through it to the weights of this phase's learner, which the
     * earlier phase left as they were; its running statistics are updated where it is computed.
     */
    record Shared(Expr x) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.shared(this);
        }
    }

    /** A batch in which earlier samples take some places, the same ones as in {@code like} if given; no gradient flows through it. */
    record Replayed(Expr x, Replay replay, @Nullable Replayed like) implements Expr {
        @Override
        public <R> R accept(ExprVisitor<R> visitor) {
            return visitor.replayed(this);
        }
    }

    /** A number. */
    static Expr constant(double value) {
        return new Constant((float) value);
    }

    /** An input of the game. */
    static Expr input(String name) {
        return new Input(name);
    }

    /** The present value of one of the game's kept numbers. */
    static Expr kept(String name) {
        return new KeptNumber(name);
    }

    /** A player's network applied to these inputs. */
    static Expr apply(String player, Expr... inputs) {
        return new Apply(player, ImmutableList.copyOf(inputs), ImmutableList.of());
    }

    /** One number for each sample of a batch, drawn uniformly from [0, 1) anew at each play. */
    static Expr uniform(Expr like) {
        return new Random(like, Distribution.UNIFORM, Extent.SAMPLE);
    }

    /** One number for each element of a batch, drawn from a distribution anew at each play. */
    static Expr noise(Expr like, Distribution distribution) {
        return new Random(like, distribution, Extent.ELEMENT);
    }

    /** A number that changes in the course of the run. */
    static Expr scheduled(Schedule schedule) {
        return schedule instanceof Schedule.Constant constant ? constant(constant.value()) : new Scheduled(schedule);
    }

    /** The sum of this and another. */
    default Expr plus(Expr other) {
        return new OfTwo(BinaryOp.PLUS, this, other);
    }

    /** The sum of this and a number. */
    default Expr plus(double other) {
        return plus(constant(other));
    }

    /** The difference of this and another. */
    default Expr minus(Expr other) {
        return new OfTwo(BinaryOp.MINUS, this, other);
    }

    /** The difference of this and a number. */
    default Expr minus(double other) {
        return minus(constant(other));
    }

    /** The product of this and another. */
    default Expr times(Expr other) {
        return new OfTwo(BinaryOp.TIMES, this, other);
    }

    /** The product of this and a number. */
    default Expr times(double other) {
        return times(constant(other));
    }

    /** The quotient of this and another. */
    default Expr over(Expr other) {
        return new OfTwo(BinaryOp.OVER, this, other);
    }

    /** The smaller of this and another. */
    default Expr minimum(Expr other) {
        return new OfTwo(BinaryOp.MINIMUM, this, other);
    }

    /** The larger of this and another. */
    default Expr maximum(Expr other) {
        return new OfTwo(BinaryOp.MAXIMUM, this, other);
    }

    /** 1 where this is less than the other, 0 elsewhere. */
    default Expr lessThan(Expr other) {
        return new OfTwo(BinaryOp.LESS_THAN, this, other);
    }

    /** {@code (1 - t) this + t other}. */
    default Expr lerp(Expr other, Expr t) {
        return plus(other.minus(this).times(t));
    }

    /** See {@link UnaryOp#NEGATE}. */
    default Expr negate() {
        return new OfOne(UnaryOp.NEGATE, this);
    }

    /** See {@link UnaryOp#ABS}. */
    default Expr abs() {
        return new OfOne(UnaryOp.ABS, this);
    }

    /** See {@link UnaryOp#SQUARE}. */
    default Expr square() {
        return new OfOne(UnaryOp.SQUARE, this);
    }

    /** See {@link UnaryOp#SQRT}. */
    default Expr sqrt() {
        return new OfOne(UnaryOp.SQRT, this);
    }

    /** See {@link UnaryOp#EXP}. */
    default Expr exp() {
        return new OfOne(UnaryOp.EXP, this);
    }

    /** See {@link UnaryOp#LOG}. */
    default Expr log() {
        return new OfOne(UnaryOp.LOG, this);
    }

    /** See {@link UnaryOp#SOFTPLUS}. */
    default Expr softplus() {
        return new OfOne(UnaryOp.SOFTPLUS, this);
    }

    /** See {@link UnaryOp#SIGMOID}. */
    default Expr sigmoid() {
        return new OfOne(UnaryOp.SIGMOID, this);
    }

    /** See {@link UnaryOp#TANH}. */
    default Expr tanh() {
        return new OfOne(UnaryOp.TANH, this);
    }

    /** See {@link UnaryOp#RELU}. */
    default Expr relu() {
        return new OfOne(UnaryOp.RELU, this);
    }

    /** See {@link Reduction#MEAN}. */
    default Expr mean() {
        return new Reduced(Reduction.MEAN, this);
    }

    /** See {@link Reduction#SUM}. */
    default Expr sum() {
        return new Reduced(Reduction.SUM, this);
    }

    /** See {@link Reduction#SAMPLE_SUM}. */
    default Expr sampleSum() {
        return new Reduced(Reduction.SAMPLE_SUM, this);
    }

    /** See {@link Reduction#SAMPLE_NORM}. */
    default Expr sampleNorm() {
        return new Reduced(Reduction.SAMPLE_NORM, this);
    }

    /** See {@link Reduction#SAMPLE_LOG_SUM_EXP}. */
    default Expr sampleLogSumExp() {
        return new Reduced(Reduction.SAMPLE_LOG_SUM_EXP, this);
    }

    /** See {@link Reduction#BATCH_MEAN}. */
    default Expr batchMean() {
        return new Reduced(Reduction.BATCH_MEAN, this);
    }

    /** Lazy regularisation (Karras et al., StyleGAN2, 2020, appendix B): see {@link Every}; 1 is the scalar itself. */
    default Expr every(int interval) {
        return interval == 1 ? this : new Every(interval, this);
    }

    /** Joins this number of samples of the batch to one each, see {@link Packed}. */
    default Expr packed(int samples) {
        return samples == 1 ? this : new Packed(this, samples);
    }

    /** The samples of this batch, then those of another. */
    default Expr join(Expr other) {
        return new Joined(this, other);
    }

    /** A half of the samples of this batch. */
    default Expr half(Half which) {
        return new Part(this, which);
    }

    /** The samples of this batch moved by some places, see {@link Rolled}. */
    default Expr rolled(int places) {
        return new Rolled(this, places);
    }

    /** Each sample without its first and its last elements along an axis: 0 for channels, 1 for rows, 2 for columns. */
    default Expr cropped(int axis, int first, int last) {
        return new Cropped(this, axis, first, last);
    }

    /** The channels of each sample of this batch, then those of the sample of another batch at its place. */
    default Expr concat(Expr other) {
        return new Concatenated(this, other);
    }

    /** How well each vector of this batch goes with its partner in another, see {@link Matched}. */
    default Expr matched(Expr other) {
        return new Matched(this, other);
    }

    /** This batch with some of its samples replaced by those of earlier steps. */
    default Expr replayed(Replay replay) {
        return new Replayed(this, replay, null);
    }

    /** The same value, through which no gradient flows. */
    default Expr detach() {
        return new Detached(this);
    }

    /** The same value as a place of its own with respect to which {@link #gradient} can be taken. */
    default Variable variable() {
        return new Variable(this);
    }

    /**
     * The {@link Gradient} of the sum of this at an expression that it was computed from: the penalties of WGAN-GP and R1 are norms
     * of it at a {@link #variable}; StyleGAN2's path length is one at the styles, through which its own gradient flows.
     *
     * @throws IllegalArgumentException when a game is made of it, if this was not computed from {@code at}
     */
    default Expr gradient(Expr at) {
        return new Gradient(this, at);
    }

    /** Calls the method of a visitor that is for this kind of expression. */
    <R> R accept(ExprVisitor<R> visitor);

    /** The expressions that this one is computed from. */
    default List<Expr> operands() {
        return accept(Operands.OF_EXPRESSIONS);
    }
}
