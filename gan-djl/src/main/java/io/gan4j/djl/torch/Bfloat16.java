package io.gan4j.djl.torch;

import io.gan4j.engine.Precision;
import io.gan4j.game.Player;
import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The precision of what flows through a network while its method is written: which layers compute in bfloat16, and the casts
 * where values change from one precision to the other. Convolutions and linear layers compute in bfloat16, on weights that are
 * cast once a phase; what comes between them keeps the precision of its inputs; normalizations gather their statistics in
 * float32, and layers that compare samples or draw from uniform numbers are float32. A network takes and gives float32, and
 * layers that are tapped give it too: gradients are taken there.
 */
final class Bfloat16 {
    /** The name of the list of cast weights, as an argument of a network's method. */
    static final String WEIGHTS = "narrow";

    /** libtorch's numbers of the two types. */
    private static final int FLOAT32 = 6;

    private static final int BFLOAT16 = 15;

    private final boolean isUsed;
    /** The layers whose values are asked for from outside. */
    private final Set<String> tapped;
    /** The values in bfloat16, by name. */
    private final Set<String> narrow = new HashSet<>();

    private final Set<String> cast = new HashSet<>();
    private final List<String> casts = new ArrayList<>();
    private boolean isNarrow;

    private Bfloat16(boolean isUsed, Collection<String> tapped) {
        this.isUsed = isUsed;
        this.tapped = Set.copyOf(tapped);
    }

    /** For a method of a network in this mode, some of whose layers are tapped: outside of a step everything is float32. */
    static Bfloat16 of(Precision precision, Mode mode, Collection<String> tapped) {
        return new Bfloat16(isUsed(precision, mode), tapped);
    }

    private static boolean isUsed(Precision precision, Mode mode) {
        return precision == Precision.BFLOAT16 && mode != Mode.EVALUATE;
    }

    /** True if a method of the network takes the list of cast weights. */
    static boolean takesWeights(Network network, Mode mode, Precision precision) {
        return isUsed(precision, mode) && !weights(network).isEmpty();
    }

    /** The weights that are cast as they are, rather than what a layer makes of them. */
    static List<Parameter> weights(Network network) {
        return network.nodes().stream()
                .filter(node -> node.layer().bare() == node.layer())
                .filter(node -> switch (node.layer().traits().purpose()) {
                    case WEIGHTS, ACTIVATION -> true;
                    case NORMALIZATION,
                            DROPOUT,
                            RESHAPE,
                            MINIBATCH,
                            JOIN,
                            POOLING,
                            NOISE,
                            AUGMENTATION,
                            CONSTANT,
                            LOOKUP -> false;
                })
                .flatMap(node -> node.parameters().stream())
                .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
                .toList();
    }

    /** The variable of a player's cast weights in a phase. */
    static String weights(Player player) {
        return WEIGHTS + "_" + player.name();
    }

    /** The call that casts a player's weights. */
    static String cast(Player player, String weights) {
        return "self." + player.name() + "_narrow(" + weights + ")";
    }

    /** The source of the method that casts a player's weights. */
    static String method(Player player) {
        List<Parameter> all = player.network().parameters(Parameter.Role.WEIGHT);
        StringJoiner casts = new StringJoiner(", ", "[", "]");
        for (Parameter weight : weights(player.network())) {
            casts.add(cast("p[" + all.indexOf(weight) + "]", BFLOAT16));
        }
        return "  def " + player.name() + "_narrow(self: __torch__." + Script.CLASS
                + ", p: List[Tensor]) -> List[Tensor]:\n    return " + casts + "\n";
    }

    private static String cast(String x, int type) {
        return "torch.to(" + x + ", " + type + ")";
    }

    /** Turns to the next layer. */
    void enter(Network.Node node) {
        isNarrow = isUsed
                && !tapped.contains(node.name())
                && switch (node.layer().traits().purpose()) {
                    case WEIGHTS -> true;
                    case ACTIVATION, DROPOUT, RESHAPE, JOIN, NOISE -> narrow.containsAll(node.inputs());
                    // weights that are not cast would widen what they are multiplied with
                    case POOLING ->
                        narrow.containsAll(node.inputs()) && node.parameters().isEmpty();
                    case NORMALIZATION -> computesInFloat32(node.layer()) && narrow.containsAll(node.inputs());
                    case MINIBATCH, AUGMENTATION, CONSTANT, LOOKUP -> false;
                };
        if (isNarrow) {
            narrow.add(node.name());
        }
    }

    /** True for normalizations whose operator takes bfloat16 and float32 weights, and then computes in float32. */
    private static boolean computesInFloat32(Layer layer) {
        return layer instanceof BatchNorm norm && norm.affine() == Affine.LEARNED;
    }

    /** Turns to what follows the last layer, which is float32. */
    void leave() {
        isNarrow = false;
    }

    /** True if the present layer computes in bfloat16. */
    boolean isNarrow() {
        return isNarrow;
    }

    /** The variable of an input or a layer in the precision of the present layer. */
    String taken(String name) {
        return isNarrow == narrow.contains(name) ? NetworkScript.value(name) : cast(name);
    }

    /** The variable of an input or a layer in float32. */
    String wide(String name) {
        return narrow.contains(name) ? cast(name) : NetworkScript.value(name);
    }

    /** The variable of an input or a layer in the precision that it is not in. */
    private String cast(String name) {
        String value = NetworkScript.value(name);
        boolean widens = narrow.contains(name);
        String variable = (widens ? "wide_" : "narrow_") + name;
        if (cast.add(name)) {
            casts.add(variable + " = " + cast(value, widens ? FLOAT32 : BFLOAT16));
        }
        return variable;
    }

    /** What a layer computes in float32, in the precision of the layer. */
    String narrowed(String computed) {
        return isNarrow ? cast(computed, BFLOAT16) : computed;
    }

    /** The casts that the present layer needs and no earlier one needed. */
    List<String> casts() {
        List<String> needed = List.copyOf(casts);
        casts.clear();
        return needed;
    }
}
