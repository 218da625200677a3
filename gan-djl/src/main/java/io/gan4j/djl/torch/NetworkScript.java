package io.gan4j.djl.torch;

import io.gan4j.engine.Precision;
import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.Traits;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Writes a network as a TorchScript method, a line a layer: {@code name(self, inputs..., r, p, s, m)} with the lists {@code r}
 * of the reference samples of virtual batch normalisation, one each input, {@code p} of weights, {@code s} of statistics and
 * {@code m} of what is drawn for layers, dropout masks and noise; a list that would be empty, or that the mode has no use for,
 * is left out.
 */
final class NetworkScript extends TextLayersScript {
    private final Network network;
    private final Mode mode;
    private final List<String> taps;
    private final List<String> lists;
    private final boolean referenced;
    private final Bfloat16 precision;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> castPlaces = new HashMap<>();
    private final Set<String> expendable = new HashSet<>();
    /** Whether running statistics are those of the newest batch alone. */
    private final boolean newestAlone;

    private UnaryOperator<String> normalisation = UnaryOperator.identity();
    private float biasFactor = 1;
    private Network.Node node;
    private int drawn;

    private NetworkScript(Network network, Mode mode, List<String> taps, Precision precision, boolean newestAlone) {
        taps.forEach(network::shape);
        this.network = network;
        this.mode = mode;
        this.newestAlone = newestAlone;
        this.taps = mode == Mode.EVALUATE ? List.of() : taps;
        this.lists = lists(network, mode, precision);
        this.referenced = lists.contains("r");
        this.precision = Bfloat16.of(precision, mode, this.taps);
        this.node = network.output();
        for (Parameter.Role role : Parameter.Role.values()) {
            List<Parameter> parameters = network.parameters(role);
            for (int i = 0; i < parameters.size(); i++) {
                places.put(parameters.get(i).name(), i);
            }
        }
        List<Parameter> cast = Bfloat16.weights(network);
        for (int i = 0; i < cast.size(); i++) {
            castPlaces.put(cast.get(i).name(), i);
        }
    }

    /** The source of the method of a player's network in a mode, which gives the network's output. */
    static String method(String player, Network network, Mode mode) {
        return method(player, network, mode, List.of(), Precision.FLOAT32);
    }

    /**
     * The source of the method of a player's network in a mode. Where inputs or layers are tapped it gives a list, of the
     * network's output and then what each of them gave; but in evaluation the output alone.
     */
    static String method(String player, Network network, Mode mode, List<String> taps, Precision precision) {
        return new NetworkScript(network, mode, taps, precision, false).write(mode.method(player));
    }

    /** The source of the method of a network that learns, whose running statistics become those of the newest batch. */
    static String gathering(String player, Network network) {
        return new NetworkScript(network, Mode.LEARN, List.of(), Precision.FLOAT32, true)
                .write(Mode.LEARN.method(player));
    }

    /** The lists that the method takes after its inputs in float32. */
    static List<String> lists(Network network, Mode mode) {
        return lists(network, mode, Precision.FLOAT32);
    }

