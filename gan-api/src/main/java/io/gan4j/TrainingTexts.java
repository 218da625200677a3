package io.gan4j;

import static io.gan4j.settings.TextForms.constants;
import static io.gan4j.settings.TextForms.decimalDouble;
import static io.gan4j.settings.TextForms.optional;
import static io.gan4j.settings.TextForms.schedule;
import static io.gan4j.settings.TextForms.whole;
import static io.gan4j.settings.TextForms.wholeLong;

import com.google.common.collect.ImmutableList;
import io.gan4j.file.Plural;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Regularizer;
import io.gan4j.settings.TextForm;
import io.gan4j.settings.TextForms;
import io.gan4j.training.Fakes;
import io.gan4j.training.Length;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The settings of a {@link TrainingBuilder} as text: those of its strategy. */
final class TrainingTexts<B extends TrainingBuilder<B>> {
    private static final String NONE = "none";
    private static final Schedule STEADY = Schedule.constant(1);

    private TrainingTexts() {}

    /** The settings of how networks are trained. */
    static <B extends TrainingBuilder<B>> ImmutableList<TextSetting<B, ?>> all() {
        TrainingTexts<B> texts = new TrainingTexts<>();
        return ImmutableList.<TextSetting<B, ?>>builder()
                .addAll(texts.length())
                .addAll(texts.optimizers())
                .addAll(texts.learningRates())
                .addAll(texts.balance())
                .addAll(texts.discriminatorsView())
                .addAll(texts.generatorsEnd())
                .build();
    }

    private <T> TextSetting<B, T> setting(
            String name,
            TextForm<T> form,
            Function<TrainingStrategy, T> reader,
            BiFunction<TrainingStrategy, T, TrainingStrategy> writer,
            String description) {
        return TextSetting.of(
                name,
                form,
                builder -> reader.apply(builder.strategy()),
                (builder, value) -> builder.strategy(strategy -> writer.apply(strategy, value)),
                description);
    }

    /** A setting that sets the same of both players. */
    private <T> TextSetting<B, T> both(
            String name,
            TextForm<T> form,
            Function<TrainingStrategy, T> ofGenerator,
            Function<TrainingStrategy, T> ofDiscriminator,
            BiFunction<TrainingStrategy, T, TrainingStrategy> writer,
            String description) {
        return new TextSetting<>(
                name,
                TextSetting.Scope.SEVERAL,
                form,
                builder -> {
                    T value = ofGenerator.apply(builder.strategy());
                    return value.equals(ofDiscriminator.apply(builder.strategy()))
                            ? Optional.of(value)
                            : Optional.empty();
                },
                (builder, value) -> builder.strategy(strategy -> writer.apply(strategy, value)),
                description);
    }

    private ImmutableList<TextSetting<B, ?>> length() {
        return ImmutableList.of(
                new TextSetting<B, Integer>(
                        "epochs",
                        TextSetting.Scope.OWN,
                        whole(1),
                        builder -> builder.strategy().length() instanceof Length.Epochs epochs
                                ? Optional.of(epochs.number())
                                : Optional.empty(),
                        TrainingBuilder::epochs,
                        "Sets the number of passes over the data."),
                new TextSetting<B, Long>(
                        "steps",
                        TextSetting.Scope.OWN,
                        wholeLong("a whole number of at least 1"),
                        builder -> builder.strategy().length() instanceof Length.Steps steps
                                ? Optional.of(steps.number())
                                : Optional.empty(),
                        TrainingBuilder::steps,
                        "Sets the number of updates of the generator, instead of epochs."),
                setting(
                                "batch",
                                whole(1),
                                TrainingStrategy::batch,
                                TrainingStrategy::batch,
                                "Sets the number of samples in a batch.")
                        .saidAs(batch -> "batches of " + batch),
                setting(
                                "accumulation",
                                whole(1),
                                TrainingStrategy::accumulation,
                                TrainingStrategy::accumulation,
                                "Sets the number of batches whose mean gradient makes an update, for batches larger than memory.")
                        .saidUnless(1, batches -> "the mean gradient of " + batches + " batches for each update"),
                setting(
                        "seed",
                        wholeLong("a whole number"),
                        TrainingStrategy::seed,
                        TrainingStrategy::seed,
                        "Sets the seed from which everything random is derived."));
    }

