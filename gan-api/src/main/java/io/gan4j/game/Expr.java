package io.gan4j.game;

import com.google.common.collect.ImmutableList;
import java.util.List;

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
    /** What is done to each element. */
    enum Unary {
        /** {@code -x}. */
        NEGATE,
        /** {@code |x|}. */
        ABS,
        /** {@code x^2}. */
        SQUARE,
        /** The square root. */
        SQRT,
        /** {@code e^x}. */
        EXP,
        /** The natural logarithm. */
        LOG,
        /** {@code log(1 + e^x)}, exact for scores of any size. */
        SOFTPLUS,
        /** {@code 1 / (1 + e^-x)}. */
        SIGMOID,
        /** The hyperbolic tangent. */
        TANH,
        /** {@code max(x, 0)}. */
        RELU
    }

    /** What is done to two elements. */
    enum Binary {
        /** {@code a + b}. */
        PLUS,
        /** {@code a - b}. */
        MINUS,
        /** {@code a b}. */
        TIMES,
        /** {@code a / b}. */
        OVER,
        /** The smaller. */
        MINIMUM,
        /** The larger. */
        MAXIMUM,
        /** 1 where {@code a < b} and 0 elsewhere; no gradient flows through it. */
        LESS_THAN
    }

    /** What is made of many elements. */
    enum Reduction {
        /** The mean of all elements of all samples, a scalar. */
        MEAN,
        /** The sum of all elements of all samples, a scalar. */
        SUM,
        /** The sum of each sample's elements, {@code (N, 1)}. */
        SAMPLE_SUM,
        /** The Euclidean norm of each sample's elements, {@code (N, 1)}; its gradient at zero is zero. */
        SAMPLE_NORM,
        /** {@code log(sum e^x)} of each sample's elements, exact for scores of any size, {@code (N, 1)}. */
        SAMPLE_LOG_SUM_EXP,
        /** The mean over the samples of each element: a single sample, which goes with every sample of a batch. */
        BATCH_MEAN
    }

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
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not finite
         */
        public Constant {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a constant must be a finite number, was " + value);
            }
        }

        @Override
        public List<Expr> operands() {
            return List.of();
        }
    }

    /** What the game is given under this name: real samples or latents. */
    record Input(String name) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of();
        }
    }

    /**
     * A player's network applied to a batch for each of its inputs.
     *
     * @param player its name
     * @param inputs a batch for each input
     * @param references the reference batch for each input, if the network has {@link
     *     io.gan4j.network.VirtualBatchNorm}; otherwise none
     */
    record Apply(String player, ImmutableList<Expr> inputs, ImmutableList<Expr> references) implements Expr {
        @Override
        public List<Expr> operands() {
            return ImmutableList.<Expr>builder()
                    .addAll(inputs)
                    .addAll(references)
                    .build();
        }
    }

    /** What a layer gave when a player's network was applied. */
    record Features(Apply apply, String layer) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(apply);
        }
    }

    /** An operation on each element. */
    record OfOne(Unary op, Expr x) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** An operation on two elements at a time. */
    record OfTwo(Binary op, Expr a, Expr b) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(a, b);
        }
    }

    /** A reduction. */
    record Reduced(Reduction op, Expr x) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** The same value, through which no gradient flows. */
    record Detached(Expr x) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** The same value as a place of its own with respect to which gradients can be taken. */
    record Variable(Expr x) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** The gradient of the sum of {@code of} with respect to a variable, itself differentiable; of the variable's shape. */
    record Gradient(Expr of, Variable at) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(of, at);
        }
    }

    /** Random numbers that go with a batch: one a sample, {@code (N, 1)}, or one an element. */
    record Random(Expr like, Distribution distribution, Extent extent) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(like);
        }
    }

    /** A number that changes in the course of the run. */
    record Scheduled(Schedule schedule) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of();
        }
    }

    /** {@code interval} times a scalar at every {@code interval}-th step, beginning with the first, and 0 at the others. */
    record Every(int interval, Expr x) implements Expr {
        /**
         * Checks the interval.
         *
         * @throws IllegalArgumentException if it is below 2
         */
        public Every {
            if (interval < 2) {
                throw new IllegalArgumentException("the interval must be at least 2, was " + interval);
            }
        }

        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** So many samples as one: {@code (N, C, ...)} becomes {@code (N / samples, samples C, ...)}. */
    record Packed(Expr x, int samples) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** Two batches as one: the samples of the first, then those of the second. */
    record Joined(Expr a, Expr b) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(a, b);
        }
    }

    /** A half of the samples of a batch. */
    record Part(Expr x, Half half) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
        }
    }

    /** A batch in which some samples are replaced by those of earlier steps; no gradient flows through it. */
    record Replayed(Expr x, Replay replay) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(x);
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
        return new OfTwo(Binary.PLUS, this, other);
    }

    /** The sum of this and a number. */
    default Expr plus(double other) {
        return plus(constant(other));
    }

    /** The difference of this and another. */
    default Expr minus(Expr other) {
        return new OfTwo(Binary.MINUS, this, other);
    }

    /** The difference of this and a number. */
    default Expr minus(double other) {
        return minus(constant(other));
    }

    /** The product of this and another. */
    default Expr times(Expr other) {
        return new OfTwo(Binary.TIMES, this, other);
    }

    /** The product of this and a number. */
    default Expr times(double other) {
        return times(constant(other));
    }

    /** The quotient of this and another. */
    default Expr over(Expr other) {
        return new OfTwo(Binary.OVER, this, other);
    }

    /** The smaller of this and another. */
    default Expr minimum(Expr other) {
        return new OfTwo(Binary.MINIMUM, this, other);
    }

    /** The larger of this and another. */
    default Expr maximum(Expr other) {
        return new OfTwo(Binary.MAXIMUM, this, other);
    }

    /** 1 where this is less than the other, 0 elsewhere. */
    default Expr lessThan(Expr other) {
        return new OfTwo(Binary.LESS_THAN, this, other);
    }

    /** {@code (1 - t) this + t other}. */
    default Expr lerp(Expr other, Expr t) {
        return plus(other.minus(this).times(t));
    }

    /** See {@link Unary#NEGATE}. */
    default Expr negate() {
        return new OfOne(Unary.NEGATE, this);
    }

    /** See {@link Unary#ABS}. */
    default Expr abs() {
        return new OfOne(Unary.ABS, this);
    }

    /** See {@link Unary#SQUARE}. */
    default Expr square() {
        return new OfOne(Unary.SQUARE, this);
    }

    /** See {@link Unary#SQRT}. */
    default Expr sqrt() {
        return new OfOne(Unary.SQRT, this);
    }

    /** See {@link Unary#EXP}. */
    default Expr exp() {
        return new OfOne(Unary.EXP, this);
    }

    /** See {@link Unary#LOG}. */
    default Expr log() {
        return new OfOne(Unary.LOG, this);
    }

    /** See {@link Unary#SOFTPLUS}. */
    default Expr softplus() {
        return new OfOne(Unary.SOFTPLUS, this);
    }

    /** See {@link Unary#SIGMOID}. */
    default Expr sigmoid() {
        return new OfOne(Unary.SIGMOID, this);
    }

    /** See {@link Unary#TANH}. */
    default Expr tanh() {
        return new OfOne(Unary.TANH, this);
    }

    /** See {@link Unary#RELU}. */
    default Expr relu() {
        return new OfOne(Unary.RELU, this);
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

    /**
     * Lazy regularisation (Karras et al., StyleGAN2, 2020, appendix B): this scalar times the interval at every so many
     * steps, beginning with the first, and 0 at the others, at which it is not computed. 1 is the scalar itself.
     */
    default Expr every(int interval) {
        return interval == 1 ? this : new Every(interval, this);
    }

    /** So many samples of this batch as one, see {@link Packed}. */
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

    /** This batch with some of its samples replaced by those of earlier steps. */
    default Expr replayed(Replay replay) {
        return new Replayed(this, replay);
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
     * The gradient of the sum of this with respect to a variable that it was computed from. The penalties of WGAN-GP and R1
     * are norms of it; it is differentiable itself.
     */
    default Expr gradient(Variable at) {
        return new Gradient(this, at);
    }

    /** The expressions that this one is computed from. */
    List<Expr> operands();
}
