package io.gan4j;

import io.gan4j.data.Dataset;
import io.gan4j.file.Plural;
import io.gan4j.game.Adam;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Memory;
import io.gan4j.training.TrainingStrategy;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds settings that need more memory, or more threads, than there can be, before any is taken. The needs are the least that
 * training takes, so that nothing is refused that might work; what is needed beyond them is found out by trying.
 */
final class MemoryNeeds {
    /** The share of the heap that data may fill, the rest being Java's own. */
    private static final double SHARE = 0.9;

    /** The steps that are fed before they are played. */
    private static final int FED_AHEAD = 3;

    private static final int THREADS_A_PROCESSOR = 4;
    /** Allowed on the smallest machine. */
    private static final int ALWAYS_ALLOWED = 16;

    private final long heap;
    private final long machine;
    private final int processors;

    MemoryNeeds(long heap, long machine, int processors) {
        this.heap = heap;
        this.machine = machine;
        this.processors = processors;
    }

    /** This virtual machine and this computer, or the container that bounds it. */
    static MemoryNeeds here() {
        long machine = Long.MAX_VALUE;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            machine = system.getTotalMemorySize();
        }
        return new MemoryNeeds(
                Runtime.getRuntime().maxMemory(), machine, Runtime.getRuntime().availableProcessors());
    }

    /** More threads than processors only wait for each other, and some thousands end libtorch by a crash. */
    void checkThreads(int threads, List<String> problems) {
        int most = Math.max(ALWAYS_ALLOWED, THREADS_A_PROCESSOR * processors);
        if (threads > most) {
            problems.add(String.format(
                    Locale.ROOT,
                    "threads %,d are more than %,d, which is enough for the %s here: set threads(%d) or less, or"
                            + " threads(0) for the physical cores",
                    threads,
                    most,
                    Plural.grouped(processors, "processor"),
                    most));
        }
    }

    /** The order of the samples of a pass, of which that of the next pass takes the place. */
    void checkOrder(Dataset data, List<String> problems) {
        double bytes = (double) data.size() * Integer.BYTES;
        if (bytes > heap * SHARE || data.size() > Memory.LONGEST_ARRAY) {
            problems.add(String.format(
                    Locale.ROOT,
                    "the order of the %,d samples of a pass (%s) takes %s of Java's heap, which has %s: take at most %,d of"
                            + " them by Datasets.take, or start Java with a larger heap by -Xmx",
                    data.size(),
                    data.name(),
                    mebibytes(bytes),
                    mebibytes(heap),
                    Math.min(Memory.LONGEST_ARRAY, (long) (heap * SHARE / Integer.BYTES))));
        }
    }

    /**
     * What both networks need: their initial values, or a copy of all that is trained for a checkpoint, in Java's heap;
     * weights, gradients and the optimizers' state in the machine's memory, with what each layer gives for each sample of a
     * batch.
     */
    void checkNetworks(
            Network generator,
            Network discriminator,
            TrainingStrategy strategy,
            boolean checkpoints,
            List<String> problems) {
        long values = values(generator) + values(discriminator);
        long state = state(generator, strategy.generatorOptimizer())
                + state(discriminator, strategy.discriminatorOptimizer())
                + (strategy.ema() == null ? 0 : generator.weightCount());
        long inHeap = (checkpoints ? values + state : values) * Float.BYTES;
        String networks = String.format(
                Locale.ROOT,
                "networks of %,d (generator) and %,d (discriminator) weights",
                generator.weightCount(),
                discriminator.weightCount());
        String smaller = ": set smaller generatorFeatures(...), discriminatorFeatures(...) or latent(...)";
        if (inHeap > heap * SHARE) {
            problems.add(networks + " take " + mebibytes(inHeap) + " of Java's heap, which has " + mebibytes(heap)
                    + smaller + ", or start Java with a larger heap by -Xmx");
            return;
        }
        long kept = (values + state + generator.weightCount() + discriminator.weightCount()) * Float.BYTES;
        if (kept > machine) {
            problems.add(networks + " take " + mebibytes(kept)
                    + " with gradients and the optimizers' state, this machine has " + mebibytes(machine) + smaller);
            return;
        }
        double aSample = (outputs(generator) + outputs(discriminator)) * Float.BYTES;
        if (kept + aSample * strategy.batch() > machine) {
            problems.add(String.format(
                    Locale.ROOT,
                    "a batch of %,d takes %s for what the layers give, this machine has %s: set batch(%d) or less",
                    strategy.batch(),
                    mebibytes(aSample * strategy.batch()),
                    mebibytes(machine),
                    Math.max(1, (long) ((machine - kept) / aSample))));
        }
    }

    /**
     * What is kept beside the networks: the fakes of a replay buffer, the batches of an update, which are fed ahead, and the
     * latents of standing statistics.
     *
     * @param latent the numbers of a latent
     * @param sample the numbers of a sample
     * @param encoded the bytes of a sample of the data
     */
    void checkBuffers(int latent, int sample, int encoded, TrainingStrategy strategy, List<String> problems) {
        Replay replay = strategy.replay();
        if (replay != null) {
            double bytes = (double) replay.capacity() * sample * Float.BYTES;
            tooMuch(bytes, machine, String.format(Locale.ROOT, "the %,d samples of a replay buffer", replay.capacity()))
                    .ifPresent(what -> problems.add(
                            what + ": set replay(...) of " + fitting(replay.capacity(), bytes, machine) + " or less"));
        }
        // fed from outside of the heap, of which Java gives as much as of the heap
        double aBatch = (double) strategy.batch() * ((double) encoded + (double) latent * Float.BYTES);
        double fed = FED_AHEAD * strategy.accumulation() * strategy.discriminatorSteps() * aBatch;
        tooMuch(
                        fed,
                        heap,
                        String.format(
                                Locale.ROOT,
                                "accumulation(%,d) and discriminatorSteps(%,d) of batches of %,d",
                                strategy.accumulation(),
                                strategy.discriminatorSteps(),
                                strategy.batch()))
                .ifPresent(what -> problems.add(what + ": set " + fewerFed(strategy, fed)));
        double standing = (double) strategy.standingStatistics() * strategy.batch() * latent * Float.BYTES;
        tooMuch(
                        standing,
                        heap * SHARE,
                        String.format(
                                Locale.ROOT,
                                "standing statistics of %,d batches of %,d latents",
                                strategy.standingStatistics(),
                                strategy.batch()))
                .ifPresent(what -> problems.add(what + ": set standingStatistics("
                        + fitting(strategy.standingStatistics(), standing, heap * SHARE) + ") or less"));
    }

    /** What takes less memory for the batches that are fed ahead: the setting of which there is more than one. */
    private String fewerFed(TrainingStrategy strategy, double fed) {
        if (strategy.accumulation() > 1) {
            return "accumulation(" + fitting(strategy.accumulation(), fed, heap)
                    + ") or less, or fewer discriminatorSteps(...)";
        }
        return strategy.discriminatorSteps() > 1
                ? "discriminatorSteps(" + fitting(strategy.discriminatorSteps(), fed, heap)
                        + ") or less, or a smaller batch(...)"
                : "batch(" + fitting(strategy.batch(), fed, heap) + ") or less";
    }

    private static Optional<String> tooMuch(double bytes, double there, String what) {
        return bytes <= there
                ? Optional.empty()
                : Optional.of(what + " take " + mebibytes(bytes) + ", there are " + mebibytes(there));
    }

    /** The largest number that fits if {@code number} take this many bytes. */
    private static long fitting(long number, double bytes, double there) {
        return Math.max(1, (long) (number * (there / bytes)));
    }

    private static long values(Network network) {
        return network.parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    /** The numbers that an optimizer keeps beside the weights. */
    private static long state(Network network, Optimizer optimizer) {
        int copies = optimizer instanceof Adam ? 2 : optimizer instanceof RmsProp ? 1 : 0;
        return copies * network.weightCount();
    }

    /** The numbers that layers with weights give for one sample, which are kept until the gradients are computed. */
    private static double outputs(Network network) {
        return network.nodes().stream()
                .filter(node -> node.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT))
                .mapToDouble(node -> node.shape().size())
                .sum();
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MiB", Math.ceil(bytes / (1 << 20)));
    }
}
