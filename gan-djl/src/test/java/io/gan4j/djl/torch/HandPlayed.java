package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A game on libtorch whose every feed is made by hand: floats throughout, on one thread. */
final class HandPlayed implements AutoCloseable {
    private final Game game;
    private final TorchGame compiled;
    private final int batch;

    private HandPlayed(Game game, int batch, ImmutableMap<String, ImmutableMap<String, Tensor>> parameters) {
        this(game, batch, parameters, Precision.FLOAT32);
    }

    private HandPlayed(
            Game game, int batch, ImmutableMap<String, ImmutableMap<String, Tensor>> parameters, Precision precision) {
        this.game = game;
        this.batch = batch;
        GameSetup setup = GameSetup.of(game, batch, Dataset.Encoding.FLOATS, Device.CPU, 1, parameters);
        this.compiled = (TorchGame) TorchBackend.compile(setup.precision(precision));
    }

    /** With the players' own initial parameters. */
    static HandPlayed of(Game game, int batch) {
        ImmutableMap.Builder<String, ImmutableMap<String, Tensor>> parameters = ImmutableMap.builder();
        for (Player player : game.players()) {
            parameters.put(player.name(), player.initialise(player.name().length()));
        }
        return new HandPlayed(game, batch, parameters.buildOrThrow());
    }

    /** With these parameters of each player. */
    static HandPlayed with(Game game, int batch, Map<String, Map<String, Tensor>> parameters) {
        return with(game, batch, parameters, Precision.FLOAT32);
    }

    /** With these parameters of each player, in a precision. */
    static HandPlayed with(Game game, int batch, Map<String, Map<String, Tensor>> parameters, Precision precision) {
        ImmutableMap.Builder<String, ImmutableMap<String, Tensor>> copies = ImmutableMap.builder();
        parameters.forEach((player, values) -> copies.put(player, ImmutableMap.copyOf(values)));
        return new HandPlayed(game, batch, copies.buildOrThrow(), precision);
    }

    /** A network that takes no part in any phase, with these parameters, for its evaluation. */
    static HandPlayed evaluating(Network network, Map<String, Tensor> parameters) {
        Player learner = bystander();
        Player evaluated = Player.of("evaluated", network, Sgd.of(1));
        Phase phase = new Phase(learner.name(), 1, bystanderLoss(), ImmutableMap.of());
        Game game = Game.of(List.of(learner, evaluated), List.of(bystanderInput()), List.of(phase));
        return new HandPlayed(
                game,
                2,
                ImmutableMap.of(
                        learner.name(),
                        ImmutableMap.copyOf(learner.network().initialise(0)),
                        evaluated.name(),
                        ImmutableMap.copyOf(parameters)));
    }

