package io.gan4j;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.AuxiliaryClassifier;
import io.gan4j.architecture.GrowingArchitecture;
import io.gan4j.architecture.Growth;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.data.Dataset;
import io.gan4j.data.Table;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Stages;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Augmentation;
import io.gan4j.network.Network;
import io.gan4j.rules.NetworkEnds;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainingPlan;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a plan of settings and data, and finds everything that does not fit before any engine is asked. */
final class Planner {
    private final Draft draft;

    Planner(Draft draft) {
        this.draft = draft;
    }

    TrainingPlan plan(Dataset data) {
        List<String> problems = new ArrayList<>();
        ImmutableList<String> names = draft.conditioning.classes(data.classes());
        int classes = names.size();
        checkClasses(data, problems);
        Network generator = checked(() -> conditioned(generator(data.shape(), classes), classes), problems);
        Supplier<NetworkPractices> practices = Suppliers.memoize(() -> discriminatorPractices(data));
        Network discriminator =
                checked(() -> judging(discriminator(data.shape(), classes), classes, practices), problems);
        TrainingStrategy strategy = draft.strategy();
        Contradictions contradictions = new Contradictions(strategy, draft.loss, data, discriminator, problems);
        contradictions.ofSettings(data);
        if (generator != null) {
            checkGenerator(generator, data, classes, problems);
            contradictions.ofGenerator(generator);
        }
        if (discriminator != null) {
            checkDiscriminator(discriminator, data, told(discriminator, classes), problems);
            checkClassifier(discriminator, classes, problems);
            contradictions.ofDiscriminator(discriminator);
        }
        draft.checkRun(problems);
        if (generator != null && discriminator != null) {
            MemoryNeeds.here().checkNetworks(generator, discriminator, strategy, draft.checkpoints != null, problems);
            int size = data.shape().size();
            MemoryNeeds.here()
                    .checkBuffers(
                            latent(generator), size, size * data.encoding().bytes(), strategy, problems);
            checkWeights(generator, discriminator, problems);
        }
        contradictions.ofSize(data);
        MemoryNeeds.here().checkOrder(data, problems);
        Best best = best(problems);
        if (best != null && data.size() >= 1) {
            checkMetrics(best, data, problems);
        }
        if (!problems.isEmpty() || generator == null || discriminator == null) {
            throw new IllegalStateException("this GAN cannot be trained: " + String.join("; ", problems));
        }
        TwoPlayerGame rules = rules(generator, discriminator, classes);
        return draft.plan(
                draft.weights == null
                        ? stages(rules, data.shape(), classes, practices)
                        : Stages.of(draft.weights.given(rules.game())),
                rules.models(names),
                TrainingData.of(data),
                configuration(data),
                best,
                draft.settings());
    }

    private TwoPlayerGame rules(Network generator, Network discriminator, int classes) {
        TwoPlayerGame plain = TwoPlayerGame.rules(generator, discriminator, draft.prior, draft.loss, draft.strategy());
        return classifier(discriminator, classes).map(plain::auxiliary).orElse(plain);
    }

    /** The games in which the recipe's networks grow, if it has such; a network that was given is the same in all of them. */
    private Stages stages(TwoPlayerGame last, Shape sample, int classes, Supplier<NetworkPractices> practices) {
        if (!(architecture() instanceof GrowingArchitecture recipe)) {
            return Stages.of(last.game());
        }
        ImmutableList.Builder<Stages.Stage> stages = ImmutableList.builder();
        for (Growth at : recipe.growth(sample)) {
            TwoPlayerGame rules = rules(
                    conditioned(
                            generator((latent, shape) -> recipe.generator(latent, shape, at), sample, classes),
                            classes),
                    judging(
                            discriminator(shape -> recipe.discriminator(shape, at), sample, classes),
                            classes,
                            practices),
                    classes);
            TwoPlayerGame played = at.isFading() ? rules.fading(at.beforeFading(sample)) : rules;
            stages.add(new Stages.Stage(at.title(), played.game(), at.weight()));
        }
        return new Stages(stages.build());
    }

    /** What is recorded of the run: the settings, and of a table the columns, with whose scale samples become rows again. */
    private ImmutableMap<String, String> configuration(Dataset data) {
        return data instanceof Table table
                ? ImmutableMap.<String, String>builder()
                        .putAll(configuration())
                        .put(Generator.COLUMNS, table.columns().toJson())
                        .buildOrThrow()
                : configuration();
    }