    /** The lists that the method takes after its inputs. */
    static List<String> lists(Network network, Mode mode, Precision precision) {
        boolean weights = !network.parameters(Parameter.Role.WEIGHT).isEmpty();
        boolean statistics = !network.parameters(Parameter.Role.STATISTIC).isEmpty();
        boolean follows = network.any(traits -> traits.statistics() == Traits.Statistics.FOLLOWING);
        boolean plays = mode.trains();
        return Stream.of(
                        plays && network.reference() > 0 ? "r" : "",
                        weights ? "p" : "",
                        Bfloat16.takesWeights(network, mode, precision) ? Bfloat16.WEIGHTS : "",
                        // a frozen network gathers nothing, but reads what follows its weights where it stands
                        (mode == Mode.FROZEN ? follows : statistics) ? "s" : "",
                        plays && network.any(traits -> traits.drawn() != null) ? "m" : "")
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private String write(String name) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + Script.CLASS);
        network.inputs().forEach(input -> arguments.add(value(input.name()) + ": Tensor"));
        lists.forEach(list -> arguments.add(list + ": List[Tensor]"));
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
            precision.enter(next);
            Line line = next.layer().accept(this);
            appendCasts(source);
            source.append("    ").append(value(next.name())).append(" = ");
            source.append(line.source()).append('\n');
            if (line.isExpendable()) {
                expendable.add(next.name());
            }
        }
        precision.leave();
        String results = results();
        appendCasts(source);
        return source.append("    return ").append(results).append('\n').toString();
    }

    private void appendCasts(StringBuilder source) {
        precision.casts().forEach(cast -> source.append("    ").append(cast).append('\n'));
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
        String whole = precision.taken(name);
        return referenced ? "torch.slice(" + whole + ", 0, n)" : whole;
    }

    /** The variable of an input or a layer; a prefix keeps a user's names clear of the language's. */
    static String value(String name) {
        return "x_" + name;
    }

    @Override
    String input() {
        return input(0);
    }

    @Override
    String input(int place) {
        return precision.taken(node.inputs().get(place));
    }

    @Override
    List<String> inputs() {
        return node.inputs().stream().map(precision::taken).toList();
    }

    @Override
    Shape outputShape() {
        return node.shape();
    }

    @Override
    Shape inputShape() {
        return network.shape(node.inputs().get(0));
    }

    @Override
    String weight(String name) {
        String full = node.name() + "." + name;
        return precision.isNarrow() && castPlaces.containsKey(full)
                ? Bfloat16.WEIGHTS + "[" + castPlaces.get(full) + "]"
                : wideWeight(name);
    }

    /** A weight of the layer in float32. */
    private String wideWeight(String name) {
        return "p[" + places.get(node.name() + "." + name) + "]";
    }

    private String statistic(String name) {
        return "s[" + places.get(node.name() + "." + name) + "]";
    }

    @Override
    String kernel() {
        return castPlaces.containsKey(node.name() + ".weight")
                ? weight("weight")
                : precision.narrowed(normalisation.apply(wideWeight("weight")));
    }

    @Override
    String bias(Bias bias) {
        return bias == Bias.NONE ? "None" : bias();
    }

    /** The bias of a linear or convolutional layer, as what is around the layer makes it. */
    private String bias() {
        if (castPlaces.containsKey(node.name() + ".bias")) {
            return weight("bias");
        }
        String factored =
                biasFactor == 1 ? wideWeight("bias") : "torch.mul(" + wideWeight("bias") + ", " + biasFactor + ")";
        return precision.narrowed(factored);
    }

    @Override
    public Line linear(Linear layer) {
        return expendable("torch.linear(" + input() + ", " + kernel() + ", " + bias() + ")");
    }

    @Override
    public Line conv2d(Conv2d layer) {
        if (layer.covers(inputShape())) {
            // one product of matrices, which libtorch's convolution is several times slower at
            String flat = "torch.reshape(" + input() + ", [-1, " + inputShape().size() + "])";
            String matrix = "torch.reshape(" + kernel() + ", [" + layer.outChannels() + ", -1])";
            String product = "torch.linear(" + flat + ", " + matrix + ", " + bias(layer.bias()) + ")";
            return needed("torch.reshape(" + product + ", " + ExprScript.batched(node.shape()) + ")");
        }
        if (ConvolutionScript.isScaling(layer)) {
            return expendable(ConvolutionScript.scaling(input(), kernel(), bias(layer.bias())));
        }
        if (ConvolutionScript.isAtOnce(layer, node.shape())) {
            return needed(ConvolutionScript.atOnce(layer, input(), kernel(), bias(layer.bias()), node.shape()));
        }
        if (ConvolutionScript.isNarrowing(layer)) {
            return expendable(ConvolutionScript.narrowing(layer, input(), kernel(), bias(layer.bias())));
        }
        return expendable("torch.conv2d(" + input() + ", " + kernel() + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding())
                + (layer.groups() == 1 ? ")" : ", [1, 1], " + layer.groups() + ")"));
    }

    @Override
    public Line convTranspose2d(ConvTranspose2d layer) {
        if (layer.spreads(inputShape()) && layer.bias() == Bias.NONE) {
            String flat = "torch.reshape(" + input() + ", [-1, " + layer.inChannels() + "])";
            String matrix = "torch.reshape(" + kernel() + ", [" + layer.inChannels() + ", -1])";
            return needed(
                    "torch.reshape(torch.mm(" + flat + ", " + matrix + "), " + ExprScript.batched(node.shape()) + ")");
        }
        if (ConvolutionScript.isAtOnce(layer, inputShape())) {
            return expendable(ConvolutionScript.atOnce(layer, input(), kernel(), bias(layer.bias()), node.shape()));
        }
        String spread = "torch.conv_transpose2d(" + input() + ", " + kernel() + ", " + bias(layer.bias()) + ", "
                + pair(layer.stride(), layer.stride()) + ", " + pair(layer.padding(), layer.padding()) + ", "
                + pair(layer.outputPaddingHeight(), layer.outputPaddingWidth())
                + (layer.groups() == 1 ? ")" : ", " + layer.groups() + ")");
        return layer.spreads(inputShape()) ? needed(spread) : expendable(spread);
    }

    @Override
    public Line batchNorm(BatchNorm layer) {
        String statistics =
                mode == Mode.FROZEN ? "None, None" : statistic("running_mean") + ", " + statistic("running_var");
        String ofBatch = mode.trains() ? "True" : "False";
        return expendable("torch.batch_norm(" + input() + ", " + affine(layer.affine()) + ", " + statistics + ", "
                + ofBatch + ", " + momentum(layer.momentum()) + ", " + layer.epsilon() + ", True)");
    }

    @Override
    public Line instanceNorm2d(InstanceNorm2d layer) {
        return needed("torch.instance_norm(" + input() + ", " + affine(layer.affine()) + ", None, None, True, 0., "
                + layer.epsilon()
                + ", True)");
    }

    @Override
    public Line layerNorm(LayerNorm layer) {
        return expendable("torch.layer_norm(" + input() + ", "
                + Arrays.toString(layer.shape().toArray()) + ", " + affine() + ", " + layer.epsilon() + ")");
    }

    @Override
    public Line pixelNorm(PixelNorm layer) {
        return expendable("self.pixel_norm(" + input() + ", " + layer.epsilon() + ")");
    }

    @Override
    public Line virtualBatchNorm(VirtualBatchNorm layer) {
        String mean = statistic("reference_mean");
        String variance = statistic("reference_var");
        String count = String.valueOf(layer.reference());
        if (referenced) {
            String newestMean = "self.reference_mean(" + input() + ", n)";
            String newestVariance = "self.reference_var(" + input() + ", n)";
            boolean keeps = mode.gathers();
            mean = keeps ? "self.kept(" + mean + ", " + newestMean + ")" : newestMean;
            variance = keeps ? "self.kept(" + variance + ", " + newestVariance + ")" : newestVariance;
            count = "n";
        }
        String method = inputShape().isImage() ? "virtual_batch_norm_of_image" : "virtual_batch_norm";
        return needed("self." + method + "(" + input() + ", " + mean + ", " + variance + ", " + count + ", " + affine()
                + ", " + layer.epsilon() + ")");
    }

    private String affine(Affine affine) {
        return affine == Affine.NONE ? "None, None" : affine();
    }

    private String affine() {
        return weight("weight") + ", " + weight("bias");
    }

    /** The layer within, with its weight divided by its largest singular value. */
    @Override
    public Line spectralNorm(SpectralNorm layer) {
        String method = "self.spectral_norm" + (mode.gathers() ? "_followed" : "");
        normalisation = weight -> method + "(" + weight + ", " + statistic("weight_u") + ", " + statistic("weight_v")
                + ", " + layer.outputAxis() + ", " + SpectralNorm.EPSILON + ")";
        Line line = layer.layer().accept(this);
        normalisation = UnaryOperator.identity();
        return line;
    }

    @Override
    public Line minibatchDiscrimination(MinibatchDiscrimination layer) {
        String newest = "self.closeness(" + input() + ", " + weight("weight") + ", " + layer.kernels() + ", "
                + layer.dimensions() + ")";
        return needed("self.appended(" + input() + ", " + ofBatch(newest, MinibatchDiscrimination.MOMENTUM) + ")");
    }

    @Override
    public Line minibatchStdDev(MinibatchStdDev layer) {
        String newest = "self.deviation(" + input() + ", " + layer.group() + ", "
                + inputShape().size() + ", " + MinibatchStdDev.EPSILON + ")";
        String append = inputShape().isImage() ? "self.appended_channel(" : "self.appended(";
        return needed(append + input() + ", " + ofBatch(newest, MinibatchStdDev.MOMENTUM) + ")");
    }

    private float momentum(float ofLayer) {
        return newestAlone ? 1 : ofLayer;
    }

    /** What a layer says of the batch, or in evaluation the running mean of that. */
    private String ofBatch(String newest, float momentum) {
        return switch (mode) {
            case LEARN, SLOPES ->
                "self.gathered(" + statistic("running_mean") + ", " + newest + ", " + momentum(momentum) + ")";
            case FROZEN -> newest;
            case FIXED, EVALUATE -> statistic("running_mean");
        };
    }

    @Override
    public Line relu(Relu layer) {
        return mode == Mode.SLOPES ? lines(0) : needed("torch.relu" + inPlace() + "(" + input() + ")");
    }

    @Override
    public Line leakyRelu(LeakyRelu layer) {
        return mode == Mode.SLOPES
                ? lines(layer.slope())
                : needed("torch.leaky_relu" + inPlace() + "(" + input() + ", " + layer.slope() + ")");
    }

    /** Two straight lines, of a slope below 0 and of 1 above. */
    private Line lines(float slope) {
        return needed("self.two_lines(" + input() + ", " + slope + ")");
    }

    @Override
    public Line tanh(Tanh layer) {
        return needed("torch.tanh" + inPlace() + "(" + input() + ")");
    }

    @Override
    public Line sigmoid(Sigmoid layer) {
        return needed("torch.sigmoid" + inPlace() + "(" + input() + ")");
    }

    @Override
    public Line dropout(Dropout layer) {
        return changed((samples, mask) -> precision.narrowed("torch.mul(" + samples + ", " + mask + ")"));
    }

    /** The layer within, whose weight and bias are multiplied by constants. */
    @Override
    public Line equalized(Equalized layer) {
        normalisation = weight -> "torch.mul(" + weight + ", " + layer.weightFactor() + ")";
        biasFactor = layer.biasFactor();
        Line line = layer.layer().accept(this);
        normalisation = UnaryOperator.identity();
        biasFactor = 1;
        return line;
    }

    @Override
    public Line modulatedConv2d(ModulatedConv2d layer) {
        String style = precision.wide(node.inputs().get(1));
        String weight = normalisation.apply(wideWeight("weight"));
        return expendable(StyleScript.modulated(layer, input(), style, weight, bias(layer.bias())));
    }

    @Override
    public Line noise(Noise layer) {
        String noise = mode.trains() ? "m[" + drawn++ + "]" : statistic("noise");
        String added = StyleScript.noise(layer, noise, wideWeight("strength"));
        if (!referenced) {
            String place = inPlace();
            String sum = "torch.add" + place + "(" + input() + ", " + added + ")";
            return expendable(place.isEmpty() ? precision.narrowed(sum) : sum);
        }
        String noisy = precision.narrowed("torch.add(" + ofBatch(node.inputs().get(0)) + ", " + added + ")");
        return needed("torch.cat([torch.slice(" + input() + ", 0, 0, n), " + noisy + "])");
    }

    @Override
    public Line styleMixing(StyleMixing layer) {
        return changed((styles, numbers) -> "self.mixed_styles(" + styles + ", "
                + ofBatch(node.inputs().get(1)) + ", " + numbers + ", " + layer.probability() + ")");
    }

    @Override
    Line changed(BinaryOperator<String> change) {
        if (!mode.trains()) {
            return needed(input());
        }
        String changed = change.apply(ofBatch(node.inputs().get(0)), "m[" + drawn++ + "]");
        return needed(referenced ? "torch.cat([torch.slice(" + input() + ", 0, 0, n), " + changed + "])" : changed);
    }

    @Override
    String present(String name) {
        if (!mode.trains()) {
            return statistic(name);
        }
        String given = "torch.reshape(m[" + drawn++ + "], [1])";
        return mode.gathers() ? "self.kept(" + statistic(name) + ", " + given + ")" : given;
    }

    /** What overwrites its input does so where nobody else takes that and it is expendable. */
    private String inPlace() {
        String taken = node.inputs().get(0);
        long takers =
                network.nodes().stream().filter(n -> n.inputs().contains(taken)).count();
        return takers == 1 && !taps.contains(taken) && expendable.contains(taken) ? "_" : "";
    }
}
