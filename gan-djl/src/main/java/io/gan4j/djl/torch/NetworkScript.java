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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a network as a TorchScript method, a line a layer: {@code name(self, inputs..., r, p, s, m)} with the lists {@code r}
 * of the reference samples of virtual batch normalisation, one each input, {@code p} of weights, {@code s} of statistics and
 * {@code m} of dropout masks; a list that would be empty, or that the mode has no use for, is left out.
 */
final class NetworkScript implements Layer.Visitor<String> {
    /** Methods of the class that the networks' methods call: what takes more than a line. */
    static final String HELPERS = """
              def pixel_norm(self: __torch__.Game, x: Tensor, eps: float) -> Tensor:
                return torch.mul(x, torch.rsqrt(torch.add(torch.mean(torch.square(x), [1], True), eps)))
              def kept(self: __torch__.Game, s: Tensor, newest: Tensor) -> Tensor:
                _ = torch.copy_(s, torch.detach(newest))
                return newest
              def gathered(self: __torch__.Game, s: Tensor, newest: Tensor, momentum: float) -> Tensor:
                _ = torch.lerp_(s, torch.mean(torch.detach(newest), [0]), momentum)
                return newest
              def pixels_in_line(self: __torch__.Game, x: Tensor) -> Tensor:
                return torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), -1])
              def reference_mean(self: __torch__.Game, x: Tensor, n: int) -> Tensor:
                return torch.mean(self.pixels_in_line(torch.slice(x, 0, 0, n)), [0, 2])
              def reference_var(self: __torch__.Game, x: Tensor, n: int) -> Tensor:
                return torch.var(self.pixels_in_line(torch.slice(x, 0, 0, n)), [0, 2], False)
              def virtual_batch_norm(self: __torch__.Game, x: Tensor, mean: Tensor, var: Tensor, n: int, \
            weight: Tensor, bias: Tensor, eps: float) -> Tensor:
                apart = torch.div(torch.sub(x, mean), torch.add(n, 1))
                both = torch.add(torch.div(torch.mul(var, n), torch.add(n, 1)), torch.mul(torch.square(apart), n))
                scaled = torch.mul(torch.rsqrt(torch.add(both, eps)), weight)
                return torch.add(torch.mul(torch.mul(apart, n), scaled), bias)
              def virtual_batch_norm_of_image(self: __torch__.Game, x: Tensor, mean: Tensor, var: Tensor, n: int, \
            weight: Tensor, bias: Tensor, eps: float) -> Tensor:
                line = self.pixels_in_line(x)
                own = torch.mean(line, [2], True)
                apart = torch.div(torch.sub(own, torch.unsqueeze(mean, 1)), torch.add(n, 1))
                vars = torch.add(torch.mul(torch.unsqueeze(var, 1), n), torch.var(line, [2], False, True))
                both = torch.add(torch.div(vars, torch.add(n, 1)), torch.mul(torch.square(apart), n))
                centred = torch.sub(line, torch.add(torch.unsqueeze(mean, 1), apart))
                scaled = torch.mul(torch.rsqrt(torch.add(both, eps)), torch.unsqueeze(weight, 1))
                y = torch.add(torch.mul(centred, scaled), torch.unsqueeze(bias, 1))
                return torch.reshape(y, torch.size(x))
              def matrix(self: __torch__.Game, w: Tensor, axis: int) -> Tensor:
                return torch.flatten(torch.transpose(w, 0, axis), 1)
              def unit(self: __torch__.Game, x: Tensor, eps: float) -> Tensor:
                return torch.div(x, torch.clamp_min(torch.norm(x, 2), eps))
              def spectral_norm(self: __torch__.Game, w: Tensor, u: Tensor, v: Tensor, axis: int, eps: float) -> Tensor:
                sigma = torch.dot(self.unit(u, eps), torch.mv(self.matrix(w, axis), self.unit(v, eps)))
                return torch.div(w, sigma)
              def spectral_norm_followed(self: __torch__.Game, w: Tensor, u: Tensor, v: Tensor, axis: int, \
            eps: float) -> Tensor:
                still = torch.detach(self.matrix(w, axis))
                _ = torch.copy_(v, self.unit(torch.mv(torch.t(still), u), eps))
                _0 = torch.copy_(u, self.unit(torch.mv(still, v), eps))
                return self.spectral_norm(w, u, v, axis, eps)
              def closeness(self: __torch__.Game, x: Tensor, w: Tensor, kernels: int, dimensions: int) -> Tensor:
                rows = torch.permute(torch.reshape(torch.mm(x, w), [-1, kernels, dimensions]), [1, 2, 0])
                closenesses = annotate(List[Tensor], [])
                # one kernel at a time, whose distances of all pairs stay in the cache
                for row in torch.unbind(rows):
                  apart = torch.sum(torch.abs(torch.sub(torch.unsqueeze(row, 2), torch.unsqueeze(row, 1))), [0])
                  _ = torch.append(closenesses, torch.sub(torch.sum(torch.exp(torch.neg(apart)), [1]), 1.))
                return torch.stack(closenesses, 1)
              def deviation(self: __torch__.Game, x: Tensor, group: int, size: int, eps: float) -> Tensor:
                dealt = torch.reshape(x, [group, -1, size])
                var = torch.var(dealt, [0], False)
                of_group = torch.mean(torch.sqrt(torch.add(var, eps)), [1], True)
                return torch.repeat(of_group, [group, 1])
              def appended(self: __torch__.Game, x: Tensor, o: Tensor) -> Tensor:
                return torch.cat([x, torch.expand(o, [torch.size(x, 0), -1])], 1)
              def appended_channel(self: __torch__.Game, x: Tensor, o: Tensor) -> Tensor:
                pixel = torch.reshape(o, [-1, 1, 1, 1])
                channel = torch.expand(pixel, [torch.size(x, 0), 1, torch.size(x, 2), torch.size(x, 3)])
                return torch.cat([x, channel], 1)
            """;

