package io.gan4j.benchmarks;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.engine.TrainingBackend;
import io.gan4j.game.Player;
import io.gan4j.run.GameRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the steps of style-based GANs and of translators of images in alternating rounds of one run: this library as
 * a user runs it, data and drawing included, and the same networks, losses, penalties and optimizers in PyTorch eager.
 * For each variant of the latter it prints the medians of wall and of processor time a step and the median of the
 * rounds' ratios; last {@code ratio FAMILY wall N.NN processor N.NN}, against the fastest of those that count.
 *
 * <p>That PyTorch plays the same is checked first: the players have as many parameters, and with this library's weights
 * and what its first two steps were given PyTorch's have the same losses and norms of gradients, to a relative
 * difference of {@value #TOLERANCE}. A variant that is farther off is not measured, and there is no ratio if all are.
 * Two variants are told beside and do not count: {@code scaled}, for which one rewrites the modulated convolution, and
 * {@code shared}, whose players see the same fakes, which is less work.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.FamilyStepBenchmark [rounds] [threads] [family...]
 * }</pre>
 *
 * <p>The families are those of {@link StepFamily}: {@code stylegan2-32}, {@code stylegan2-64}, {@code pix2pix}, {@code
 * cyclegan}, {@code srgan} and {@code nextframe}; all of them by default. The Python interpreter is {@code python3}, or
 * the one that the environment variable {@code GAN4J_PYTHON} names.
 */
public final class FamilyStepBenchmark {
    /** Steps before the first round, until the JVM has compiled what is used often. */
    private static final int WARM_UP = 12;

    private static final int WARM_UP_OF_PEERS = 3;
    private static final int RECORDED = 2;
    private static final double TOLERANCE = 0.01;

    private final StepFamily family;
    private final int rounds;
    private final int threads;
    private final PrintStream out;

    private FamilyStepBenchmark(StepFamily family, int rounds, int threads, PrintStream out) {
        this.family = family;
        this.rounds = rounds;
        this.threads = threads;
        this.out = out;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        List<StepFamily> families = args.length > 2
                ? Stream.of(args).skip(2).map(StepFamily::named).toList()
                : List.of(StepFamily.values());
        for (StepFamily family : families) {
            new FamilyStepBenchmark(family, rounds, threads, System.out).run();
        }
    }

    /** The time of a step, in seconds. */
    private record Times(double wall, double processor) {}

    private void run() throws IOException {
        Path recorded = Files.createTempFile("gan4j", ".npz");
        Map<List<String>, PythonPeer> peers = new LinkedHashMap<>();
        StepRecorder recorder = new StepRecorder(TrainingBackend.find(), recorded, RECORDED);
        long steps = RECORDED + WARM_UP + (long) rounds * family.stepsARound();
        try (GameRun<?> run = family.start(new StepFamily.Run(recorder, threads, steps))) {
            for (int step = 0; step < RECORDED; step++) {
                run.play();
            }
            for (List<String> variant : family.variants()) {
                Optional<PythonPeer> peer = PythonPeer.start(family.script(), threads, family.arguments(variant));
                peer.ifPresent(started -> peers.put(variant, started));
            }
            if (peers.isEmpty()) {
                out.println("PyTorch in Python was not found: set GAN4J_PYTHON to an interpreter that has it");
                return;
            }
            check(recorder, recorded, peers);
            measure(run, peers);
        } finally {
            peers.values().forEach(PythonPeer::close);
            Files.delete(recorded);
        }
    }

    /** Makes sure that PyTorch plays the same game. */
    private void check(StepRecorder recorder, Path recorded, Map<List<String>, PythonPeer> peers) throws IOException {
        for (Player player : recorder.game().players()) {
            long ours = player.network().weightCount();
            for (PythonPeer peer : peers.values()) {
                long theirs = peer.parameters(player.name());
                checkState(
                        ours == theirs,
                        "the %s of %s has %s parameters here and %s in %s: they are not the same network",
                        player.name(),
                        family.label(),
                        ours,
                        theirs,
                        family.script());
            }
            line("%s: %s has %,d parameters, in PyTorch as well", family.label(), player.name(), ours);
        }
        boolean proved = false;
        for (List<String> variant : List.copyOf(peers.keySet())) {
            if (isComparable(variant)) {
                PythonPeer peer = Objects.requireNonNull(peers.get(variant));
                if (isAsHere(variant, peer.difference(recorded))) {
                    proved = true;
                } else {
                    peers.remove(variant);
                    peer.close();
                }
            }
        }
        checkState(
                proved, "%s does not play the step of %s: see the differences above", family.script(), family.label());
    }

