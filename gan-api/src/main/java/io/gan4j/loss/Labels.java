package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;

/**
 * The targets of the discriminator while it learns: 1 for real samples and 0 for fakes unless something else is said
 * here. A sample with the label {@code t} costs {@code t real(s) + (1 - t) fake(s)}. The generator's loss is not affected.
 *
 * <p>Labels that are less than certain keep a discriminator from becoming sure of itself, with scores of any size and no
 * gradient left for the generator. To be tried where the discriminator's loss goes to 0. Where a range has one number no draw
 * is made.
 *
 * <p>Above 1, as ganhacks has it, cross-entropy has no least value: scores of real samples are driven up without end.
 *
 * @param realLow the least label of a real sample
 * @param realHigh the greatest label of a real sample, at most 1.2; labels are drawn uniformly in between, one a sample
 * @param fakeLow the least label of a fake, at least 0
 * @param fakeHigh the greatest label of a fake, below {@code realLow}
 * @param flips the probability that a label {@code t} is turned into {@code 1 - t}, in [0, 0.5)
 */
@CheckReturnValue
public record Labels(float realLow, float realHigh, float fakeLow, float fakeHigh, float flips) {
    private static final float HIGHEST = 1.2f;

    /** Salimans et al. (2016), section 3.4. */
    private static final double SMOOTHED = 0.9;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Labels {
        checkRange(realLow, realHigh, "real samples");
        checkRange(fakeLow, fakeHigh, "fakes");
        checkArgument(
                realLow > fakeHigh,
                "labels of real samples must be above those of fakes, were from %s and up to %s",
                realLow,
                fakeHigh);
        checkArgument(
                flips >= 0 && flips < 0.5,
                "the probability of a flipped label must be at least 0 and below 0.5, was %s",
                flips);
    }

    private static void checkRange(float low, float high, String whose) {
        checkArgument(
                low >= 0 && low <= high && high <= HIGHEST,
                "labels of %s must be a range within 0 and %s, were from %s to %s",
                whose,
                HIGHEST,
                low,
                high);
    }

    /** 1 for real samples and 0 for fakes. */
    public static Labels hard() {
        return new Labels(1, 1, 0, 0, 0);
    }

    /** {@link #smoothed(double)} with 0.9. */
    public static Labels smoothed() {
        return smoothed(SMOOTHED);
    }

    /**
     * One-sided label smoothing (Salimans et al. 2016, section 3.4): less than 1 for real samples, and 0 for fakes. One-sided
     * because the optimal discriminator {@code (real p(x) + fake q(x)) / (p(x) + q(x))} would be drawn towards the fakes where
     * there are few real samples if the label of fakes were not 0.
     *
     * @param real above 0; 0.9 by default
     */
    public static Labels smoothed(double real) {
        return new Labels((float) real, (float) real, 0, 0, 0);
    }

    /** Labels drawn from 0.7 to 1 for real samples and from 0 to 0.3 for fakes (ganhacks, number 6, which goes up to 1.2). */
    public static Labels soft() {
        return soft(0.7, 1, 0, 0.3);
    }

    /** Labels drawn uniformly from these ranges, one a sample. */
    public static Labels soft(double realLow, double realHigh, double fakeLow, double fakeHigh) {
        return new Labels((float) realLow, (float) realHigh, (float) fakeLow, (float) fakeHigh, 0);
    }

    /**
     * The same with a label now and then turned into its opposite (ganhacks, number 6, which gives no number): 0.05 is a
     * number to begin with.
     *
     * @param probability in [0, 0.5), of each sample's label
     */
    public Labels flipped(double probability) {
        return new Labels(realLow, realHigh, fakeLow, fakeHigh, (float) probability);
    }

    /** True for 1 and 0, never flipped. */
    public boolean isHard() {
        return realLow == 1 && realHigh == 1 && fakeHigh == 0 && flips == 0;
    }

    /** The loss that the discriminator minimizes for these targets: a scalar. */
    public Expr discriminator(LabelledLoss loss, Scores scores) {
        if (isHard()) {
            return loss.discriminator(scores);
        }
        Expr ofReal = cost(loss, scores.real(), realLow, realHigh);
        return ofReal.mean().plus(cost(loss, scores.fake(), fakeLow, fakeHigh).mean());
    }

    private Expr cost(LabelledLoss loss, Expr score, float low, float high) {
        if (flips == 0 && low == high) {
            return cost(loss, score, low);
        }
        Expr label = low == high
                ? Expr.constant(low)
                : Expr.uniform(score).times((double) high - low).plus(low);
        if (flips > 0) {
            Expr flip = Expr.uniform(score).lessThan(Expr.constant(flips));
            label = label.lerp(opposite(label), flip);
        }
        return loss.real(score).times(label).plus(loss.fake(score).times(opposite(label)));
    }

    private static Expr cost(LabelledLoss loss, Expr score, float label) {
        if (label == 0) {
            return loss.fake(score);
        }
        return label == 1
                ? loss.real(score)
                : loss.real(score).times(label).plus(loss.fake(score).times(1 - label));
    }

    private static Expr opposite(Expr label) {
        return Expr.constant(1).minus(label);
    }

    /** These labels in a phrase: {@code labels: real 0.9, fake 0 (one-sided smoothing, Salimans et al. 2016)}. */
    public String describe() {
        String phrase = "labels: real " + range(realLow, realHigh) + ", fake " + range(fakeLow, fakeHigh);
        if (flips > 0) {
            phrase += ", flipped with probability " + Phrases.number(flips);
        }
        if (realLow < realHigh || fakeLow < fakeHigh) {
            return phrase + " (soft labels, ganhacks 6)";
        }
        return realHigh < 1 && fakeHigh == 0 ? phrase + " (one-sided smoothing, Salimans et al. 2016)" : phrase;
    }

    private static String range(float low, float high) {
        return low == high ? Phrases.number(low) : Phrases.number(low) + " to " + Phrases.number(high);
    }
}
