package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A switch to the styles of other samples (mixing regularization; Karras et al., "A style-based generator architecture for
 * generative adversarial networks", CVPR 2019, section 3.1). Inputs: the styles {@code (features)} in use so far and the
 * samples' own styles, of the same shape; output of that shape. While the network is played, with the given probability and for
 * the whole batch at once, each sample goes on with the own style of the next sample of the batch, the last with that of the
 * first; otherwise, and always in evaluation and after export, the styles in use are given on.
 *
 * <p>A generator with one such layer before each of its styled layers switches at most once, from there on, since a second
 * switch gives the same styles as the first: {@link #chain} are the probabilities that make each place equally likely.
 *
 * @param probability of the switch, in [0, 1]
 */
public record StyleMixing(float probability) implements Layer {
    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public StyleMixing {
        checkArgument(probability >= 0 && probability <= 1, "probability must be in [0, 1], was %s", probability);
    }

    /**
     * Returns a layer of a chain in which the styles are switched with a probability, at a place drawn uniformly.
     *
     * @param place the layer's place in the chain, from 0
     * @param places the number of layers in the chain
     * @param probability that any of them switches
     * @throws IllegalArgumentException if the place is not in the chain, or the probability not in [0, 1]
     */
    public static StyleMixing chain(int place, int places, double probability) {
        checkArgument(place >= 0 && place < places, "place must be from 0 to %s, was %s", places - 1, place);
        double share = probability / places;
        double before = share * place;
        // of what has not switched before; at most 1, which rounding must not pass
        return new StyleMixing((float) Math.min(1, share / (1 - before)));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        boolean fits =
                inputs.size() == 2 && inputs.get(0).rank() == 1 && inputs.get(1).equals(inputs.get(0));
        if (!fits) {
            throw new ShapeException(kind(), "two inputs of one shape (features)", inputs.toString());
        }
        return inputs.get(0);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN).mixingSamples().drawing(new Traits.Uniforms(1));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.styleMixing(this);
    }
}