    /** Says how far a variant's losses and gradients are from this library's, and tells whether that is near enough. */
    private boolean isAsHere(List<String> variant, double difference) {
        boolean near = difference <= TOLERANCE;
        line(
                "%s: losses and norms of gradients of %d steps differ by at most %.1e from those of PyTorch %s%s",
                family.label(), RECORDED, difference, String.join(" ", variant), near ? "" : ", which is not measured");
        return near;
    }

    /** True for variants that are given as much as this library is, so that their losses can be compared. */
    private static boolean isComparable(List<String> variant) {
        return !variant.contains("shared");
    }

    /** True for variants by which this library is judged: those for which nobody has to rewrite the usual step. */
    private static boolean counts(List<String> variant) {
        return isComparable(variant) && !variant.contains("scaled");
    }

    private void measure(GameRun<?> run, Map<List<String>, PythonPeer> peers) throws IOException {
        List<Times> ours = new ArrayList<>();
        Map<List<String>, List<Times>> theirs = new LinkedHashMap<>();
        peers.keySet().forEach(variant -> theirs.put(variant, new ArrayList<>()));
        played(run, WARM_UP);
        for (PythonPeer peer : peers.values()) {
            played(peer, WARM_UP_OF_PEERS);
        }
        int steps = family.stepsARound();
        for (int round = 0; round < rounds; round++) {
            ours.add(played(run, steps));
            for (Map.Entry<List<String>, PythonPeer> peer : peers.entrySet()) {
                Objects.requireNonNull(theirs.get(peer.getKey())).add(played(peer.getValue(), steps));
            }
        }
        report(ours, theirs);
    }

    private static Times played(GameRun<?> run, int steps) {
        long wall = System.nanoTime();
        long processor = ProcessorTime.nanos();
        for (int step = 0; step < steps; step++) {
            run.play();
        }
        return new Times((System.nanoTime() - wall) / 1e9 / steps, (ProcessorTime.nanos() - processor) / 1e9 / steps);
    }

    private static Times played(PythonPeer peer, int steps) throws IOException {
        double processor = peer.processorSeconds();
        double wall = peer.seconds(steps);
        return new Times(wall / steps, (peer.processorSeconds() - processor) / steps);
    }

    private void report(List<Times> ours, Map<List<String>, List<Times>> theirs) {
        line(
                "%s: %d rounds of %d steps, %d threads, load average %.1f",
                family.label(),
                rounds,
                family.stepsARound(),
                threads,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        line("%-28s %8.1f ms a step, %8.1f ms of processors", "gan4j", median(walls(ours)), median(processors(ours)));
        double wall = Double.POSITIVE_INFINITY;
        double processor = Double.POSITIVE_INFINITY;
        for (Map.Entry<List<String>, List<Times>> peer : theirs.entrySet()) {
            List<Times> times = peer.getValue();
            double ofWall = Medians.ratio(walls(times), walls(ours));
            double ofProcessor = Medians.ratio(processors(times), processors(ours));
            line(
                    "%-28s %8.1f ms a step, %8.1f ms of processors, ratio %.2f and %.2f",
                    "PyTorch " + String.join(" ", peer.getKey()),
                    median(walls(times)),
                    median(processors(times)),
                    ofWall,
                    ofProcessor);
            if (counts(peer.getKey())) {
                wall = Math.min(wall, ofWall);
                processor = Math.min(processor, ofProcessor);
            }
        }
        line("ratio %s wall %.2f processor %.2f", family.label(), wall, processor);
    }

    private static double median(List<Double> seconds) {
        return 1e3 * Medians.median(seconds);
    }

    private static List<Double> walls(List<Times> times) {
        return times.stream().map(Times::wall).toList();
    }

    private static List<Double> processors(List<Times> times) {
        return times.stream().map(Times::processor).toList();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
