package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.event.TrainingProgress;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measures a device: how far every recipe's losses are from the CPU's, whether the same seed gives the same bits twice, and time and
 * memory of the DCGAN step at 28, 64 and 128 pixels in float32, TF32 and bfloat16 beside PyTorch eager. Prints Markdown;
 * {@code gpu.sh} runs it.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.DeviceReport gpu|cpu [steps]
 * }</pre>
 */
public final class DeviceReport {
    /** NVIDIA's libraries compute products of float32 in TF32 or not, whatever libtorch asks for. */
    private static final String TF32 = "NVIDIA_TF32_OVERRIDE";

    private static final int CPU_THREADS = 2;
    private static final List<Integer> SIDES = List.of(28, 64, 128);

    private DeviceReport() {}

    /** Runs the report. */
    public static void main(String[] args) throws IOException {
        Device device = args.length > 0 && args[0].equals("cpu") ? Device.CPU : Device.GPU;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        PrintStream out = System.out;
        parity(out, device);
        speed(out, device, steps);
    }

    private static Map<String, GanBuilder> recipes() {
        Map<String, GanBuilder> recipes = new LinkedHashMap<>();
        recipes.put("vanilla", Gan.vanilla());
        recipes.put("dcgan", Gan.dcgan());
        recipes.put("wgan", Gan.wgan());
        recipes.put("wgan-gp", Gan.wganGp());
        recipes.put("lsgan", Gan.lsgan());
        recipes.put("sngan", Gan.sngan());
        recipes.put("dragan", Gan.dragan());
        recipes.put("modern", Gan.modern());
        recipes.put("infogan", Gan.infoGan());
        recipes.put("sagan", Gan.sagan());
        recipes.put("stylegan2", Gan.styleGan2());
        recipes.replaceAll((name, recipe) -> recipe.generatorFeatures(8)
                .discriminatorFeatures(8)
                .latent(16)
                .batch(16)
                .steps(3)
                .reportEvery(1)
                .seed(1));
        return recipes;
    }

    private static void parity(PrintStream out, Device device) {
        Dataset data = Datasets.resized(Datasets.digits(64), 16, 16);
        out.println("| recipe | largest difference of a loss from the CPU's, float32 | bfloat16 | same bits twice |");
        out.println("|---|---|---|---|");
        recipes().forEach((name, recipe) -> {
            List<TrainingProgress> onCpu;
            try (TrainedGan trained = recipe.device(Device.CPU).train(data)) {
                onCpu = trained.history();
            }
            try (TrainedGan one = recipe.device(device).train(data);
                    TrainedGan two = recipe.device(device).train(data);
                    TrainedGan half =
                            recipe.device(device).precision(Precision.BFLOAT16).train(data)) {
                out.println(String.format(
                        Locale.ROOT,
                        "| %s | %.2g | %.2g | %s |",
                        name,
                        difference(onCpu, one.history()),
                        difference(onCpu, half.history()),
                        sameBits(one, two) ? "yes" : "no"));
            }
        });
    }

    /** Relative to losses above 1. */
    private static double difference(List<TrainingProgress> expected, List<TrainingProgress> found) {
        double largest = 0;
        for (int i = 0; i < expected.size(); i++) {
            for (Map.Entry<String, Float> value : expected.get(i).values().entrySet()) {
                if (value.getKey().endsWith("loss")) {
                    float other = Objects.requireNonNull(found.get(i).values().get(value.getKey()), value.getKey());
                    double apart = Math.abs(other - value.getValue());
                    largest = Math.max(largest, apart / Math.max(1, Math.abs(value.getValue())));
                }
            }
        }
        return largest;
    }

    private static boolean sameBits(TrainedGan one, TrainedGan two) {
        for (String player : List.of(TwoPlayerGame.GENERATOR, TwoPlayerGame.DISCRIMINATOR)) {
            Map<String, Tensor> others = two.parameters(player);
            for (Map.Entry<String, Tensor> parameter : one.parameters(player).entrySet()) {
                Tensor other = others.get(parameter.getKey());
                if (other == null || !Arrays.equals(parameter.getValue().values(), other.values())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void speed(PrintStream out, Device device, int steps) throws IOException {
        out.println();
        out.println("| side | numbers | gan4j, ms a step | PyTorch, ms a step | ratio | gan4j, MiB of the host |"
                + " PyTorch, MiB of the device |");
        out.println("|---|---|---|---|---|---|---|");
        boolean gpu = device == Device.GPU;
        for (int side : SIDES) {
            StepPoint point = StepPoint.standard(CPU_THREADS)
                    .side(side)
                    .channels(side == StepNetworks.SIDE ? 1 : 3)
                    .on(device, Precision.FLOAT32);
            row(out, "float32", point, steps, Map.of(TF32, "0"), gpu ? List.of("fused", "cuda") : List.of("fused"));
            if (gpu) {
                row(out, "TF32", point, steps, Map.of(TF32, "1"), List.of("fused", "cuda"));
            }
            row(
                    out,
                    "bfloat16",
                    point.on(device, Precision.BFLOAT16),
                    steps,
                    Map.of(),
                    gpu ? List.of("fused", "cuda", "autocast") : List.of("fused", "autocast"));
        }
    }

    private static void row(
            PrintStream out,
            String numbers,
            StepPoint point,
            int steps,
            Map<String, String> environment,
            List<String> variant)
            throws IOException {
        StepPoint.Measured ours = point.measure(steps, environment);
        double theirs = Double.NaN;
        double memory = Double.NaN;
        Optional<PythonPeer> peer = PythonPeer.start(
                "dcgan_step.py", point.threads(), environment, point.variant(variant.toArray(new String[0])));
        if (peer.isPresent()) {
            try (PythonPeer python = peer.get()) {
                python.seconds(2);
                theirs = python.seconds(steps) / steps * 1e3;
                memory = python.memory();
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "| %d | %s | %.2f | %.2f | %.2f | %.0f | %.0f |",
                point.side(),
                numbers,
                ours.milliseconds(),
                theirs,
                theirs / ours.milliseconds(),
                ours.mebibytes(),
                memory));
    }
}
