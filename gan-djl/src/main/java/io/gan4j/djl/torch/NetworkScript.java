package io.gan4j.djl.torch;

import io.gan4j.network.Add;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Bias;
import io.gan4j.network.Concat;
import io.gan4j.network.Conv2d;
import io.gan4j.network.ConvTranspose2d;
import io.gan4j.network.Dropout;
import io.gan4j.network.InstanceNorm2d;
import io.gan4j.network.Layer;
import io.gan4j.network.LayerNorm;
import io.gan4j.network.LeakyRelu;
import io.gan4j.network.Linear;
import io.gan4j.network.MinibatchDiscrimination;
import io.gan4j.network.MinibatchStdDev;
import io.gan4j.network.Network;
import io.gan4j.network.Parameter;
import io.gan4j.network.PixelNorm;
import io.gan4j.network.Relu;
import io.gan4j.network.Reshape;
import io.gan4j.network.Sigmoid;
import io.gan4j.network.SpectralNorm;
import io.gan4j.network.Tanh;
import io.gan4j.network.VirtualBatchNorm;
import io.gan4j.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a network as a TorchScript method, a line a layer: {@code name(self, inputs..., p, s, m)} with the lists {@code p} of
 * weights, {@code s} of statistics and {@code m} of dropout masks; a list that would be empty is left out.
 */
final class NetworkScript implements Layer.Visitor<String> {
    private final Network network;
    private final Mode mode;
    private final Map<String, Integer> places = new HashMap<>();
    private Network.Node node;
    private int masks;

    private NetworkScript(Network network, Mode mode) {
        this.network = network;
        this.mode = mode;
        this.node = network.output();
        for (Parameter.Role role : Parameter.Role.values()) {
            List<Parameter> parameters = network.parameters(role);
            for (int i = 0; i < parameters.size(); i++) {
                places.put(parameters.get(i).name(), i);
            }
        }
    }

    /** The source of the method of a player's network in a mode. */
    static String method(String player, Network network, Mode mode) {
        return new NetworkScript(network, mode).write(mode.method(player));
    }

