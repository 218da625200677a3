package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.game.Game;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.rules.Model;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The network of a model: that of its player, or those of several one after the other. */
final class ModelNetwork {
    private final Game game;
    private final ImmutableList<String> players;
    private final String port;

    ModelNetwork(Game game, Model model) {
        this.game = game;
        this.players = model.players();
        this.port = model.port();
    }

    private boolean isSingle() {
        return players.size() == 1;
    }

    private static String prefix(String player) {
        return player + "_";
    }

    /** True if an input of a player takes what the player before gives. */
    private boolean isInner(int place, Network.Input input) {
        List<Network.Input> all = game.network(players.get(place)).inputs();
        return place > 0 && input.equals(port.isEmpty() ? all.get(0) : named(all));
    }

    private Network.Input named(List<Network.Input> all) {
        return all.stream()
                .filter(input -> input.name().equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no input is named '" + port
                        + "', by which a player would take what the one before gives: " + all));
    }

    /**
     * What the whole is given, each name once: the players' inputs in their order, or from the last to the first by a named
     * input.
     */
    private List<Network.Input> inputs() {
        Map<String, Network.Input> inputs = new LinkedHashMap<>();
        for (int i = 0; i < players.size(); i++) {
            int place = port.isEmpty() ? i : players.size() - 1 - i;
            for (Network.Input input : game.network(players.get(place)).inputs()) {
                if (!isInner(place, input)) {
                    inputs.putIfAbsent(input.name(), input);
                }
            }
        }
        return ImmutableList.copyOf(inputs.values());
    }

    /** The whole as one network. */
    Network network() {
        Network first = game.network(players.get(0));
        if (isSingle()) {
            return first;
        }
        List<Network.Input> inputs = inputs();
        NetworkBuilder whole = Network.from(inputs.get(0).name(), inputs.get(0).shape());
        inputs.stream().skip(1).forEach(input -> whole.input(input.name(), input.shape()));
        String newest = "";
        for (int i = 0; i < players.size(); i++) {
            String player = players.get(i);
            Network network = game.network(player);
            List<String> from = new ArrayList<>();
            for (Network.Input input : network.inputs()) {
                from.add(isInner(i, input) ? newest : input.name());
            }
            whole.append(prefix(player), network, from.toArray(String[]::new));
            newest = prefix(player) + network.output().name();
        }
        return whole.build();
    }

    /** The parameters of {@link #network}. */
    Map<String, Tensor> parameters(HostedNetworks networks) {
        if (isSingle()) {
            return networks.parameters(players.get(0));
        }
        ImmutableMap.Builder<String, Tensor> all = ImmutableMap.builder();
        for (String player : players) {
            networks.parameters(player).forEach((name, tensor) -> all.put(prefix(player) + name, tensor));
        }
        return all.buildOrThrow();
    }

    /**
     * Evaluates the whole.
     *
     * @param evaluators evaluate a player's network
     */
    Runner runner(Function<String, Runner> evaluators) {
        List<Runner> runners = players.stream().map(evaluators).toList();
        return isSingle() ? runners.get(0) : new Chain(runners);
    }

    /** Runs the networks one after the other. */
    private final class Chain implements Runner {
        private final List<Runner> runners;

        Chain(List<Runner> runners) {
            this.runners = runners;
        }

        @Override
        public List<float[]> run(List<float[]> inputs, int count) {
            List<Network.Input> names = inputs();
            ImmutableMap.Builder<String, float[]> given = ImmutableMap.builder();
            for (int i = 0; i < names.size(); i++) {
                given.put(names.get(i).name(), inputs.get(i));
            }
            Map<String, float[]> byName = given.buildOrThrow();
            List<float[]> newest = List.of();
            for (int i = 0; i < runners.size(); i++) {
                List<float[]> from = new ArrayList<>();
                for (Network.Input input : game.network(players.get(i)).inputs()) {
                    from.add(
                            isInner(i, input)
                                    ? newest.get(0)
                                    : Objects.requireNonNull(byName.get(input.name()), input.name()));
                }
                newest = runners.get(i).run(from, count);
            }
            return newest;
        }

        @Override
        public void close() {
            runners.forEach(Runner::close);
        }
    }
}