    private ImmutableList<TextSetting<B, ?>> optimizers() {
        TextForm<Optimizer> optimizer = TextForms.optimizer();
        TextForm<Schedule> factor = schedule();
        return ImmutableList.of(
                both(
                                "optimizer",
                                optimizer,
                                TrainingStrategy::generatorOptimizer,
                                TrainingStrategy::discriminatorOptimizer,
                                TrainingStrategy::optimizer,
                                "Sets the optimizers of both players.")
                        .saidAs(same -> "both players: " + same.describe()),
                setting(
                                "generatorOptimizer",
                                optimizer,
                                TrainingStrategy::generatorOptimizer,
                                TrainingStrategy::generatorOptimizer,
                                "Sets the generator's optimizer.")
                        .saying(builder -> optimizer("generator", builder.strategy())),
                setting(
                                "discriminatorOptimizer",
                                optimizer,
                                TrainingStrategy::discriminatorOptimizer,
                                TrainingStrategy::discriminatorOptimizer,
                                "Sets the discriminator's optimizer.")
                        .saying(builder -> optimizer("discriminator", builder.strategy())),
                both(
                                "rate",
                                factor,
                                TrainingStrategy::generatorRate,
                                TrainingStrategy::discriminatorRate,
                                TrainingStrategy::rate,
                                "Multiplies both players' learning rates by a number that may change.")
                        .saidUnless(STEADY, same -> "both learning rates times " + same.describe()),
                setting(
                                "generatorRate",
                                factor,
                                TrainingStrategy::generatorRate,
                                TrainingStrategy::generatorRate,
                                "Multiplies the generator's learning rate by a number that may change.")
                        .saying(builder -> rate("generator", builder.strategy())),
                setting(
                                "discriminatorRate",
                                factor,
                                TrainingStrategy::discriminatorRate,
                                TrainingStrategy::discriminatorRate,
                                "Multiplies the discriminator's learning rate by a number that may change.")
                        .saying(builder -> rate("discriminator", builder.strategy())),
                setting(
                                "gradientClipping",
                                optional(NONE, TextForms.gradientClipping()),
                                strategy -> Optional.ofNullable(strategy.gradientClipping()),
                                (strategy, bound) -> bound.map(strategy::gradientClipping)
                                        .orElseGet(strategy::withoutGradientClipping),
                                "Bounds both players' gradients, by their norm or by value.")
                        .saidUnless(
                                Optional.empty(), bound -> bound.orElseThrow().describe()));
    }

    private ImmutableList<TextSetting<B, ?>> learningRates() {
        Function<TrainingStrategy, Optional<Double>> ofGenerator =
                strategy -> learningRate(strategy.generatorOptimizer());
        Function<TrainingStrategy, Optional<Double>> ofDiscriminator =
                strategy -> learningRate(strategy.discriminatorOptimizer());
        return ImmutableList.of(
                learningRate(
                        "learningRate",
                        strategy -> ofGenerator
                                .apply(strategy)
                                .filter(rate -> ofDiscriminator
                                        .apply(strategy)
                                        .filter(rate::equals)
                                        .isPresent()),
                        TrainingBuilder::learningRate,
                        "Sets the learning rate of both players' optimizers, which keep all else that they have."),
                learningRate(
                        "generatorLearningRate",
                        ofGenerator,
                        TrainingBuilder::generatorLearningRate,
                        "Sets the learning rate of the generator's optimizer, which keeps all else that it has."),
                learningRate(
                        "discriminatorLearningRate",
                        ofDiscriminator,
                        TrainingBuilder::discriminatorLearningRate,
                        "Sets the learning rate of the discriminator's optimizer, which keeps all else that it has."));
    }