    private void checkWeights(Network generator, Network discriminator, List<String> problems) {
        if (draft.weights != null) {
            draft.weights.problem(TwoPlayerGame.GENERATOR, generator).ifPresent(problems::add);
            draft.weights.problem(TwoPlayerGame.DISCRIMINATOR, discriminator).ifPresent(problems::add);
        }
    }

    private @Nullable Best best(List<String> problems) {
        if (draft.bestBy != null && draft.best == null) {
            problems.add(
                    "keepBestBy chooses among metrics, and nothing is measured: set evaluateEvery(steps, metrics)");
            return null;
        }
        if (draft.patience > 0 && draft.best == null) {
            problems.add("patience counts measurements, and nothing is measured: set keepBest(metric, steps) or"
                    + " evaluateEvery(steps, metrics)");
            return null;
        }
        try {
            return draft.chosen();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void checkMetrics(Best best, Dataset data, List<String> problems) {
        for (GeneratorMetric metric : best.metrics()) {
            metric.problem(data).ifPresent(why -> problems.add(metric.name() + " cannot be measured: " + why));
        }
    }

    private Architecture architecture() {
        Architecture recipe = draft.architecture;
        int ofGenerator = draft.generatorFeatures == null ? recipe.generatorFeatures() : draft.generatorFeatures;
        int ofDiscriminator =
                draft.discriminatorFeatures == null ? recipe.discriminatorFeatures() : draft.discriminatorFeatures;
        return recipe.features(ofGenerator, ofDiscriminator);
    }

    Network generator(Shape sample) {
        return generator(sample, 0);
    }

    private Network generator(Shape sample, int classes) {
        return generator(architecture()::generator, sample, classes);
    }

    /** The generator as it is before it is given classes. */
    private Network generator(BiFunction<Integer, Shape, Network> recipe, Shape sample, int classes) {
        Network plain = draft.generator == null
                ? recipe.apply(draft.conditioning.latent(draft.latent, classes), sample)
                : draft.generator;
        return draft.generatorPractices.generator(plain, reference());
    }

    /** The discriminator for samples of this shape, of which it may be given several as one. */
    Network discriminator(Shape sample) {
        return discriminator(sample, 0);
    }

    private Network discriminator(Shape sample, int classes) {
        return discriminator(architecture()::discriminator, sample, classes);
    }

    /** The discriminator as it is before it is given classes. */
    private Network discriminator(Function<Shape, Network> recipe, Shape sample, int classes) {
        Network plain = draft.discriminator == null
                ? recipe.apply(
                        classes == 0
                                ? packed(sample)
                                : draft.conditioning.sample(
                                        packed(sample),
                                        classes * draft.strategy().packing()))
                : draft.discriminator;
        return draft.discriminatorPractices.discriminator(plain, reference());
    }

    /** The generator that takes classes, if the GAN is conditional; one that takes them already stays as it is. */
    private Network conditioned(Network generator, int classes) {
        boolean asItIs = classes < 2 || generator.inputs().size() > 1;
        return asItIs ? generator : draft.conditioning.generator(generator, classes);
    }

    /** What reads classes in the discriminator's features, if the discriminator is not told them. */
    private Optional<AuxiliaryClassifier> classifier(Network discriminator, int classes) {
        return classes < 2
                ? Optional.empty()
                : draft.conditioning.classifier(discriminator.shape(discriminator.penultimate()), classes);
    }

    /** The size of the vector of classes that the discriminator is given: those of each sample of a pack. */
    private int told(Network discriminator, int classes) {
        return classifier(discriminator, classes).isPresent()
                ? 0
                : classes * draft.strategy().packing();
    }

    /** What is done to the discriminator, with the color of the data's border, for which some images are looked at. */
    private NetworkPractices discriminatorPractices(Dataset data) {
        Augmentation policy = draft.discriminatorPractices.augmentation();
        return policy == null
                ? draft.discriminatorPractices
                : draft.discriminatorPractices.augment(
                        policy.onBorder(() -> BorderColor.of(data).orElse(0)));
    }

    private Network judging(Network discriminator, int classes, Supplier<NetworkPractices> practices) {
        boolean asItIs = classes < 2 || discriminator.inputs().size() > 1;
        int packing = draft.strategy().packing();
        Network told = asItIs ? discriminator : draft.conditioning.discriminator(discriminator, classes * packing);
        return practices.get().augmented(told, packing);
    }

    /** What a conditional GAN asks of its data and of other settings. */
    private void checkClasses(Dataset data, List<String> problems) {
        if (!draft.conditioning.isConditional()) {
            return;
        }
        int classes = data.classes().size();
        if (draft.conditioning.classes(data.classes()).size() < 2) {
            problems.add("a conditional GAN needs samples of at least 2 classes, "
                    + (classes == 0 ? data.name() + " has no labels" : "all of " + data.name() + " are of one")
                    + ": take data with labels, or leave conditional() out");
        }
    }

    /** An auxiliary classifier says of one sample of which class it is. */
    private void checkClassifier(Network discriminator, int classes, List<String> problems) {
        int packing = draft.strategy().packing();
        if (packing > 1 && classifier(discriminator, classes).isPresent()) {
            problems.add(
                    "a classifier beside the discriminator reads the class of one sample, and the features of a pack are"
                            + " of " + packing + " samples: set packing(1), or conditional(Conditioning.projection())");
        }
    }

    /** The size of the reference batch that is set; where none is, or one too small, the one to set, which is reported. */
    private int reference() {
        TrainingStrategy strategy = draft.strategy();
        return Math.max(2, strategy.referenceBatch() == 0 ? strategy.batch() : strategy.referenceBatch());
    }

    private Shape packed(Shape sample) {
        int[] extents = sample.toArray();
        extents[0] *= draft.strategy().packing();
        return Shape.of(extents);
    }

    /** The network, or null and a problem more. */
    private static @Nullable Network checked(Supplier<Network> network, List<String> problems) {
        try {
            return network.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            if (!problems.contains(message)) {
                problems.add(message);
            }
            return null;
        }
    }

    private static void checkGenerator(Network network, Dataset data, int classes, List<String> problems) {
        if (network.inputs().get(0).shape().rank() != 1 || !takes(network, classes)) {
            problems.add("the generator must take one latent vector" + andClasses(classes) + ", it takes "
                    + network.inputs());
        }
        NetworkEnds.halfTheRange(network, data.shape()).ifPresent(problems::add);
        if (!network.outputShape().equals(data.shape())) {
            problems.add("the generator makes samples of shape " + network.outputShape() + ", those of " + data.name()
                    + " have " + data.shape());
        }
    }

    /** True if a network takes the classes that there are beside its first input, and nothing else. */
    private static boolean takes(Network network, int classes) {
        List<Network.Input> further =
                network.inputs().subList(1, network.inputs().size());
        return classes < 2
                ? further.isEmpty()
                : further.size() == 1 && further.get(0).shape().equals(Shape.of(classes));
    }

    private static String andClasses(int classes) {
        return classes < 2 ? "" : " and a vector of " + classes + " classes";
    }

    private void checkDiscriminator(Network network, Dataset data, int classes, List<String> problems) {
        Shape given = packed(data.shape());
        if (!takes(network, classes)) {
            problems.add(
                    "the discriminator must take one sample" + andClasses(classes) + ", it takes " + network.inputs());
        } else if (!network.inputs().get(0).shape().equals(given)) {
            problems.add("the discriminator takes " + network.inputs() + ", the samples of " + data.name()
                    + " have shape " + data.shape()
                    + (given.equals(data.shape())
                            ? ""
                            : ", and with packing(" + draft.strategy().packing() + ") it is given " + given
                                    + ": build it for " + given + ", or set packing(1)"));
        }
        NetworkEnds.notRaw(network).ifPresent(problems::add);
        if (!network.outputShape().equals(Shape.of(1))) {
            problems.add("the discriminator must give one score, shape (1), it gives " + network.outputShape());
        }
    }

    private static int latent(Network generator) {
        return generator.inputs().get(0).shape().size();
    }

    ImmutableMap<String, String> configuration() {
        TrainingStrategy strategy = draft.strategy();
        ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
        settings.put("preset", draft.preset);
        settings.put("architecture", architecture().toString());
        settings.put("generator", draft.generator == null ? "the architecture's" : draft.generator.toString());
        settings.put(
                "discriminator", draft.discriminator == null ? "the architecture's" : draft.discriminator.toString());
        settings.put("latent", Integer.toString(draft.generator == null ? draft.latent : latent(draft.generator)));
        settings.put("prior", draft.prior.toString());
        settings.put("loss", draft.loss.toString());
        settings.put("generatorPractices", draft.generatorPractices.describe().toString());
        settings.put(
                "discriminatorPractices",
                draft.discriminatorPractices.describe().toString());
        settings.putAll(strategy.settings());
        if (draft.conditioning.isConditional()) {
            settings.put("conditional", draft.conditioning.describe());
        }
        if (draft.divergence.goesBack()) {
            settings.put("onDivergence", draft.divergence.describe());
        }
        if (draft.weights != null) {
            settings.put("weightsFrom", draft.weights.origin());
        }
        return settings.buildOrThrow();
    }
}