    private final Network network;
    private final Mode mode;
    private final List<String> taps;
    private final boolean referenced;
    private final Map<String, Integer> places = new HashMap<>();
    private Network.Node node;
    private int masks;

    private NetworkScript(Network network, Mode mode, List<String> taps) {
        taps.forEach(network::shape);
        this.network = network;
        this.mode = mode;
        this.taps = mode == Mode.EVALUATE ? List.of() : taps;
        this.referenced = lists(network, mode).contains("r");
        this.node = network.output();
        for (Parameter.Role role : Parameter.Role.values()) {
            List<Parameter> parameters = network.parameters(role);
            for (int i = 0; i < parameters.size(); i++) {
                places.put(parameters.get(i).name(), i);
            }
        }
    }

    /** The source of the method of a player's network in a mode, which gives the network's output. */
    static String method(String player, Network network, Mode mode) {
        return method(player, network, mode, List.of());
    }

    /**
     * The source of the method of a player's network in a mode. Where inputs or layers are tapped it gives a list, of the
     * network's output and then what each of them gave; but in evaluation the output alone.
     */
    static String method(String player, Network network, Mode mode, List<String> taps) {
        return new NetworkScript(network, mode, taps).write(mode.method(player));
    }

    /** The lists that the method takes after its inputs. */
    static List<String> lists(Network network, Mode mode) {
        boolean weights = !network.parameters(Parameter.Role.WEIGHT).isEmpty();
        boolean statistics = !network.parameters(Parameter.Role.STATISTIC).isEmpty();
        boolean plays = mode.trains();
        return Stream.of(
                        plays && network.contains(VirtualBatchNorm.class) ? "r" : "",
                        weights ? "p" : "",
                        // a frozen network gathers nothing, but divides by the singular value that it stands at
                        mode == Mode.FROZEN ? network.contains(SpectralNorm.class) ? "s" : "" : statistics ? "s" : "",
                        plays && network.contains(Dropout.class) ? "m" : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private String write(String name) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + Script.CLASS);
        network.inputs().forEach(input -> arguments.add(value(input.name()) + ": Tensor"));
        lists(network, mode).forEach(list -> arguments.add(list + ": List[Tensor]"));
        String result = taps.isEmpty() ? "Tensor" : "List[Tensor]";
        StringBuilder source = new StringBuilder("  def " + name + "(" + arguments + ") -> " + result + ":\n");
        if (referenced) {
            source.append("    n = torch.size(r[0], 0)\n");
            for (int i = 0; i < network.inputs().size(); i++) {
                String input = value(network.inputs().get(i).name());
                source.append("    " + input + " = torch.cat([r[" + i + "], " + input + "])\n");
            }
        }
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
        return source.append("    return ").append(results()).append('\n').toString();
    }