    private static <B extends TrainingBuilder<B>> TextSetting<B, Double> learningRate(
            String name,
            Function<TrainingStrategy, Optional<Double>> reader,
            BiFunction<B, Double, B> writer,
            String description) {
        return new TextSetting<>(
                name,
                TextSetting.Scope.PART,
                decimalDouble("a number above 0"),
                builder -> reader.apply(builder.strategy()),
                writer,
                description);
    }

    /** None where the optimizer changes nothing. */
    private static Optional<Double> learningRate(Optimizer optimizer) {
        return Optional.of(optimizer.learningRate()).filter(rate -> rate > 0).map(TrainingTexts::widened);
    }

    private ImmutableList<TextSetting<B, ?>> balance() {
        return ImmutableList.of(
                setting(
                                "discriminatorSteps",
                                whole(1),
                                TrainingStrategy::discriminatorSteps,
                                TrainingStrategy::discriminatorSteps,
                                "Sets the updates of the discriminator in a step.")
                        .saidUnless(1, number -> number + " updates of the discriminator in a step"),
                setting(
                                "generatorSteps",
                                whole(1),
                                TrainingStrategy::generatorSteps,
                                TrainingStrategy::generatorSteps,
                                "Sets the updates of the generator in a step.")
                        .saidUnless(1, number -> number + " updates of the generator in a step"),
                setting(
                                "unrolledSteps",
                                whole(0),
                                TrainingStrategy::unrolledSteps,
                                TrainingStrategy::unrolledSteps,
                                "Sets the number of updates of the discriminator that the generator looks ahead.")
                        .saidUnless(
                                0,
                                number -> "the generator looks " + Plural.of(number, "update")
                                        + " of the discriminator ahead (Metz et al. 2017)"),
                penalties());
    }

    private TextSetting<B, ?> penalties() {
        return setting(
                        "regularizers",
                        TextForms.regularizers(),
                        TrainingStrategy::regularizers,
                        (strategy, added) -> strategy.regularizers(added.toArray(Regularizer[]::new)),
                        "Sets the penalties that are added to the losses.")
                .saying(builder -> builder.strategy().regularizers().stream()
                        .map(Regularizer::describe)
                        .toList());
    }

    private ImmutableList<TextSetting<B, ?>> discriminatorsView() {
        return ImmutableList.of(
                setting(
                                "labels",
                                TextForms.labels(),
                                TrainingStrategy::labels,
                                TrainingStrategy::labels,
                                "Sets the targets of the discriminator for real and fake samples.")
                        .saidUnless(Labels.hard(), Labels::describe),
                setting(
                                "scoring",
                                constants("kind of scoring", TrainingStrategy.Scoring.class),
                                TrainingStrategy::scoring,
                                TrainingStrategy::scoring,
                                "Sets whether real and fake samples are scored separately or in one batch.")
                        .saidAs(how -> how == TrainingStrategy.Scoring.SEPARATE
                                ? "real and fake samples in separate batches (ganhacks 4)"
                                : "real and fake samples in one batch"),
                setting(
                                "fakes",
                                constants("kind of fakes", Fakes.class),
                                TrainingStrategy::fakes,
                                TrainingStrategy::fakes,
                                "Sets whether the generator learns from fakes made anew or from those that the discriminator was shown.")
                        .saidUnless(Fakes.ANEW, shared -> "one batch of fakes for both players"),
                setting(
                                "instanceNoise",
                                schedule(),
                                TrainingStrategy::instanceNoise,
                                TrainingStrategy::instanceNoise,
                                "Sets the standard deviation of noise that is added to all that the discriminator sees.")
                        .saying(builder -> noise(builder.strategy())),
                setting(
                                "replay",
                                optional(NONE, TextForms.replay()),
                                strategy -> Optional.ofNullable(strategy.replay()),
                                (strategy, buffer) ->
                                        buffer.map(strategy::replay).orElseGet(strategy::withoutReplay),
                                "Shows the discriminator fakes of earlier steps among the present ones.")
                        .saidUnless(Optional.empty(), buffer -> replayed(buffer.orElseThrow())),
                setting(
                                "packing",
                                whole(1),
                                TrainingStrategy::packing,
                                TrainingStrategy::packing,
                                "Sets the number of samples that the discriminator judges as one.")
                        .saidUnless(1, samples -> "packing: " + samples + " samples judged as one (Lin et al. 2018)"),
                setting(
                                "referenceBatch",
                                whole(0),
                                TrainingStrategy::referenceBatch,
                                TrainingStrategy::referenceBatch,
                                "Sets the samples of the reference batch of virtual batch normalization; 0 is none.")
                        .saidUnless(
                                0,
                                samples -> "a reference batch of " + Plural.of(samples, "sample")
                                        + " (Salimans et al. 2016)"));
    }

