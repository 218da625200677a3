package io.gan4j.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.gan4j.architecture.AuxiliaryClassifier;
import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.loss.Critic;

/**
 * What an {@link AuxiliaryClassifier} adds to a game of two players: it learns with the discriminator, in whose features it
 * reads.
 */
final class AuxiliaryTerms {
    /** The name of the player. */
    static final String CLASSIFIER = "classifier";
    /** How wrongly the generator's samples are read, as its phase reports it. */
    static final String REPORT = "reading";

    private final AuxiliaryClassifier classifier;
    private final int latentSize;

    /**
     * Takes a classifier.
     *
     * @param latentSize the length of the latents, whose first elements may be read
     */
    AuxiliaryTerms(AuxiliaryClassifier classifier, int latentSize) {
        this.classifier = classifier;
        this.latentSize = latentSize;
    }

    Player player(Players players) {
        return players.judge(CLASSIFIER, classifier.network());
    }

    /** Who learns in the discriminator's phase. */
    static ImmutableSet<String> learners() {
        return ImmutableSet.of(TwoPlayerGame.DISCRIMINATOR, CLASSIFIER);
    }

    boolean learnsFromLabels() {
        return classifier.teacher() == AuxiliaryClassifier.Teacher.LABELS;
    }

    /**
     * How wrongly the class of samples is read: the cross entropy, times the weight.
     *
     * @param classes one-hot
     */
    Expr wrongClass(Critic critic, Expr samples, Expr classes) {
        return crossEntropy(scores(critic, samples), classes).times(classifier.weight());
    }

    /**
     * The same of fakes, whose latents are read as well: half the squared error of each number (a Gaussian of standard
     * deviation 1), times the weight of the numbers.
     */
    Expr wrongFakes(Critic critic, Expr fakes, Expr latents, Expr classes) {
        if (classifier.numbers() == 0) {
            return wrongClass(critic, fakes, classes);
        }
        int all = classifier.network().outputShape().size();
        Expr read = read(critic, fakes);
        Expr codes = latents.cropped(0, 0, latentSize - classifier.numbers());
        Expr numbers = read.cropped(0, all - classifier.numbers(), 0);
        Expr error = numbers.minus(codes)
                .square()
                .sampleSum()
                .times(0.5 * classifier.numbersWeight())
                .mean();
        return crossEntropy(read.cropped(0, 0, classifier.numbers()), classes)
                .plus(error)
                .times(classifier.weight());
    }

    private static Expr crossEntropy(Expr scores, Expr classes) {
        return scores.sampleLogSumExp().minus(scores.times(classes).sampleSum()).mean();
    }

    private Expr scores(Critic critic, Expr samples) {
        Expr read = read(critic, samples);
        return classifier.numbers() == 0 ? read : read.cropped(0, 0, classifier.numbers());
    }

    private static Expr read(Critic critic, Expr samples) {
        return new Expr.Apply(CLASSIFIER, ImmutableList.of(critic.features(samples)), ImmutableList.of());
    }
}
