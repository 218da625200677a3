package io.gan4j.benchmarks;

import io.gan4j.data.Points;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.inference.Generator;
import io.gan4j.metric.ModeCoverage;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The study of mode collapse: trains on the ring of 8 and the grid of 25, judges 2,500 points of each generator, and writes
 * what came of it. Runs that are in the file already are not repeated, so that the study can be stopped and taken up.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.ModeCollapseBenchmark \
 *     docs/numbers/mode-collapse.jsonl docs/numbers/mode-collapse.md [recommended] [recipes] [practices] [costs]
 * }</pre>
 *
 * <p>Two runs go side by side, on one thread each. All parts are trained if none is named. The part {@code costs} wants a quiet
 * machine: it measures how much longer a step takes with each practice, into a file beside the results.
 */
public final class ModeCollapseBenchmark {
    private static final String COSTS = "costs";
    private static final int SIDE_BY_SIDE = 2;
    private static final int JUDGED = 2_500;
    private static final long JUDGED_SEED = 7;

    private final JsonLines<Result> lines;
    private final PrintStream out = System.out;

    private ModeCollapseBenchmark(Path file) {
        this.lines = new JsonLines<>(file, Result.class);
    }

    /**
     * What came of a run.
     *
     * @param part which part of the study it belongs to
     * @param name what was trained
     * @param mixture {@code ring} or {@code grid}
     * @param seed the run's seed
     * @param steps how many steps it was trained
     * @param found modes found
     * @param highQuality the share of points of high quality
     * @param reverseKl how unevenly they lie, in nats; negative where there are none
     * @param seconds how long it took
     * @param divergedAt the step at which it diverged; 0 if it did not
     * @param commit of the sources
     */
    record Result(
            String part,
            String name,
            String mixture,
            long seed,
            long steps,
            int found,
            double highQuality,
            double reverseKl,
            double seconds,
            long divergedAt,
            String commit) {
        String key() {
            return part + "/" + name + "/" + mixture + "/" + seed;
        }
    }

    /** Runs the study. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path results = Path.of(args[0]);
        Path report = Path.of(args[1]);
        List<String> parts = args.length > 2
                ? List.of(args).subList(2, args.length)
                : List.of(ModeCollapseRuns.RECOMMENDED, ModeCollapseRuns.RECIPES, ModeCollapseRuns.PRACTICES, COSTS);
        ModeCollapseBenchmark study = new ModeCollapseBenchmark(results);
        Path costs = results.resolveSibling("practice-costs.jsonl");
        for (String part : parts) {
            if (part.equals(COSTS)) {
                PracticeCosts.measure(costs, study.out);
            } else {
                study.train(ModeCollapseRuns.of(part));
            }
        }
        Files.writeString(report, ModeCollapseReport.of(study.results(), PracticeCosts.read(costs)));
    }

    private void train(List<ModeCollapseRuns.Run> runs) throws IOException, InterruptedException, ExecutionException {
        Set<String> done = new HashSet<>();
        results().forEach(result -> done.add(result.key()));
        ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> waiting = new ArrayList<>();
            for (ModeCollapseRuns.Run run : runs) {
                if (!done.contains(run.key())) {
                    waiting.add(pool.submit(() -> add(train(run))));
                }
            }
            for (Future<?> future : waiting) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Result train(ModeCollapseRuns.Run run) {
        long began = System.nanoTime();
        long steps = run.settings().strategy().length().steps(1);
        long diverged = 0;
        ModeCoverage coverage;
        try (TrainedGan trained =
                run.settings().seed(run.seed()).train(run.data().draw())) {
            coverage = judge(trained.generator(), run.data());
        } catch (TrainingDivergedException e) {
            diverged = e.step();
            coverage = new ModeCoverage(run.data().centres().length, 0, 0, Double.POSITIVE_INFINITY);
        }
        return new Result(
                run.part(),
                run.name(),
                run.mixture(),
                run.seed(),
                steps,
                coverage.found(),
                coverage.highQuality(),
                Double.isFinite(coverage.reverseKl()) ? coverage.reverseKl() : -1,
                (System.nanoTime() - began) / 1e9,
                diverged,
                Sources.commit());
    }

    private static ModeCoverage judge(Generator generator, Points.Mixture mixture) {
        return ModeCoverage.of(generator.samples(generator.latents(JUDGED, JUDGED_SEED)), mixture);
    }

    private synchronized void add(Result result) {
        try {
            lines.add(result, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The results so far, in the order of the study's runs. */
    private List<Result> results() throws IOException {
        List<String> order =
                ModeCollapseRuns.all().stream().map(ModeCollapseRuns.Run::key).toList();
        return lines.read().stream()
                .sorted(Comparator.comparingInt(result -> order.indexOf(result.key())))
                .toList();
    }
}
