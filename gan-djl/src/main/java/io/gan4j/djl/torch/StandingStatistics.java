package io.gan4j.djl.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Standing statistics (Brock et al., BigGAN, ICLR 2019, appendix D): what batch normalisation and the
 * minibatch layers gather, as a mean over batches
 * that all go through the same weights, rather than along the way of weights that changed.
 */
final class StandingStatistics {
    private StandingStatistics() {}

    /** The statistics that are means over batches. */
    static List<Parameter> gathered(Network network) {
        return network.parameters(Traits.Statistics.RUNNING);
    }

    /** The means over batches, by name. */
    static Map<String, Tensor> of(
            Network network, Map<String, Tensor> parameters, List<List<float[]>> batches, Device device) {
        Network newest = withoutDraws(network);
        String source = Script.HEAD + NetworkHelpers.SOURCE + NetworkScript.gathering("network", newest);
        Map<String, double[]> sums = new LinkedHashMap<>();
        gathered(network).forEach(p -> sums.put(p.name(), new double[p.shape().size()]));
        boolean gradients = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (TorchModule module = TorchModule.load(source, device);
                NDManager owner = NDManager.newBaseManager(device, TorchBackend.ENGINE)) {
            Map<String, List<NDArray>> lists = new LinkedHashMap<>();
            for (String list : NetworkScript.lists(newest, Mode.LEARN)) {
                List<Parameter> own = switch (list) {
                    case "p" -> newest.parameters(Parameter.Role.WEIGHT);
                    case "m" -> newest.parameters(Traits.Statistics.PRESENT);
                    default -> newest.parameters(Parameter.Role.STATISTIC);
                };
                lists.put(list, arrays(own, parameters, owner));
            }
            for (List<float[]> batch : batches) {
                play(module, owner, lists, batch, network.inputs());
                addUp(newest, lists, sums);
            }
        } finally {
            JniUtils.setGradMode(gradients);
        }
        Map<String, Tensor> means = new LinkedHashMap<>();
        for (Parameter parameter : gathered(network)) {
            Tensor mean = Tensor.zeros(parameter.shape());
            double[] sum = Objects.requireNonNull(sums.get(parameter.name()));
            for (int i = 0; i < sum.length; i++) {
                mean.values()[i] = (float) (sum[i] / batches.size());
            }
            means.put(parameter.name(), mean);
        }
        return means;
    }

    private static void play(
            TorchModule module,
            NDManager owner,
            Map<String, List<NDArray>> lists,
            List<float[]> batch,
            List<Network.Input> inputs) {
        try (NDManager scope = owner.newSubManager()) {
            List<TorchModule.Argument> arguments = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                Shape sample = inputs.get(i).shape();
                ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(batch.get(i).length / sample.size())
                        .addAll(PlayerState.shape(sample));
                arguments.add(TorchModule.Argument.tensor(
                        NetworkScript.value(inputs.get(i).name()), scope.create(batch.get(i), shape)));
            }
            lists.forEach((name, arrays) -> arguments.add(TorchModule.Argument.list(name, arrays)));
            module.call(Mode.LEARN.method("network"), arguments, scope);
        }
    }

    private static void addUp(Network network, Map<String, List<NDArray>> lists, Map<String, double[]> sums) {
        List<Parameter> statistics = network.parameters(Parameter.Role.STATISTIC);
        List<NDArray> arrays = Objects.requireNonNull(lists.get("s"));
        for (int i = 0; i < statistics.size(); i++) {
            double[] sum = sums.get(statistics.get(i).name());
            if (sum != null) {
                float[] values = arrays.get(i).toFloatArray();
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += values[j];
                }
            }
        }
    }

    private static List<NDArray> arrays(List<Parameter> parameters, Map<String, Tensor> values, NDManager owner) {
        List<NDArray> arrays = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Tensor tensor = Objects.requireNonNull(values.get(parameter.name()), parameter.name());
            arrays.add(owner.create(tensor.values(), PlayerState.shape(parameter.shape())));
        }
        return arrays;
    }

    /** The network without dropout, as it is used, and without noise; what the newest step gave stays as it is. */
    private static Network withoutDraws(Network network) {
        Network.Input first = network.inputs().get(0);
        NetworkBuilder builder = Network.from(first.name(), first.shape());
        network.inputs().stream().skip(1).forEach(input -> builder.input(input.name(), input.shape()));
        for (Network.Node node : network.nodes()) {
            Traits traits = node.layer().traits();
            if (traits.drawn() == null || traits.statistics() == Traits.Statistics.PRESENT) {
                builder.joinAs(node.name(), node.layer(), node.inputs().toArray(new String[0]));
            } else {
                builder.joinAs(
                        node.name(), new Reshape(node.shape()), node.inputs().get(0));
            }
        }
        return builder.build();
    }
}