    /** The values of scalars that need no player, given the inputs, of which each is a batch of this shape. */
    static Map<String, Float> values(Map<String, Expr> scalars, Shape shape, int batch, Map<String, float[]> inputs) {
        List<Game.Input> named = new ArrayList<>(List.of(bystanderInput()));
        inputs.keySet().forEach(name -> named.add(new Game.Input(name, shape, new Game.Real())));
        Phase phase = new Phase("bystander", 1, bystanderLoss(), ImmutableMap.copyOf(scalars));
        try (HandPlayed played = of(Game.of(List.of(bystander()), named, List.of(phase)), batch)) {
            Map<String, float[]> feeds = new LinkedHashMap<>(inputs);
            feeds.put("one", new float[batch]);
            float[] outcomes = played.step(feeds);
            Map<String, Float> values = new LinkedHashMap<>();
            List<String> names = PhasePlan.of(played.game, phase).names();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), outcomes[i]);
            }
            return values;
        }
    }

    private static Player bystander() {
        return Player.of("bystander", Network.from("x", Shape.of(1)).linear(1).build(), Sgd.of(1));
    }

    private static Game.Input bystanderInput() {
        return new Game.Input("one", Shape.of(1), new Game.Real());
    }

    private static Expr bystanderLoss() {
        return Expr.apply("bystander", Expr.input("one")).mean();
    }

    /** A game of one player, "p", and inputs "x", "y"... of one shape. */
    static Game onePlayer(Player player, Map<String, Shape> inputs, Expr loss) {
        List<Game.Input> all = inputs.entrySet().stream()
                .map(e -> new Game.Input(e.getKey(), e.getValue(), new Game.Real()))
                .toList();
        return Game.of(List.of(player), all, List.of(new Phase(player.name(), 1, loss, ImmutableMap.of())));
    }

    /** Plays a step of a game without masks; a uniform number is 0.25. */
    float[] step(Map<String, float[]> inputs) {
        return step(draw -> {
            if (draw instanceof PhasePlan.InputDraw input) {
                return inputs.get(input.input().name());
            }
            float[] uniform = new float[batch];
            Arrays.fill(uniform, 0.25f);
            return uniform;
        });
    }

    /** Plays a step with a feed for each draw. */
    float[] step(Function<PhasePlan.Draw, float[]> feed) {
        List<ByteBuffer> feeds = new ArrayList<>();
        for (Phase phase : game.phases()) {
            for (int play = 0; play < phase.plays(); play++) {
                PhasePlan.of(game, phase).draws().forEach(draw -> feeds.add(direct(feed.apply(draw))));
            }
        }
        return compiled.step(feeds);
    }

    private static ByteBuffer direct(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    float[] parameter(String player, String name) {
        return compiled.parameters(player).get(name).values();
    }

    Map<String, Tensor> parameters(String player) {
        return compiled.parameters(player);
    }

    Map<String, Tensor> state() {
        return compiled.state();
    }

    /** The state by what it is: {@code "generator weights"}, {@code "generator statistics"}, {@code "generator m"}. */
    Map<String, List<Tensor>> byKind() {
        Map<String, List<Tensor>> kinds = new LinkedHashMap<>();
        compiled.state().forEach((name, tensor) -> {
            String[] parts = name.split("\\.");
            String kind =
                    parts[1].equals("optimizer") ? parts[2] : name.contains("running_") ? "statistics" : "weights";
            kinds.computeIfAbsent(parts[0] + " " + kind, key -> new ArrayList<>())
                    .add(tensor);
        });
        return kinds;
    }

    int liveArrays() {
        return compiled.liveArrays();
    }

    TorchGame game() {
        return compiled;
    }

    float[] evaluate(String player, float[] input, int count) {
        try (Runner runner = compiled.evaluator(player)) {
            return runner.run(input, count);
        }
    }

    /** What a player gives in evaluation for a batch of each of its inputs. */
    float[] evaluate(String player, List<float[]> inputs, int count) {
        try (Runner runner = compiled.evaluator(player)) {
            return runner.run(inputs, count).get(0);
        }
    }

    /** The largest difference between two arrays of one length. */
    static double difference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs(a[i] - b[i]);
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }

    /** Normal deviates. */
    static float[] normal(int count, long seed) {
        float[] values = new float[count];
        RandomStream.of(seed).fillNormal(values, 0, 1);
        return values;
    }

    /**
     * Parameters as a training would leave them: biases that are not 0, statistics that are not 0 or 1, averages of singular
     * vectors that are not of unit length.
     */
    static Map<String, Tensor> trained(Network network, long seed) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        network.initialise(seed).forEach((name, tensor) -> {
            float[] array = tensor.values().clone();
            RandomStream random = RandomStream.of(seed, name.hashCode());
            if (name.endsWith("_var")) {
                random.fillUniform(array, 0.25f, 4);
            } else if (name.endsWith("weight_u") || name.endsWith("weight_v")) {
                for (int i = 0; i < array.length; i++) {
                    array[i] *= 0.7f;
                }
            } else if (tensor.shape().rank() == 1) {
                random.fillNormal(array, 0.1, 0.5);
            }
            values.put(name, Tensor.of(tensor.shape(), array));
        });
        return values.buildOrThrow();
    }

    @Override
    public void close() {
        compiled.close();
    }
}
