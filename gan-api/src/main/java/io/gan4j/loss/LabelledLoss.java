package io.gan4j.loss;

import io.gan4j.game.Expr;
import java.util.OptionalDouble;

/**
 * A loss whose discriminator judges sample by sample whether it is real: {@code L_D = mean real(s(x)) + mean fake(s(G(z)))}.
 * Such a loss goes with {@link Labels} other than 1 and 0: a sample with the label {@code t} costs {@code t real(s) + (1 - t)
 * fake(s)}.
 */
public interface LabelledLoss extends LossStrategy {
    /** What a score costs the discriminator if the sample is real, of the score's shape. */
    Expr real(Expr score);

    /** What a score costs the discriminator if the sample is fake, of the score's shape. */
    Expr fake(Expr score);

    /** The score at which both cost the same; 0 unless a loss says otherwise. */
    @Override
    default OptionalDouble boundary() {
        return OptionalDouble.of(0);
    }

    @Override
    default Expr discriminator(Scores scores) {
        return real(scores.real()).mean().plus(fake(scores.fake()).mean());
    }
}