    private ImmutableList<TextSetting<B, ?>> generatorsEnd() {
        return ImmutableList.of(
                setting(
                                "ema",
                                optional(NONE, decimalDouble("a number of at least 0 and below 1")),
                                strategy ->
                                        Optional.ofNullable(strategy.ema()).map(average -> widened(average.decay())),
                                (strategy, decay) -> decay.map(strategy::ema).orElseGet(strategy::withoutEma),
                                "Keeps a moving average of the generator with this decay, which is what generates.")
                        .saying(builder -> averaged(builder.strategy())),
                setting(
                                "standingStatistics",
                                whole(0),
                                TrainingStrategy::standingStatistics,
                                TrainingStrategy::standingStatistics,
                                "Computes the generator's batch statistics anew after training, from this many batches; 0 is"
                                        + " off.")
                        .saidUnless(
                                0,
                                batches -> "standing statistics of the generator from " + Plural.of(batches, "batch")
                                        + " (Brock et al. 2019)"));
    }

    /** A player's optimizer, where the players have different ones. */
    private static List<String> optimizer(String player, TrainingStrategy strategy) {
        Optimizer g = strategy.generatorOptimizer();
        Optimizer d = strategy.discriminatorOptimizer();
        if (g.equals(d)) {
            return List.of();
        }
        if (player.equals("generator")) {
            return List.of("generator: " + g.describe());
        }
        String line = "discriminator: " + d.describe();
        return g.learningRate() == d.learningRate()
                ? List.of(line)
                : List.of(line, "two time-scale updates (Heusel et al. 2017)");
    }

    /** What a player's learning rate is multiplied by, where that differs between the players. */
    private static List<String> rate(String player, TrainingStrategy strategy) {
        Schedule factor = player.equals("generator") ? strategy.generatorRate() : strategy.discriminatorRate();
        return strategy.generatorRate().equals(strategy.discriminatorRate()) || factor.equals(STEADY)
                ? List.of()
                : List.of(player + "'s learning rate times " + factor.describe());
    }

    private static List<String> noise(TrainingStrategy strategy) {
        return strategy.hasInstanceNoise()
                ? List.of("instance noise of standard deviation "
                        + strategy.instanceNoise().describe() + " (Sonderby et al. 2017)")
                : List.of();
    }

    private static String replayed(Replay replay) {
        return replay.kind() == Replay.Kind.HALF
                ? "experience replay: half of each batch from " + replay.capacity()
                        + " earlier fakes (Shrivastava et al. 2017)"
                : "experience replay: a pool of " + replay.capacity() + " earlier fakes (Zhu et al. 2017)";
    }

    private static List<String> averaged(TrainingStrategy strategy) {
        Schedule.Averaging average = strategy.ema();
        return average == null
                ? List.of()
                : List.of("moving average of the generator, decay " + average.describe() + " (Yazici et al. 2019)");
    }

    /** The double with the digits of a float: 0.999 rather than 0.9990000128746033. */
    private static double widened(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
