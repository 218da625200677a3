package io.gan4j.djl.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.gan4j.engine.CompiledGame;
import io.gan4j.game.Player;
import io.gan4j.layer.Parameter;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * All that a player has between two steps: weights, running statistics, what its optimizer keeps, and moving averages; owned
 * by one manager.
 */
final class PlayerState {
    private final Player player;
    /** The arrays by the name of the list that they are passed in; no list is empty. */
    private final Map<String, List<NDArray>> lists = new LinkedHashMap<>();
    /** The names of the arrays of each list. */
    private final Map<String, List<String>> names = new LinkedHashMap<>();

    PlayerState(Player player, Map<String, Tensor> initial, NDManager owner) {
        this.player = player;
        List<Parameter> weights = player.network().parameters(Parameter.Role.WEIGHT);
        put(Script.weights(player), "", weights, initial, owner);
        for (OptimizerScript.Slot slot : OptimizerScript.slots(player)) {
            List<NDArray> zeros = new ArrayList<>();
            for (Parameter weight : weights) {
                zeros.add(owner.zeros(shape(slot.scalar() ? Shape.scalar() : weight.shape()), DataType.FLOAT32));
            }
            put(Script.slot(player, slot.name()), CompiledGame.OPTIMIZER + slot.name() + ".", weights, zeros);
        }
        put(Script.statistics(player), "", player.network().parameters(Parameter.Role.STATISTIC), initial, owner);
        if (player.average() != null) {
            for (Parameter.Role role : Parameter.Role.values()) {
                put(
                        Script.average(player, role),
                        CompiledGame.AVERAGE,
                        player.network().parameters(role),
                        initial,
                        owner);
            }
        }
    }

    private void put(
            String list, String prefix, List<Parameter> parameters, Map<String, Tensor> initial, NDManager owner) {
        List<NDArray> arrays = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Tensor tensor = Objects.requireNonNull(initial.get(parameter.name()), parameter.name());
            arrays.add(owner.create(tensor.values(), shape(parameter.shape())));
        }
        put(list, prefix, parameters, arrays);
    }

    private void put(String list, String prefix, List<Parameter> parameters, List<NDArray> arrays) {
        if (!arrays.isEmpty()) {
            lists.put(list, arrays);
            names.put(
                    list,
                    parameters.stream()
                            .map(parameter -> player.name() + "." + prefix + parameter.name())
                            .toList());
        }
    }

    /** Moves all arrays, in their order, into memory that is sized for them. */
    void move(StateMemory memory) {
        lists.replaceAll((list, arrays) -> arrays.stream().map(memory::move).toList());
    }

    static ai.djl.ndarray.types.Shape shape(Shape shape) {
        long[] extents = new long[shape.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = shape.extent(axis);
        }
        return new ai.djl.ndarray.types.Shape(extents);
    }

    /** All lists, as arguments of a step. */
    List<TorchModule.Argument> arguments() {
        return lists.entrySet().stream()
                .map(entry -> TorchModule.Argument.list(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All arrays by a name that says what they are: {@code generator.optimizer.m.linear_1.weight}. */
    Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        lists.forEach((list, values) -> {
            List<String> own = Objects.requireNonNull(names.get(list), list);
            for (int i = 0; i < own.size(); i++) {
                arrays.put(own.get(i), values.get(i));
            }
        });
        return arrays;
    }

    /** The arrays of a role with which the network is used outside of the game: averages, where there are any. */
    List<NDArray> used(Parameter.Role role) {
        String average = Script.average(player, role);
        String name = lists.containsKey(average) ? average : Script.list(player, role);
        return Objects.requireNonNull(lists.get(name), name);
    }

    /** Weights and statistics with which the network is used, copied, in the order of the layers. */
    Map<String, Tensor> parameters() {
        Map<Parameter.Role, List<Parameter>> byRole =
                player.network().parameters().stream().collect(Collectors.groupingBy(Parameter::role));
        Map<String, Tensor> copies = new LinkedHashMap<>();
        player.network().parameters().forEach(p -> copies.put(p.name(), Tensor.zeros(p.shape())));
        byRole.forEach((role, parameters) -> {
            List<NDArray> arrays = used(role);
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                copies.put(
                        parameter.name(),
                        Tensor.of(parameter.shape(), arrays.get(i).toFloatArray()));
            }
        });
        return copies;
    }
}