    /** The lists that the method takes after its inputs. */
    static List<String> lists(Network network, Mode mode) {
        return Stream.of(
                        network.parameters(Parameter.Role.WEIGHT).isEmpty() ? "" : "p",
                        mode == Mode.FROZEN
                                        || network.parameters(Parameter.Role.STATISTIC)
                                                .isEmpty()
                                ? ""
                                : "s",
                        mode == Mode.EVALUATE || maskCount(network) == 0 ? "" : "m")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static long maskCount(Network network) {
        return network.nodes().stream()
                .filter(n -> n.layer() instanceof Dropout)
                .count();
    }

    private String write(String name) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + Script.CLASS);
        network.inputs().forEach(input -> arguments.add(value(input.name()) + ": Tensor"));
        lists(network, mode).forEach(list -> arguments.add(list + ": List[Tensor]"));
        StringBuilder source = new StringBuilder("  def " + name + "(" + arguments + ") -> Tensor:\n");
        for (Network.Node next : network.nodes()) {
            node = next;
            source.append("    # ")
                    .append(next.name())
                    .append(" = ")
                    .append(next.layer())
                    .append('\n');
            source.append("    ").append(value(next.name())).append(" = ");
            source.append(next.layer().accept(this)).append('\n');
        }
        return source.append("    return ")
                .append(value(network.output().name()))
                .append('\n')
                .toString();
    }

    /** The variable of an input or a layer; a prefix keeps a user's names clear of the language's. */
    private static String value(String name) {
        return "x_" + name;
    }

    private String input() {
        return value(node.inputs().get(0));
    }

    private Shape inputShape() {
        return shape(node.inputs().get(0));
    }

    private Shape shape(String name) {
        return network.nodes().stream()
                .filter(n -> n.name().equals(name))
                .map(Network.Node::shape)
                .findFirst()
                .orElseGet(() -> network.inputs().stream()
                        .filter(i -> i.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .shape());
    }

    private String weight(String name) {
        return "p[" + places.get(node.name() + "." + name) + "]";
    }

    private String statistic(String name) {
        return "s[" + places.get(node.name() + "." + name) + "]";
    }

    private String bias(Bias bias) {
        return bias == Bias.NONE ? "None" : weight("bias");
    }

    @Override
    public String linear(Linear layer) {
        return "torch.linear(" + input() + ", " + weight("weight") + ", " + weight("bias") + ")";
    }

    @Override
    public String conv2d(Conv2d layer) {
        if (layer.covers(inputShape())) {
            // one product of matrices, which libtorch's convolution is several times slower at
            String flat = "torch.reshape(" + input() + ", [-1, " + inputShape().size() + "])";
            String matrix = "torch.reshape(" + weight("weight") + ", [" + layer.outChannels() + ", -1])";
            String product = "torch.linear(" + flat + ", " + matrix + ", " + bias(layer.bias()) + ")";
            return "torch.reshape(" + product + ", " + batched(node.shape()) + ")";
        }
        return "torch.conv2d(" + input() + ", " + weight("weight") + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding()) + ")";
    }

    @Override
    public String convTranspose2d(ConvTranspose2d layer) {
        if (layer.spreads(inputShape()) && layer.bias() == Bias.NONE) {
            String flat = "torch.reshape(" + input() + ", [-1, " + layer.inChannels() + "])";
            String matrix = "torch.reshape(" + weight("weight") + ", [" + layer.inChannels() + ", -1])";
            return "torch.reshape(torch.mm(" + flat + ", " + matrix + "), " + batched(node.shape()) + ")";
        }
        return "torch.conv_transpose2d(" + input() + ", " + weight("weight") + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding()) + ", "
                + pair(layer.outputPaddingHeight(), layer.outputPaddingWidth()) + ")";
    }

    @Override
    public String batchNorm(BatchNorm layer) {
        String statistics =
                mode == Mode.FROZEN ? "None, None" : statistic("running_mean") + ", " + statistic("running_var");
        String ofBatch = mode == Mode.EVALUATE ? "False" : "True";
        return "torch.batch_norm(" + input() + ", " + weight("weight") + ", " + weight("bias") + ", " + statistics
                + ", " + ofBatch + ", " + layer.momentum() + ", " + layer.epsilon() + ", True)";
    }

    @Override
    public String instanceNorm2d(InstanceNorm2d layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String layerNorm(LayerNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String pixelNorm(PixelNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String virtualBatchNorm(VirtualBatchNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String spectralNorm(SpectralNorm layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String minibatchDiscrimination(MinibatchDiscrimination layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String minibatchStdDev(MinibatchStdDev layer) {
        throw new UnsupportedOperationException(layer.kind());
    }

    @Override
    public String relu(Relu layer) {
        return "torch.relu" + inPlace() + "(" + input() + ")";
    }

    @Override
    public String leakyRelu(LeakyRelu layer) {
        return "torch.leaky_relu" + inPlace() + "(" + input() + ", " + layer.slope() + ")";
    }

    @Override
    public String tanh(Tanh layer) {
        return "torch.tanh" + inPlace() + "(" + input() + ")";
    }

    @Override
    public String sigmoid(Sigmoid layer) {
        return "torch.sigmoid" + inPlace() + "(" + input() + ")";
    }

    @Override
    public String dropout(Dropout layer) {
        return mode == Mode.EVALUATE ? input() : "torch.mul(" + input() + ", m[" + masks++ + "])";
    }

    @Override
    public String reshape(Reshape layer) {
        return "torch.reshape(" + input() + ", " + batched(layer.shape()) + ")";
    }

    @Override
    public String concat(Concat layer) {
        return "torch.cat([" + inputs(", ") + "], 1)";
    }

    @Override
    public String add(Add layer) {
        String sum = value(node.inputs().get(0));
        for (String other : node.inputs().subList(1, node.inputs().size())) {
            sum = "torch.add(" + sum + ", " + value(other) + ")";
        }
        return sum;
    }

    private String inputs(String separator) {
        return node.inputs().stream().map(NetworkScript::value).collect(Collectors.joining(separator));
    }

    /** An activation overwrites its input where nobody else takes that and its maker's gradient does not need it. */
    private String inPlace() {
        String taken = node.inputs().get(0);
        long takers =
                network.nodes().stream().filter(n -> n.inputs().contains(taken)).count();
        boolean expendable = network.nodes().stream()
                .anyMatch(n -> n.name().equals(taken)
                        && ((n.layer() instanceof Conv2d conv
                                        && !conv.covers(shape(n.inputs().get(0))))
                                || (n.layer() instanceof ConvTranspose2d transposed
                                        && !transposed.spreads(shape(n.inputs().get(0))))
                                || n.layer() instanceof Linear
                                || n.layer() instanceof BatchNorm));
        return takers == 1 && expendable ? "_" : "";
    }

    private static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }

    private static String batched(Shape shape) {
        StringJoiner extents = new StringJoiner(", ", "[", "]").add("-1");
        for (int extent : shape.toArray()) {
            extents.add(Integer.toString(extent));
        }
        return extents.toString();
    }
}
