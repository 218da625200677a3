package io.gan4j.benchmarks;

import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much longer a step takes with each practice: steps of the plain GAN and of one with the practice, in turns. */
final class PracticeCosts {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 2;
    private static final int STEPS = 10;

    private PracticeCosts() {}

    /** A line of the file. */
    private record Cost(String practice, double ratio, String commit) {}

    /** Measures each practice that is not in the file yet, and adds it. */
    static void measure(Path file, PrintStream out) throws IOException {
        Map<String, Double> known = read(file);
        List<ModeCollapseRuns.Run> runs = ModeCollapseRuns.of(ModeCollapseRuns.PRACTICES);
        ModeCollapseRuns.Run plain = runs.get(0);
        for (ModeCollapseRuns.Run run : runs) {
            if (!known.containsKey(run.name())) {
                lines(file).add(new Cost(run.name(), ratio(run, plain), Sources.commit()), out);
            }
        }
    }

    /** The ratio of each practice; empty if there is no file. */
    static Map<String, Double> read(Path file) throws IOException {
        Map<String, Double> ratios = new LinkedHashMap<>();
        lines(file).read().forEach(cost -> ratios.put(cost.practice(), cost.ratio()));
        return ratios;
    }

    private static JsonLines<Cost> lines(Path file) {
        return new JsonLines<>(file, Cost.class);
    }

    private static double ratio(ModeCollapseRuns.Run with, ModeCollapseRuns.Run without) {
        List<Double> costly = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        try (TrainingRun one = start(with);
                TrainingRun other = start(without)) {
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double first = seconds(one);
                double second = seconds(other);
                if (round >= WARM_UP) {
                    costly.add(first);
                    plain.add(second);
                }
            }
        }
        return Medians.ratio(costly, plain);
    }

    private static TrainingRun start(ModeCollapseRuns.Run run) {
        return run.settings().seed(run.seed()).start(run.data().draw());
    }

    private static double seconds(TrainingRun run) {
        long began = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            run.play();
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
