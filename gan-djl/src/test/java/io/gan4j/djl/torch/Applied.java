package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.gan4j.engine.Precision;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network's methods on libtorch, applied without a game, to one input and in double precision, so that values and
 * gradients can be held against Java's to many digits.
 */
final class Applied implements AutoCloseable {
    private static final String HEAD = """
            class Game(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def leaves(self: __torch__.Game, p: List[Tensor]) -> List[Tensor]:
                w = annotate(List[Tensor], [])
                for i in range(torch.len(p)):
                  _ = torch.append(w, torch.requires_grad_(torch.detach(p[i]), True))
                return w
              def gradients(self: __torch__.Game, loss: Tensor, at: List[Tensor]) -> Tensor:
                found = torch.autograd.grad([loss], at, None, None, False, True)
                out = [torch.reshape(torch.detach(loss), [1])]
                for i in range(torch.len(found)):
                  g = found[i]
                  if torch.__isnot__(g, None):
                    gradient = unchecked_cast(Tensor, g)
                  else:
                    gradient = torch.zeros_like(at[i])
                  _ = torch.append(out, torch.reshape(gradient, [-1]))
                return torch.cat(out)
            """;

    private static final String VALUE = """
              def METHOD_value(self: __torch__.Game, x: List[Tensor]DECLARED) -> Tensor:
                return torch.reshape(self.METHOD(x[0]GIVEN), [-1])
            """;

    private static final String TAPPED = """
              def METHOD_value(self: __torch__.Game, x: List[Tensor]DECLARED) -> Tensor:
                y = self.METHOD(x[0]GIVEN)
                out = annotate(List[Tensor], [])
                for i in range(torch.len(y)):
                  _ = torch.append(out, torch.reshape(y[i], [-1]))
                return torch.cat(out)
            """;

    private static final String GRADIENTS = """
              def METHOD_gradient(self: __torch__.Game, x: List[Tensor], c: List[Tensor]DECLARED) -> Tensor:
                w = self.leaves(p)
                at = torch.requires_grad_(torch.detach(x[0]), True)
                loss = torch.sum(torch.mul(self.METHOD(at LEAVES), c[0]))
                for i in range(torch.sub(torch.len(x), 1)):
                  other = self.METHOD(x[torch.add(i, 1)] LEAVES)
                  loss = torch.add(loss, torch.sum(torch.mul(torch.square(other), c[0])))
                return self.gradients(loss, torch.add([at], w))
              def METHOD_penalty(self: __torch__.Game, x: List[Tensor], c: List[Tensor]DECLARED) -> Tensor:
                w = self.leaves(p)
                at = torch.requires_grad_(torch.detach(x[0]), True)
                score = torch.sum(torch.mul(self.METHOD(at LEAVES), c[0]))
                slope = torch.autograd.grad([score], [at], None, None, True, True)[0]
                return self.gradients(torch.sum(torch.square(unchecked_cast(Tensor, slope))), torch.add([at], w))
            """;

    private final Network network;
    private final NDManager owner = NDManager.newBaseManager(Device.cpu(), TorchBackend.ENGINE);
    private final TorchModule module;
    private final Map<String, List<NDArray>> lists = new HashMap<>();

    private Applied(Network network, String source, Map<String, Tensor> parameters) {
        this.network = network;
        this.module = TorchModule.load(source, Device.cpu());
        list("p", Parameter.Role.WEIGHT, parameters);
        list("s", Parameter.Role.STATISTIC, parameters);
    }

    private void list(String name, Parameter.Role role, Map<String, Tensor> parameters) {
        List<NDArray> arrays = new ArrayList<>();
        for (Parameter parameter : network.parameters(role)) {
            double[] values = doubles(
                    Objects.requireNonNull(parameters.get(parameter.name())).values());
            arrays.add(owner.create(values, PlayerState.shape(parameter.shape())));
        }
        lists.put(name, arrays);
    }

    /** A network with these parameters. */
    static Applied of(Network network, Map<String, Tensor> parameters) {
        boolean learns = !network.parameters(Parameter.Role.WEIGHT).isEmpty();
        StringBuilder source = new StringBuilder(HEAD).append(NetworkHelpers.SOURCE);
        for (Mode mode : Mode.values()) {
            source.append(NetworkScript.method("n", network, mode));
            source.append(methods(network, mode, learns ? VALUE + GRADIENTS : VALUE));
        }
        return new Applied(network, source.toString(), parameters);
    }

