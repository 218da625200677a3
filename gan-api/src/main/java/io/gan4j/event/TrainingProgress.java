package io.gan4j.event;

import com.google.common.collect.ImmutableMap;
import io.gan4j.rules.TwoPlayerGame;
import java.time.Duration;

/**
 * How training went since the last report.
 *
 * @param step the newest step, from 1
 * @param steps how many steps the run will play
 * @param epoch how many passes over the data are done: 1.5 is in the middle of the second
 * @param epochs how many passes the run will make
 * @param elapsed time since the start, without pauses
 * @param imagesPerSecond samples of the training data used up a second since the last report, listeners' time left out
 * @param values means since the last report, by name: {@code "discriminator loss"}, {@code "generator loss"}, {@code "real
 *     score"}, {@code "fake score"}, {@code "discriminator gradient"}, {@code "generator gradient"} (Euclidean norms)
 */
public record TrainingProgress(
        long step,
        long steps,
        double epoch,
        double epochs,
        Duration elapsed,
        double imagesPerSecond,
        ImmutableMap<String, Float> values) {
    /** The mean loss of the discriminator; NaN if the game has none. */
    public float discriminatorLoss() {
        return value(lossOf(TwoPlayerGame.DISCRIMINATOR));
    }

    /** The mean loss of the generator; NaN if the game has none. */
    public float generatorLoss() {
        return value(lossOf(TwoPlayerGame.GENERATOR));
    }

    /** The mean raw score of real samples in the discriminator's phase; NaN if the game does not report it. */
    public float realScore() {
        return value(TwoPlayerGame.REAL_SCORE);
    }

    /** The mean raw score of fakes in the discriminator's phase; NaN if the game does not report it. */
    public float fakeScore() {
        return value(TwoPlayerGame.FAKE_SCORE);
    }

    /** The name, among the {@link #values}, of the loss of a phase: in a game of two players, of a player. */
    public static String lossOf(String phase) {
        return phase + " loss";
    }

    private float value(String name) {
        return values.getOrDefault(name, Float.NaN);
    }
}
