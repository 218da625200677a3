package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that takes part in a game: most learn by playing, a frozen one lends the others its judgement.
 *
 * @param name a lower-case identifier: {@code generator}
 * @param network the network
 * @param optimizer how its weights follow the gradient
 * @param rate the factor of the optimizer's learning rate; 1 by default
 * @param weightLimit after each update every weight is put back into {@code [-weightLimit, weightLimit]}; infinite by
 *     default. Arjovsky et al. (2017) clip WGAN's critic at 0.01
 * @param gradientClipping a bound on its gradient; none by default
 * @param historicalAveraging the factor of the squared distance between the weights and their mean over all steps, which is
 *     added to the loss; 0 by default. See {@link #historicalAveraging(double)}
 * @param average the decay of the moving average that is kept of weights and running statistics, and used instead of
 *     them outside of the game; none by default
 * @param weights the values that some of its parameters begin with, by full name; what is not named begins with the network's
 *     own initialization, from the seed of the run; empty by default
 */
@CheckReturnValue
public record Player(
        String name,
        Network network,
        Optimizer optimizer,
        Schedule rate,
        float weightLimit,
        @Nullable GradientClipping gradientClipping,
        float historicalAveraging,
        Schedule.@Nullable Averaging average,
        ImmutableMap<String, Tensor> weights) {
    /** The factor of a learning rate that stays as it is. */
    static final Schedule STEADY = Schedule.constant(1);

    /**
     * Checks the name, the limits and the given weights.
     *
     * @throws IllegalArgumentException if the name is no lower-case identifier, a number is out of range, or a weight is of no
     *     parameter of the network or has another shape
     */
    public Player {
        checkArgument(name.matches("[a-z][a-z0-9_]*"), "a name must be a lower-case identifier, was '%s'", name);
        checkArgument(weightLimit > 0, "weightLimit must be above 0, was %s", weightLimit);
        checkArgument(
                historicalAveraging >= 0 && Float.isFinite(historicalAveraging),
                "historicalAveraging must be a finite number of at least 0, was %s",
                historicalAveraging);
        checkWeights(name, network, weights);
    }

    private static void checkWeights(String name, Network network, Map<String, Tensor> weights) {
        Map<String, Shape> shapes = new HashMap<>();
        network.parameters().forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
        weights.forEach((parameter, tensor) -> {
            Shape shape = shapes.get(parameter);
            checkArgument(shape != null, "there is no parameter '%s' in the %s", parameter, name);
            checkArgument(
                    tensor.shape().equals(shape),
                    "the parameter '%s' of the %s has shape %s, the given one %s",
                    parameter,
                    name,
                    shape,
                    tensor.shape());
        });
    }

    /**
     * A player that never learns, with these values of all of its parameters; gradients flow through it to the others.
     *
     * @throws IllegalArgumentException if a value is missing, or of no parameter of the network, or has another shape
     */
    public static Player frozen(String name, Network network, Map<String, Tensor> weights) {
        network.parameters()
                .forEach(parameter -> checkArgument(
                        weights.containsKey(parameter.name()),
                        "the frozen %s needs the values of all of its parameters, there is none of '%s'",
                        name,
                        parameter.name()));
        return of(name, network, new Frozen()).weights(weights);
    }

    /** A player with nothing but its optimizer. */
    public static Player of(String name, Network network, Optimizer optimizer) {
        return new Player(name, network, optimizer, STEADY, Float.POSITIVE_INFINITY, null, 0, null, ImmutableMap.of());
    }

    /** The same player with another optimizer. */
    public Player optimizer(Optimizer other) {
        return new Player(
                name, network, other, rate, weightLimit, gradientClipping, historicalAveraging, average, weights);
    }

    /** The same player whose learning rate is multiplied by a number that changes. */
    public Player rate(Schedule factor) {
        return new Player(
                name, network, optimizer, factor, weightLimit, gradientClipping, historicalAveraging, average, weights);
    }

    /** The same player with its weights limited. */
    public Player weightLimit(double limit) {
        return new Player(
                name, network, optimizer, rate, (float) limit, gradientClipping, historicalAveraging, average, weights);
    }

    /** The same player with its gradient limited. */
    public Player gradientClipping(@Nullable GradientClipping clipping) {
        return new Player(name, network, optimizer, rate, weightLimit, clipping, historicalAveraging, average, weights);
    }

    /**
     * The same player with historical averaging (Salimans et al. 2016, section 3.3): {@code weight |theta - mean of theta over
     * the updates so far|^2} is added to its loss.
     */
    public Player historicalAveraging(double weight) {
        return new Player(
                name, network, optimizer, rate, weightLimit, gradientClipping, (float) weight, average, weights);
    }

    /** The same player with a moving average of its weights and statistics. */
    public Player average(Schedule.@Nullable Averaging decay) {
        return new Player(
                name, network, optimizer, rate, weightLimit, gradientClipping, historicalAveraging, decay, weights);
    }

    /** The same player with the values that some of its parameters begin with, by full name. */
    public Player weights(Map<String, Tensor> values) {
        return new Player(
                name,
                network,
                optimizer,
                rate,
                weightLimit,
                gradientClipping,
                historicalAveraging,
                average,
                ImmutableMap.copyOf(values));
    }

    /** The values of all parameters that it begins with: those given, and the network's own initialization from a seed. */
    public ImmutableMap<String, Tensor> initialise(long seed) {
        Map<String, Tensor> values = new LinkedHashMap<>(network.initialise(seed));
        values.putAll(weights);
        return ImmutableMap.copyOf(values);
    }

    /** True unless it is frozen. */
    public boolean learns() {
        return !(optimizer instanceof Frozen);
    }

    /** True if its learning rate changes in the course of a run. */
    public boolean hasChangingRate() {
        return !rate.equals(STEADY);
    }
}