    /** A network whose value, but in evaluation, is its output and what is tapped, one after the other. */
    static Applied tapped(Network network, Map<String, Tensor> parameters, String... taps) {
        StringBuilder source = new StringBuilder(HEAD).append(NetworkHelpers.SOURCE);
        for (Mode mode : Mode.values()) {
            source.append(NetworkScript.method("n", network, mode, List.of(taps), Precision.FLOAT32));
            source.append(methods(network, mode, mode == Mode.EVALUATE ? VALUE : TAPPED));
        }
        return new Applied(network, source.toString(), parameters);
    }

    private static String methods(Network network, Mode mode, String template) {
        StringBuilder declared = new StringBuilder();
        StringBuilder given = new StringBuilder();
        for (String list : NetworkScript.lists(network, mode)) {
            declared.append(", ").append(list).append(": List[Tensor]");
            given.append(", ").append(list);
        }
        return template.replace("METHOD", mode.method("n"))
                .replace("DECLARED", declared)
                .replace("GIVEN", given)
                .replace(" LEAVES", given.toString().replace(", p", ", w"));
    }

    /** The output for a batch. */
    double[] value(Mode mode, int count, double... x) {
        return call(mode, "value", count, x);
    }

    /**
     * The sum of the outputs' products with {@link #factors} for the first batch, and of their squares' for the second, if
     * there is one; its gradient with respect to the first batch; and that with respect to each weight; one after the other.
     */
    double[] gradient(Mode mode, int count, double... x) {
        return call(mode, "gradient", count, x);
    }

    /** As {@link #gradient}, of the sum of squares of the gradient with respect to the batch. */
    double[] penalty(Mode mode, int count, double... x) {
        return call(mode, "penalty", count, x);
    }

    private double[] call(Mode mode, String method, int count, double[] x) {
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try (NDManager scope = owner.newSubManager()) {
            List<NDArray> batches = new ArrayList<>();
            int size = count * network.inputs().get(0).shape().size();
            for (int from = 0; from < x.length; from += size) {
                double[] batch = Arrays.copyOfRange(x, from, from + size);
                batches.add(scope.create(
                        batch, batched(count, network.inputs().get(0).shape())));
            }
            List<TorchModule.Argument> arguments = new ArrayList<>();
            arguments.add(TorchModule.Argument.list("x", batches));
            if (!method.equals("value")) {
                double[] factors = factors(count * network.outputShape().size());
                NDArray c = scope.create(factors, batched(count, network.outputShape()));
                arguments.add(TorchModule.Argument.list("c", List.of(c)));
            }
            for (String list : NetworkScript.lists(network, mode)) {
                arguments.add(TorchModule.Argument.list(list, Objects.requireNonNull(lists.get(list), list)));
            }
            return module.call(mode.method("n") + "_" + method, arguments, scope)
                    .toDoubleArray();
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }

    /** The factors of the outputs, fixed and of either sign. */
    static double[] factors(int count) {
        double[] factors = new double[count];
        RandomStream random = RandomStream.of(99);
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextGaussian();
        }
        return factors;
    }

    /** Sets the reference samples of virtual batch normalisation. */
    Applied reference(int count, double... r) {
        lists.put(
                "r",
                List.of(owner.create(r, batched(count, network.inputs().get(0).shape()))));
        return this;
    }

    /** Sets what is drawn for the network's only layer that has something drawn. */
    Applied drawn(int count, double... values) {
        Network.Node drawing = network.nodes().stream()
                .filter(node -> node.layer().traits().drawn() != null)
                .findFirst()
                .orElseThrow();
        io.gan4j.tensor.Shape shape =
                Objects.requireNonNull(drawing.layer().traits().drawn()).shape(drawing.shape());
        lists.put("m", List.of(owner.create(values, batched(count, shape))));
        return this;
    }

    /** A weight or a statistic. */
    double[] parameter(String name) {
        return array(name).toDoubleArray();
    }

    /** Changes a weight or a statistic. */
    void set(String name, double... values) {
        array(name).set(owner.create(values, array(name).getShape()).toByteBuffer());
    }

    private NDArray array(String name) {
        for (Parameter.Role role : Parameter.Role.values()) {
            List<Parameter> parameters = network.parameters(role);
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).name().equals(name)) {
                    return lists.get(role == Parameter.Role.WEIGHT ? "p" : "s").get(i);
                }
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Shape batched(int count, io.gan4j.tensor.Shape shape) {
        return new Shape(count).addAll(PlayerState.shape(shape));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Normal deviates. */
    static double[] normal(int count, long seed) {
        return doubles(HandPlayed.normal(count, seed));
    }

    /** All weights under their names. */
    Map<String, double[]> weights() {
        Map<String, double[]> weights = new LinkedHashMap<>();
        network.parameters(Parameter.Role.WEIGHT).forEach(p -> weights.put(p.name(), parameter(p.name())));
        return weights;
    }

    @Override
    public void close() {
        owner.close();
        module.close();
    }
}
