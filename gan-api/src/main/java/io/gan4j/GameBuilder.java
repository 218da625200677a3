package io.gan4j;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.error.BackendException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Stages;
import io.gan4j.rules.GameRules;
import io.gan4j.run.GameRun;
import io.gan4j.run.TrainedGame;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The settings of a run of a game by rules of your own, see {@link Gan#game}. How its players learn is said by the game itself.
 *
 * <pre>{@code
 * try (TrainedGame trained = Gan.game(new TwoJudges()).batch(64).epochs(20).train(digits)) {
 *     trained.export("generator", Path.of("digits.onnx"));
 * }
 * }</pre>
 *
 * <p>Immutable: each setting returns a new value.
 */
@CheckReturnValue
public final class GameBuilder extends RunBuilder<GameBuilder> {
    private final GameRules rules;
    private final RunDraft draft;

    private GameBuilder(GameRules rules, RunDraft draft) {
        this.rules = rules;
        this.draft = draft;
    }

    static GameBuilder of(GameRules rules) {
        return new GameBuilder(rules, new RunDraft(TrainingStrategy.standard()));
    }

    @Override
    RunDraft draft() {
        return draft;
    }

    @Override
    GameBuilder run(Consumer<RunDraft> change) {
        RunDraft copy = new RunDraft(draft);
        change.accept(copy);
        return new GameBuilder(rules, copy);
    }

    @Override
    public TrainingStrategy strategy() {
        return draft.strategy();
    }

    @Override
    GameBuilder strategy(UnaryOperator<TrainingStrategy> change) {
        return run(d -> d.change(change));
    }

    /**
     * Trains to the end, on the calling thread.
     *
     * @return what was trained; close it
     * @throws IllegalStateException if the data is not fit for the game; the message lists every problem
     * @throws BackendException if there is no engine on the class path, several, or one that cannot work here
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept becomes NaN or infinite
     */
    @CanIgnoreReturnValue
    public TrainedGame train(Dataset data) {
        return train(TrainingData.of(data));
    }

    /** Trains on several datasets, as {@link #train(Dataset)} does on one. */
    @CanIgnoreReturnValue
    public TrainedGame train(TrainingData data) {
        return start(data).train();
    }

    /** Prepares a run to be played step by step, paused or cancelled. Throws as {@link #train(Dataset)} does. */
    public GameRun<TrainedGame> start(TrainingData data) {
        List<String> problems = new ArrayList<>();
        draft.check(data, problems);
        problems.addAll(rules.problems(data));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("this game cannot be played: " + String.join("; ", problems));
        }
        return GameRun.startGame(
                draft.plan(Stages.of(rules.game(data)), rules.models(data), data, rules.configuration(), null, null));
    }
}