    private String results() {
        String output = ofBatch(network.output().name());
        if (taps.isEmpty()) {
            return output;
        }
        StringJoiner results = new StringJoiner(", ", "[", "]").add(output);
        taps.forEach(tap -> results.add(ofBatch(tap)));
        return results.toString();
    }

    /** What an input or a layer gave for the batch, without the reference samples before it. */
    private String ofBatch(String name) {
        return referenced ? "torch.slice(" + value(name) + ", 0, n)" : value(name);
    }

    /** The variable of an input or a layer; a prefix keeps a user's names clear of the language's. */
    static String value(String name) {
        return "x_" + name;
    }

    private String input() {
        return value(node.inputs().get(0));
    }

    private Shape inputShape() {
        return network.shape(node.inputs().get(0));
    }

    private String weight(String name) {
        return "p[" + places.get(node.name() + "." + name) + "]";
    }

    private String statistic(String name) {
        return "s[" + places.get(node.name() + "." + name) + "]";
    }

    /** The weight of a linear or convolutional layer, divided by its largest singular value where that is asked for. */
    private String kernel() {
        if (!(node.layer() instanceof SpectralNorm layer)) {
            return weight("weight");
        }
        return "self.spectral_norm" + (mode == Mode.LEARN ? "_followed" : "") + "(" + weight("weight") + ", "
                + statistic("weight_u") + ", " + statistic("weight_v") + ", " + layer.outputAxis() + ", "
                + SpectralNorm.EPSILON + ")";
    }

    private String bias(Bias bias) {
        return bias == Bias.NONE ? "None" : weight("bias");
    }

    @Override
    public String linear(Linear layer) {
        return "torch.linear(" + input() + ", " + kernel() + ", " + weight("bias") + ")";
    }

