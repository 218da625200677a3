package io.gan4j.loss;

import io.gan4j.game.Expr;
import java.util.OptionalDouble;

/**
 * The objective of a GAN: what each of the two players minimises, from raw scores. Your own loss is a class of a few
 * lines:
 *
 * <pre>{@code
 * record LogisticMargin(double margin) implements LossStrategy {
 *     public Expr discriminator(Scores s) {
 *         Expr margin = Expr.constant(this.margin);
 *         return margin.minus(s.real()).softplus().mean().plus(margin.plus(s.fake()).softplus().mean());
 *     }
 *     public Expr generator(Scores s) {
 *         return s.fake().negate().softplus().mean();
 *     }
 * }
 * }</pre>
 *
 * <p>If the generator's loss does not mention the real scores, the backend does not compute them. Implementations are
 * immutable.
 */
public interface LossStrategy {
    /** What the discriminator minimises: a scalar. */
    Expr discriminator(Scores scores);

    /** What the generator minimises: a scalar. */
    Expr generator(Scores scores);

    /**
     * Returns the score on which the discriminator takes a sample to be as likely real as fake, which adaptive augmentation
     * ({@link io.gan4j.layer.Ada}) compares scores of real samples with; empty, as by default, if the score of one sample alone
     * says nothing: that of a critic, or one that only counts beside others.
     */
    default OptionalDouble boundary() {
        return OptionalDouble.empty();
    }

    /** The loss in a phrase, with its source. By default the words of the class's name, and a record's components. */
    default String describe() {
        return Phrases.of(this, "a custom loss");
    }
}
