package io.gan4j.djl.torch;

import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.Traits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the update of a player's weights from their gradients {@code g}. */
final class OptimizerScript {
    /** Keeps the root of a second moment of zero differentiable; its square root is Adam's usual epsilon. */
    private static final String TINY = "1e-16";

    private OptimizerScript() {}

    /**
     * What is kept for each weight.
     *
     * @param name its name: {@code m}, {@code v}, {@code t}
     * @param scalar true if it is one number a parameter, false if it has the parameter's shape
     */
    record Slot(String name, boolean scalar) {}

    /** What a player's optimizer and its historical averaging keep for each weight, all zero at first. */
    static List<Slot> slots(Player player) {
        List<Slot> slots = new ArrayList<>(slots(player.optimizer()));
        if (player.historicalAveraging() > 0) {
            slots.add(new Slot("h", false));
            slots.add(new Slot("n", true));
        }
        return slots;
    }

    private static List<Slot> slots(Optimizer optimizer) {
        if (optimizer instanceof Adam) {
            return List.of(new Slot("m", false), new Slot("v", false), new Slot("t", true));
        } else if (optimizer instanceof RmsProp) {
            return List.of(new Slot("v", false));
        }
        return optimizer instanceof Sgd sgd && sgd.momentum() != 0 ? List.of(new Slot("b", false)) : List.of();
    }

    /**
     * The update, and all that goes with it.
     *
     * @param plan the phase in which the player learns
     * @param norm the variable of the gradient's norm
     */
    static List<String> update(Player player, PhasePlan plan, String norm) {
        String p = Script.weights(player);
        List<String> lines = new ArrayList<>();
        historicalAveraging(player, lines);
        clip(player.gradientClipping(), "g", player.historicalAveraging() > 0 ? "self.norm(g)" : norm, lines);
        ofOptimizer(player, rate(player, plan, lines), lines);
        if (Float.isFinite(player.weightLimit())) {
            lines.add("torch._foreach_clamp_min_(" + p + ", -" + player.weightLimit() + ")");
            lines.add("torch._foreach_clamp_max_(" + p + ", " + player.weightLimit() + ")");
        }
        average(player, plan, lines);
        return lines;
    }

    /** The player's present learning rate: written out, or a variable. */
    private static String rate(Player player, PhasePlan plan, List<String> lines) {
        String rate = Float.toString(player.optimizer().learningRate());
        if (!player.hasChangingRate()) {
            return rate;
        }
        lines.add("rate = torch.mul(" + scheduled(plan, player.rate()) + ", " + rate + ")");
        return "rate";
    }

    /** The present number of a schedule that the phase is given. */
    private static String scheduled(PhasePlan plan, Schedule schedule) {
        int place = plan.draws().indexOf(new PhasePlan.ScheduleDraw(schedule));
        return "float(" + Script.DRAWS + "[" + place + "])";
    }

    private static void historicalAveraging(Player player, List<String> lines) {
        if (player.historicalAveraging() > 0) {
            String p = Script.weights(player);
            String h = Script.slot(player, "h");
            String n = Script.slot(player, "n");
            lines.add("torch._foreach_add_(" + n + ", 1)");
            lines.add("torch._foreach_add_(" + h + ", torch._foreach_div(torch._foreach_sub(" + p + ", " + h + "), " + n
                    + "))");
            lines.add("g = torch._foreach_add(g, torch._foreach_sub(" + p + ", " + h + "), alpha="
                    + 2 * decimal(player.historicalAveraging()) + ")");
        }
    }

    private static void clip(@Nullable GradientClipping clipping, String g, String norm, List<String> lines) {
        if (clipping == null) {
            return;
        }
        float limit = clipping.limit();
        switch (clipping.kind()) {
            case VALUE -> {
                lines.add(g + " = torch._foreach_clamp_min(" + g + ", -" + limit + ")");
                lines.add(g + " = torch._foreach_clamp_max(" + g + ", " + limit + ")");
            }
            case NORM -> {
                // not above 1, and no division by the norm of a gradient that is zero
                lines.add(
                        "c = torch.mul(torch.reciprocal(torch.clamp_min(" + norm + ", " + limit + ")), " + limit + ")");
                // a list of one factor for all: libtorch 2.7.1 cannot differentiate the product with a tensor
                lines.add(g + " = torch._foreach_mul(" + g + ", torch.mul([c], torch.len(" + g + ")))");
            }
        }
    }

    private static void average(Player player, PhasePlan plan, List<String> lines) {
        if (player.average() == null) {
            return;
        }
        lines.add("share = torch.sub(1., " + scheduled(plan, player.average()) + ")");
        for (Parameter.Role role : Parameter.Role.values()) {
            if (!player.network().parameters(role).isEmpty()) {
                lines.add("torch._foreach_lerp_(" + Script.average(player, role) + ", " + Script.list(player, role)
                        + ", share)");
            }
        }
        presentIsNotAveraged(player, lines);
    }

    private static void presentIsNotAveraged(Player player, List<String> lines) {
        List<Parameter> statistics = player.network().parameters(Parameter.Role.STATISTIC);
        for (Parameter present : player.network().parameters(Traits.Statistics.PRESENT)) {
            String place = "[" + statistics.indexOf(present) + "]";
            lines.add("_ = torch.copy_(" + Script.average(player, Parameter.Role.STATISTIC) + place + ", "
                    + Script.statistics(player) + place + ")");
        }
    }

