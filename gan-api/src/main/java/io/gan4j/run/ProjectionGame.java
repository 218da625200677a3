package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.StyledNetwork;
import io.gan4j.data.Dataset;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.engine.Precision;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The game in which a latent learns to make one image: a player that is nothing but the latent, learned, goes through the
 * generator, frozen, and minimizes how far the image is from the wanted one.
 */
final class ProjectionGame {
    /** The player that learns. */
    static final String LATENT = "latent";
    /** The player that makes styles of latents; there is none unless styles are learned. */
    static final String MAPPING = "mapping";
    /** The player that makes images. */
    static final String MAKER = "maker";
    /** The wanted image. */
    static final String WANTED = "wanted";

    private static final String JUDGE = "judge";
    private static final String CLASSES = "classes";
    /** What the constant players are given for every image; its value does not matter. */
    private static final String ANY = "any";

    private static final String CONSTANT = "constant";
    /** Marks the draw of the learning rate's factor; {@link Projection} fills it. */
    static final Schedule RATE = Schedule.linear(1, 0);
    /** Marks the draw of the strength of the noise on the latent. */
    static final Schedule NOISE = Schedule.cosine(1, 0);

    /** How much features count beside pixels. */
    private static final double FEATURES = 0.1;

    /** How much the mean square of a latent counts. */
    private static final double SPREAD = 0.01;

    /** Pixels of 8 bits that are at an end of the range are beyond this. */
    private static final double END = 0.999;

    private static final double TINY = 1e-6;
    private static final int SMALLEST_POOLED = 4;

    private final Networks networks;
    private final Projection.Space space;
    private final float learningRate;

    /**
     * What takes part.
     *
     * @param generator the generator and its parameters
     * @param discriminator the discriminator and its parameters, whose features are compared
     * @param condition the classes that both are given; null if they take none
     */
    record Networks(
            Network generator,
            Map<String, Tensor> generatorValues,
            Network discriminator,
            Map<String, Tensor> discriminatorValues,
            float @Nullable [] condition) {
        /** The two halves of the generator; empty if it is not style-based. */
        Optional<StyledNetwork> styled() {
            return StyledNetwork.of(generator);
        }
    }

    ProjectionGame(Networks networks, Projection.Space space, float learningRate) {
        this.networks = networks;
        this.space = space;
        this.learningRate = learningRate;
    }

    /** The network that makes styles, if styles are learned. */
    HostedNetworks mapping(TrainingBackend backend, StyledNetwork styled) {
        Player mapping = Player.frozen(MAPPING, styled.mapping(), values(styled.mapping(), networks.generatorValues()));
        return backend.host(List.of(mapping), Device.AUTOMATIC, 0);
    }

    static CompiledGame compile(TrainingBackend backend, Game game) {
        ImmutableMap.Builder<String, ImmutableMap<String, Tensor>> values = ImmutableMap.builder();
        game.players().forEach(player -> values.put(player.name(), player.initialise(0)));
        return backend.compile(new GameSetup(
                game,
                1,
                GameSetup.encodings(game, Dataset.Encoding.FLOATS),
                Device.AUTOMATIC,
                0,
                Precision.FLOAT32,
                values.buildOrThrow()));
    }

