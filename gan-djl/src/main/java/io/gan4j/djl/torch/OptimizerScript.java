package io.gan4j.djl.torch;

import io.gan4j.game.Adam;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Player;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Sgd;
import java.util.ArrayList;
import java.util.List;

/** Writes the update of a player's weights from their gradients {@code g}. */
final class OptimizerScript {
    private OptimizerScript() {}

    /**
     * What an optimizer keeps.
     *
     * @param name its name: {@code m}, {@code v}, {@code t}
     * @param scalar true if it is one number a parameter, false if it has the parameter's shape
     */
    record Slot(String name, boolean scalar) {}

    /** What an optimizer keeps for each weight, all zero at first. */
    static List<Slot> slots(Optimizer optimizer) {
        if (optimizer instanceof Adam) {
            return List.of(new Slot("m", false), new Slot("v", false), new Slot("t", true));
        } else if (optimizer instanceof RmsProp) {
            return List.of(new Slot("v", false));
        }
        return ((Sgd) optimizer).momentum() == 0 ? List.of() : List.of(new Slot("b", false));
    }

    static List<String> update(Player player) {
        List<String> lines = new ArrayList<>(ofOptimizer(player));
        if (Float.isFinite(player.weightLimit())) {
            String p = Script.weights(player);
            lines.add("torch._foreach_clamp_min_(" + p + ", -" + player.weightLimit() + ")");
            lines.add("torch._foreach_clamp_max_(" + p + ", " + player.weightLimit() + ")");
        }
        return lines;
    }

    private static List<String> ofOptimizer(Player player) {
        String p = Script.weights(player);
        if (player.optimizer() instanceof Adam adam) {
            String m = Script.slot(player, "m");
            String v = Script.slot(player, "v");
            String t = Script.slot(player, "t");
            return List.of(
                    "torch._foreach_add_(" + t + ", 1)",
                    "torch._fused_adam_(" + p + ", g, " + m + ", " + v + ", annotate(List[Tensor], []), " + t + ", lr="
                            + adam.learningRate() + ", beta1=" + adam.beta1() + ", beta2=" + adam.beta2()
                            + ", weight_decay=0., eps=" + adam.epsilon() + ", amsgrad=False, maximize=False)");
        } else if (player.optimizer() instanceof RmsProp rms) {
            String v = Script.slot(player, "v");
            return List.of(
                    "torch._foreach_mul_(" + v + ", " + rms.decay() + ")",
                    "torch._foreach_addcmul_(" + v + ", g, g, " + (1 - decimal(rms.decay())) + ")",
                    "r = torch._foreach_sqrt(" + v + ")",
                    "torch._foreach_add_(r, " + rms.epsilon() + ")",
                    "torch._foreach_addcdiv_(" + p + ", g, r, -" + rms.learningRate() + ")");
        }
        Sgd sgd = (Sgd) player.optimizer();
        String minusRate = "-" + sgd.learningRate();
        if (sgd.momentum() == 0) {
            return List.of("torch._foreach_add_(" + p + ", g, alpha=" + minusRate + ")");
        }
        String b = Script.slot(player, "b");
        return List.of(
                "torch._foreach_mul_(" + b + ", " + sgd.momentum() + ")",
                "torch._foreach_add_(" + b + ", g)",
                "torch._foreach_add_(" + p + ", " + b + ", alpha=" + minusRate + ")");
    }

    /** The number that a float was written as: 0.99f is meant as 0.99, which is what the script says as well. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