    private static void ofOptimizer(Player player, String rate, List<String> lines) {
        String p = Script.weights(player);
        if (player.optimizer() instanceof Adam adam) {
            String m = Script.slot(player, "m");
            String v = Script.slot(player, "v");
            String t = Script.slot(player, "t");
            lines.add("torch._foreach_add_(" + t + ", 1)");
            lines.add(
                    "torch._fused_adam_(" + p + ", g, " + m + ", " + v + ", annotate(List[Tensor], []), " + t + ", lr="
                            + rate + ", beta1=" + adam.beta1() + ", beta2=" + adam.beta2() + ", weight_decay=0., eps="
                            + adam.epsilon() + ", amsgrad=False, maximize=False)");
        } else if (player.optimizer() instanceof RmsProp rms) {
            String v = Script.slot(player, "v");
            lines.add("torch._foreach_mul_(" + v + ", " + rms.decay() + ")");
            lines.add("torch._foreach_addcmul_(" + v + ", g, g, " + (1 - decimal(rms.decay())) + ")");
            lines.add("r = torch._foreach_sqrt(" + v + ")");
            lines.add("torch._foreach_add_(r, " + rms.epsilon() + ")");
            lines.add("torch._foreach_addcdiv_(" + p + ", g, r, " + minus(rate) + ")");
        } else if (player.optimizer() instanceof Sgd sgd && sgd.momentum() != 0) {
            String b = Script.slot(player, "b");
            lines.add("torch._foreach_mul_(" + b + ", " + sgd.momentum() + ")");
            lines.add("torch._foreach_add_(" + b + ", g)");
            lines.add("torch._foreach_add_(" + p + ", " + b + ", alpha=" + minus(rate) + ")");
        } else {
            lines.add("torch._foreach_add_(" + p + ", g, alpha=" + minus(rate) + ")");
        }
    }

    /** The negative of a rate that is written out or a variable. */
    private static String minus(String rate) {
        return rate.equals("rate") ? "torch.neg(rate)" : "-" + rate;
    }

    /** What an unrolling begins with: the slots as they are, under names that it may reassign. */
    static List<String> lookaheadStart(Player player) {
        return slots(player.optimizer()).stream()
                .map(slot -> "ahead_" + slot.name() + " = " + Script.slot(player, slot.name()))
                .toList();
    }

    /** An update of the weights {@code u} from their gradients {@code q}, out of place, through which gradients flow. */
    static List<String> unrolling(Player player, PhasePlan plan) {
        List<String> lines = new ArrayList<>();
        clip(player.gradientClipping(), "q", "self.norm(q)", lines);
        ofOptimizerAhead(player, rate(player, plan, lines), lines);
        if (Float.isFinite(player.weightLimit())) {
            lines.add("u = torch._foreach_clamp_min(u, -" + player.weightLimit() + ")");
            lines.add("u = torch._foreach_clamp_max(u, " + player.weightLimit() + ")");
        }
        return lines;
    }

    private static void ofOptimizerAhead(Player player, String rate, List<String> lines) {
        if (player.optimizer() instanceof Adam adam) {
            double beta1 = decimal(adam.beta1());
            double beta2 = decimal(adam.beta2());
            lines.add("ahead_t = torch._foreach_add(ahead_t, 1)");
            lines.add(moment("m", "q", beta1));
            lines.add(moment("v", "torch._foreach_mul(q, q)", beta2));
            lines.add("mean = torch._foreach_div(ahead_m, " + correction(beta1) + ")");
            lines.add("square = torch._foreach_div(ahead_v, " + correction(beta2) + ")");
            lines.add("r = torch._foreach_add(torch._foreach_sqrt(torch._foreach_add(square, " + TINY + ")), "
                    + adam.epsilon() + ")");
            lines.add(moved("torch._foreach_div(mean, r)", rate));
        } else if (player.optimizer() instanceof RmsProp rms) {
            lines.add(moment("v", "torch._foreach_mul(q, q)", decimal(rms.decay())));
            lines.add("r = torch._foreach_add(torch._foreach_sqrt(torch._foreach_add(ahead_v, " + TINY + ")), "
                    + rms.epsilon() + ")");
            lines.add(moved("torch._foreach_div(q, r)", rate));
        } else if (player.optimizer() instanceof Sgd sgd && sgd.momentum() != 0) {
            lines.add("ahead_b = torch._foreach_add(torch._foreach_mul(ahead_b, " + sgd.momentum() + "), q)");
            lines.add(moved("ahead_b", rate));
        } else {
            lines.add(moved("q", rate));
        }
    }

    private static String moment(String slot, String of, double decay) {
        String name = "ahead_" + slot;
        return name + " = torch._foreach_add(torch._foreach_mul(" + name + ", " + decay + "), torch._foreach_mul(" + of
                + ", " + (1 - decay) + "))";
    }

    private static String correction(double beta) {
        return "torch._foreach_add(torch._foreach_neg(torch._foreach_pow(" + beta + ", ahead_t)), 1)";
    }

    private static String moved(String direction, String rate) {
        return "u = torch._foreach_sub(u, torch._foreach_mul(" + direction + ", " + rate + "))";
    }

    /** The number that a float was written as: 0.99f is meant as 0.99, which is what the script says as well. */
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }
}
