package io.gan4j.loss;

import io.gan4j.game.Expr;
import io.gan4j.tensor.Shape;

/**
 * What the discriminator says of a batch: raw scores, before any sigmoid, {@code (N, 1)} each, or maps of them, {@code (N, 1,
 * h, w)}, one score for each patch of an image. Every loss of this package is a mean over all scores and so holds for both; a
 * relativistic one compares the patches at the same place, or with the mean of all. {@link Labels} are drawn once a sample and
 * hold for its whole map.
 *
 * @param real of samples of the training data
 * @param fake of generated samples
 */
public record Scores(Expr real, Expr fake) {
    /**
     * One score {@code (N, 1)} for each sample, the mean of its map. Penalties need it: a penalty on the gradient of the sum of
     * a map would grow with the number of patches.
     *
     * @param scores scores or maps of scores
     * @param shape those of one sample, {@code (1)} or {@code (1, h, w)}
     */
    public static Expr perSample(Expr scores, Shape shape) {
        return shape.size() == 1 && shape.rank() == 1
                ? scores
                : scores.sampleSum().times(1.0 / shape.size());
    }
}
