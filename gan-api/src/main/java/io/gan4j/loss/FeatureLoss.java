package io.gan4j.loss;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.tensor.Shape;
import java.util.Locale;

/**
 * The feature or perceptual loss (Johnson, Alahi and Fei-Fei, "Perceptual losses for real-time style transfer and
 * super-resolution", ECCV 2016, equation 2): images are compared by what the layers of a frozen network make of them, {@code
 * weight mean over layers of mean (phi(y) - phi(G(x)))^2}. Pixels that are a little off cost little where the features stay the
 * same, so that there is no reason to blur. It leaves open what the network does not see, so it goes together with {@link L1}.
 *
 * <pre>{@code
 * Gan.superResolution(4).reconstructions(L1.of(1), FeatureLoss.of(FeatureNetwork.random(0)).weight(0.1))
 * }</pre>
 *
 * @param network by which images are compared; by its hash or seed it is part of the settings of a run
 * @param distance what is computed of two features
 * @param weight lambda, above 0; 1 by default
 */
@CheckReturnValue
public record FeatureLoss(FeatureNetwork network, Distance distance, float weight) implements Reconstruction {
    /** What is computed of two features. */
    public enum Distance {
        /** The squared difference: Johnson et al. 2016, equation 2. */
        SQUARED {
            @Override
            Expr of(Expr difference) {
                return difference.square();
            }
        },
        /** The absolute difference: ESRGAN (Wang et al. 2018, section 3.3). */
        ABSOLUTE {
            @Override
            Expr of(Expr difference) {
                return difference.abs();
            }
        };

        abstract Expr of(Expr difference);
    }

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public FeatureLoss {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss of this network with squared differences and a weight of 1. */
    public static FeatureLoss of(FeatureNetwork network) {
        return new FeatureLoss(network, Distance.SQUARED, 1);
    }

    /** Compares features by their absolute differences. */
    public FeatureLoss absolute() {
        return new FeatureLoss(network, Distance.ABSOLUTE, weight);
    }

    /** Sets the weight. */
    public FeatureLoss weight(double number) {
        return new FeatureLoss(network, distance, (float) number);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        Expr.Apply ofMade = applied(made);
        Expr.Apply ofTruth = applied(truth);
        Expr total = Expr.constant(0);
        for (String layer : network.layers()) {
            Expr difference = new Expr.Features(ofMade, layer).minus(new Expr.Features(ofTruth, layer));
            total = total.plus(distance.of(difference).mean());
        }
        return total.times(weight / (double) network.layers().size());
    }

    private Expr.Apply applied(Expr images) {
        return new Expr.Apply(network.playerName(), ImmutableList.of(images), ImmutableList.of());
    }

    @Override
    public ImmutableList<Player> players(Shape image) {
        return ImmutableList.of(network.player(image));
    }

    @Override
    public String describe() {
        return "feature loss by " + network.describe() + ", " + distance.name().toLowerCase(Locale.ROOT)
                + " difference, weight " + Phrases.number(weight) + " (Johnson et al. 2016)";
    }
}