    @Override
    public String conv2d(Conv2d layer) {
        if (layer.covers(inputShape())) {
            // one product of matrices, which libtorch's convolution is several times slower at
            String flat = "torch.reshape(" + input() + ", [-1, " + inputShape().size() + "])";
            String matrix = "torch.reshape(" + kernel() + ", [" + layer.outChannels() + ", -1])";
            String product = "torch.linear(" + flat + ", " + matrix + ", " + bias(layer.bias()) + ")";
            return "torch.reshape(" + product + ", " + ExprScript.batched(node.shape()) + ")";
        }
        return "torch.conv2d(" + input() + ", " + kernel() + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding()) + ")";
    }

    @Override
    public String convTranspose2d(ConvTranspose2d layer) {
        if (layer.spreads(inputShape()) && layer.bias() == Bias.NONE) {
            String flat = "torch.reshape(" + input() + ", [-1, " + layer.inChannels() + "])";
            String matrix = "torch.reshape(" + kernel() + ", [" + layer.inChannels() + ", -1])";
            return "torch.reshape(torch.mm(" + flat + ", " + matrix + "), " + ExprScript.batched(node.shape()) + ")";
        }
        return "torch.conv_transpose2d(" + input() + ", " + kernel() + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding()) + ", "
                + pair(layer.outputPaddingHeight(), layer.outputPaddingWidth()) + ")";
    }

    @Override
    public String batchNorm(BatchNorm layer) {
        String statistics =
                mode == Mode.FROZEN ? "None, None" : statistic("running_mean") + ", " + statistic("running_var");
        String ofBatch = mode.trains() ? "True" : "False";
        return "torch.batch_norm(" + input() + ", " + weight("weight") + ", " + weight("bias") + ", " + statistics
                + ", " + ofBatch + ", " + layer.momentum() + ", " + layer.epsilon() + ", True)";
    }

    @Override
    public String instanceNorm2d(InstanceNorm2d layer) {
        return "torch.instance_norm(" + input() + ", " + affine() + ", None, None, True, 0., " + layer.epsilon()
                + ", True)";
    }

    @Override
    public String layerNorm(LayerNorm layer) {
        return "torch.layer_norm(" + input() + ", "
                + Arrays.toString(layer.shape().toArray()) + ", " + affine() + ", " + layer.epsilon() + ")";
    }

    @Override
    public String pixelNorm(PixelNorm layer) {
        return "self.pixel_norm(" + input() + ", " + layer.epsilon() + ")";
    }

    @Override
    public String virtualBatchNorm(VirtualBatchNorm layer) {
        String mean = statistic("reference_mean");
        String variance = statistic("reference_var");
        String count = String.valueOf(layer.reference());
        if (referenced) {
            String newestMean = "self.reference_mean(" + input() + ", n)";
            String newestVariance = "self.reference_var(" + input() + ", n)";
            boolean keeps = mode == Mode.LEARN;
            mean = keeps ? "self.kept(" + mean + ", " + newestMean + ")" : newestMean;
            variance = keeps ? "self.kept(" + variance + ", " + newestVariance + ")" : newestVariance;
            count = "n";
        }
        String method = inputShape().isImage() ? "virtual_batch_norm_of_image" : "virtual_batch_norm";
        return "self." + method + "(" + input() + ", " + mean + ", " + variance + ", " + count + ", " + affine() + ", "
                + layer.epsilon() + ")";
    }

    private String affine() {
        return weight("weight") + ", " + weight("bias");
    }

    @Override
    public String spectralNorm(SpectralNorm layer) {
        return layer.layer().accept(this);
    }

    @Override
    public String minibatchDiscrimination(MinibatchDiscrimination layer) {
        String newest = "self.closeness(" + input() + ", " + weight("weight") + ", " + layer.kernels() + ", "
                + layer.dimensions() + ")";
        return "self.appended(" + input() + ", " + ofBatch(newest, MinibatchDiscrimination.MOMENTUM) + ")";
    }

    @Override
    public String minibatchStdDev(MinibatchStdDev layer) {
        String newest = "self.deviation(" + input() + ", " + layer.group() + ", "
                + inputShape().size() + ", " + MinibatchStdDev.EPSILON + ")";
        String append = inputShape().isImage() ? "self.appended_channel(" : "self.appended(";
        return append + input() + ", " + ofBatch(newest, MinibatchStdDev.MOMENTUM) + ")";
    }

    /** What a layer says of the batch, or in evaluation the running mean of that. */
    private String ofBatch(String newest, float momentum) {
        return switch (mode) {
            case LEARN -> "self.gathered(" + statistic("running_mean") + ", " + newest + ", " + momentum + ")";
            case FROZEN -> newest;
            case FIXED, EVALUATE -> statistic("running_mean");
        };
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
        if (!mode.trains()) {
            return input();
        }
        String masked = "torch.mul(" + ofBatch(node.inputs().get(0)) + ", m[" + masks++ + "])";
        return referenced ? "torch.cat([torch.slice(" + input() + ", 0, 0, n), " + masked + "])" : masked;
    }

    @Override
    public String reshape(Reshape layer) {
        return "torch.reshape(" + input() + ", " + ExprScript.batched(layer.shape()) + ")";
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
        boolean expendable = network.nodes().stream().anyMatch(n -> n.name().equals(taken) && givesExpendable(n));
        return takers == 1 && !taps.contains(taken) && expendable ? "_" : "";
    }

    /** Left out are views, which cost a copy of the gradient where they are overwritten. */
    private boolean givesExpendable(Network.Node maker) {
        Layer layer = maker.layer() instanceof SpectralNorm normalised ? normalised.layer() : maker.layer();
        return layer instanceof Conv2d conv
                        && !conv.covers(network.shape(maker.inputs().get(0)))
                || layer instanceof ConvTranspose2d spread
                        && !spread.spreads(network.shape(maker.inputs().get(0)))
                || layer instanceof Linear
                || layer instanceof BatchNorm
                || layer instanceof LayerNorm
                || layer instanceof PixelNorm;
    }

    private static String pair(int first, int second) {
        return "[" + first + ", " + second + "]";
    }
}