    private static Map<String, Tensor> values(Network network, Map<String, Tensor> all) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        network.parameters()
                .forEach(parameter -> own.put(parameter.name(), Objects.requireNonNull(all.get(parameter.name()))));
        return own;
    }

    /** The game that is played, from a latent on. */
    Game game(float[] start) {
        List<Player> players = new ArrayList<>();
        players.add(Player.of(LATENT, constant(Shape.of(start.length)), Adam.of(learningRate))
                .rate(RATE)
                .weights(Map.of(CONSTANT + ".weight", Tensor.of(Shape.of(start.length), start))));
        Network maker = space == Projection.Space.LATENT
                ? networks.generator()
                : networks.styled().orElseThrow().synthesis();
        players.add(Player.frozen(MAKER, maker, values(maker, networks.generatorValues())));
        Expr any = Expr.input(ANY);
        Expr latent = Expr.apply(LATENT, any);
        Expr noise = Expr.noise(latent, Expr.Distribution.NORMAL).times(Expr.scheduled(NOISE));
        List<Expr> given = new ArrayList<>(List.of(spread(latent.plus(noise))));
        Expr classes = classes(players, any);
        if (classes != null && maker.inputs().size() > 1) {
            given.add(classes);
        }
        Expr made = shown(Expr.apply(MAKER, given.toArray(Expr[]::new)));
        Expr loss = pixels(players, made).plus(features(players, made, classes));
        if (space == Projection.Space.LATENT) {
            // normal latents have elements with a mean square of 1, and the generator knows no others
            loss = loss.plus(latent.square().mean().minus(1).square().times(SPREAD));
        }
        Shape image = networks.generator().outputShape();
        return Game.of(
                players,
                List.of(
                        new Game.Input(WANTED, image, new Game.Real()),
                        new Game.Input(ANY, Shape.of(1), new Game.Latent(Prior.NORMAL))),
                List.of(Phase.of(LATENT, List.of(LATENT), loss)));
    }

    /** The image as it would be shown: where the wanted one is at an end of the range, pixels beyond that end are not off. */
    private static Expr shown(Expr made) {
        Expr wanted = Expr.input(WANTED);
        Expr above = made.minus(1).relu().times(Expr.constant(END).lessThan(wanted));
        Expr below = made.negate().minus(1).relu().times(wanted.lessThan(Expr.constant(-END)));
        return made.minus(above).plus(below);
    }

    private static Network constant(Shape shape) {
        return Network.from("x", Shape.of(1))
                .joinAs(CONSTANT, new LearnedConstant(shape, new Init.Constant(0)), "x")
                .build();
    }

    /** The same style for all layers, where one is learned. */
    private Expr spread(Expr latent) {
        if (space != Projection.Space.W) {
            return latent;
        }
        Expr all = latent;
        for (int layer = 1; layer < networks.styled().orElseThrow().layers(); layer++) {
            all = all.concat(latent);
        }
        return all;
    }

    private @Nullable Expr classes(List<Player> players, Expr any) {
        float[] condition = networks.condition();
        if (condition == null) {
            return null;
        }
        Shape shape = Shape.of(condition.length);
        players.add(Player.frozen(CLASSES, constant(shape), Map.of(CONSTANT + ".weight", Tensor.of(shape, condition))));
        return Expr.apply(CLASSES, any);
    }

    /** The mean squared difference of pixels, and of means over 2x2, 4x4, ... pixels, as far as the sides can be halved. */
    private Expr pixels(List<Player> players, Expr made) {
        Expr difference = made.minus(Expr.input(WANTED));
        Expr loss = difference.square().mean();
        Shape image = networks.generator().outputShape();
        int scales = 1;
        for (int size = 2;
                image.isImage()
                        && image.height() % size == 0
                        && image.width() % size == 0
                        && Math.min(image.height(), image.width()) / size >= SMALLEST_POOLED;
                size *= 2) {
            String name = "pooled_" + size;
            Network pooling = Network.from("x", image).add(new AvgPool2d(size)).build();
            players.add(Player.frozen(name, pooling, Map.of()));
            loss = loss.plus(Expr.apply(name, difference).square().mean());
            scales++;
        }
        return loss.times(1.0 / scales);
    }

    /** The difference of the discriminator's features at each size of image, each in relation to what the features are. */
    private Expr features(List<Player> players, Expr made, @Nullable Expr classes) {
        Network judge = networks.discriminator();
        List<String> layers = featureLayers(judge, networks.generator().outputShape());
        Expr loss = Expr.constant(0);
        if (layers.isEmpty()) {
            return loss;
        }
        players.add(Player.frozen(JUDGE, judge, values(judge, networks.discriminatorValues())));
        Expr.Apply own = judged(judge, made, classes);
        Expr.Apply wanted = judged(judge, Expr.input(WANTED), classes);
        for (String layer : layers) {
            Expr there = new Expr.Features(wanted, layer);
            Expr apart = new Expr.Features(own, layer).minus(there).square().mean();
            loss = loss.plus(apart.over(there.square().mean().plus(TINY)));
        }
        return loss.times(FEATURES / layers.size());
    }

    private static Expr.Apply judged(Network judge, Expr image, @Nullable Expr classes) {
        return (Expr.Apply)
                (judge.inputs().size() > 1 && classes != null
                        ? Expr.apply(JUDGE, image, classes)
                        : Expr.apply(JUDGE, image));
    }

    /** The last layer of each size of image but the whole; none of a network that judges several images as one. */
    static List<String> featureLayers(Network judge, Shape image) {
        Map<Integer, String> bySize = new LinkedHashMap<>();
        if (!judge.inputs().get(0).shape().equals(image)) {
            return List.of();
        }
        for (Network.Node node : judge.nodes()) {
            Shape shape = node.shape();
            Traits.Purpose purpose = node.layer().traits().purpose();
            if (shape.isImage()
                    && shape.height() < image.height()
                    && (purpose == Traits.Purpose.ACTIVATION || purpose == Traits.Purpose.JOIN)) {
                bySize.put(shape.height(), node.name());
            }
        }
        return List.copyOf(bySize.values());
    }

    /** What a step is given. */
    static List<PhasePlan.Draw> draws(Game game) {
        return PhasePlan.of(game, game.phases().get(0)).draws();
    }

    /** The latent as it is now. */
    static float[] latent(CompiledGame game) {
        return Objects.requireNonNull(game.parameters(LATENT).get(CONSTANT + ".weight"))
                .values()
                .clone();
    }
}
