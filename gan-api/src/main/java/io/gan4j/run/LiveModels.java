package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Game;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.rules.Model;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The models of a game in use, each by its name: while a run goes on, or after it. */
final class LiveModels implements AutoCloseable {
    private final ImmutableList<Model> models;
    private final ImmutableMap<String, Runner> runners;
    private final @Nullable Generator generator;
    private final @Nullable Discriminator discriminator;
    private final ImmutableMap<String, ImageTranslator> translators;

    /**
     * Takes the models of a game.
     *
     * @param evaluators evaluate a player's network
     * @throws IllegalArgumentException if there is none, two have the same name, or one is of a player that there is not
     */
    LiveModels(Game game, ImmutableList<Model> models, Function<String, Runner> evaluators) {
        this.models = models;
        checkArgument(!models.isEmpty(), "a game hands over at least one model, there is none");
        checkArgument(
                Set.copyOf(names()).size() == models.size(), "the names of models must differ, they are %s", names());
        ImmutableMap.Builder<String, Runner> all = ImmutableMap.builder();
        Generator generates = null;
        Discriminator judges = null;
        ImmutableMap.Builder<String, ImageTranslator> translates = ImmutableMap.builder();
        for (Model model : models) {
            for (String player : model.players()) {
                checkPlayer(player, game);
            }
            Runner runner = new ModelNetwork(game, model).runner(evaluators);
            all.put(model.name(), runner);
            if (model.card().kind() == ModelCard.Kind.GENERATOR && generates == null) {
                generates = Generator.of(model.card(), runner);
            } else if (model.card().kind() == ModelCard.Kind.DISCRIMINATOR && judges == null) {
                judges = Discriminator.of(model.card(), runner);
            } else if (model.card().kind() == ModelCard.Kind.TRANSLATOR) {
                translates.put(model.name(), ImageTranslator.of(model.card(), runner));
            }
        }
        this.runners = all.buildOrThrow();
        this.generator = generates;
        this.discriminator = judges;
        this.translators = translates.buildOrThrow();
    }

    ImmutableList<String> names() {
        return models.stream().map(Model::name).collect(ImmutableList.toImmutableList());
    }

    Model principal() {
        return models.get(0);
    }

    private static void checkPlayer(String name, Game game) {
        boolean plays = game.players().stream().anyMatch(player -> player.name().equals(name));
        checkArgument(plays, "there is no player '%s'", name);
    }

    /** @throws IllegalArgumentException if there is no such model */
    Model model(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no model '" + name + "', there are " + names()));
    }

    /** @throws IllegalArgumentException if there is no such model */
    Runner runner(String name) {
        Runner found = runners.get(name);
        checkArgument(found != null, "there is no model '%s', there are %s", name, names());
        return found;
    }

    /** The first generator; null if no model is one. */
    @Nullable
    Generator generator() {
        return generator;
    }

    /** The first discriminator; null if no model is one. */
    @Nullable
    Discriminator discriminator() {
        return discriminator;
    }

    /** The translators by name; empty if no model is one. */
    ImmutableMap<String, ImageTranslator> translators() {
        return translators;
    }

    @Override
    public void close() {
        translators.values().forEach(ImageTranslator::close);
        if (generator != null) {
            generator.close();
        }
        if (discriminator != null) {
            discriminator.close();
        }
        runners.values().forEach(Runner::close);
    }
}
