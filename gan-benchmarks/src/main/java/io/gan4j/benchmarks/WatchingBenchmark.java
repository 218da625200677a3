package io.gan4j.benchmarks;

import io.gan4j.GanBuilder;
import io.gan4j.data.Datasets;
import io.gan4j.live.LivePage;
import io.gan4j.run.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what the live page costs a run of the recommended recipe on the ring: alternating rounds of the same steps without a
 * page, with a page that nobody looks at, and with one that somebody watches, at the budget of 1 %. Prints medians of the wall time
 * of a step and of the processor time that the training thread took for one; the engine has one thread, which is that one.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.WatchingBenchmark [rounds] [steps]
 * }</pre>
 */
public final class WatchingBenchmark {
    private static final int WARM_UP = 1;
    private static final int REPORT_EVERY = 10;

    private WatchingBenchmark() {}

    /** Who looks. */
    private enum Kind {
        NO_PAGE("without a page"),
        NOBODY("a page, nobody looks"),
        WATCHED("a page that is watched");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Milliseconds of a step. */
    private record Step(double median, double mean, double processor) {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        List<List<Step>> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds + WARM_UP; round++) {
            for (Kind kind : Kind.values()) {
                Step step = measured(kind, steps);
                if (round >= WARM_UP) {
                    all.get(kind.ordinal()).add(step);
                }
            }
        }
        PrintStream out = System.out;
        for (Kind kind : Kind.values()) {
            line(out, kind.text, all.get(kind.ordinal()), all.get(0));
        }
    }

    private static void line(PrintStream out, String name, List<Step> of, List<Step> to) {
        out.println(String.format(
                Locale.ROOT,
                "%-24s step %6.2f ms (x %.3f), processor %6.2f ms a step (x %.3f), mean step x %.3f",
                name,
                Medians.median(of.stream().map(Step::median).toList()),
                Medians.ratio(
                        of.stream().map(Step::median).toList(),
                        to.stream().map(Step::median).toList()),
                Medians.median(of.stream().map(Step::processor).toList()),
                Medians.ratio(
                        of.stream().map(Step::processor).toList(),
                        to.stream().map(Step::processor).toList()),
                Medians.ratio(
                        of.stream().map(Step::mean).toList(),
                        to.stream().map(Step::mean).toList())));
    }

    private static Step measured(Kind kind, int steps) throws InterruptedException {
        GanBuilder gan = ModeCollapseRuns.modern().threads(1).steps(steps).reportEvery(REPORT_EVERY);
        if (kind == Kind.NO_PAGE) {
            return played(gan);
        }
        try (LivePage page = LivePage.open()) {
            if (kind == Kind.WATCHED) {
                Thread watcher = new Thread(() -> watch(URI.create(page.url())), "watcher");
                watcher.setDaemon(true);
                watcher.start();
                // until it is connected
                Thread.sleep(500);
            }
            return played(gan.listener(page));
        }
    }

    private static Step played(GanBuilder gan) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> times = new ArrayList<>();
        try (TrainingRun run = gan.start(Datasets.ring(8))) {
            run.play();
            long processor = threads.getCurrentThreadCpuTime();
            long first = System.nanoTime();
            while (run.step() < run.steps()) {
                long began = System.nanoTime();
                run.play();
                times.add((System.nanoTime() - began) / 1e6);
            }
            double played = times.size();
            return new Step(
                    Medians.median(times),
                    (System.nanoTime() - first) / 1e6 / played,
                    (threads.getCurrentThreadCpuTime() - processor) / 1e6 / played);
        }
    }

    /** Fetches all that is new, as the page in a browser does. */
    private static void watch(URI url) {
        HttpClient client = HttpClient.newHttpClient();
        long next = 0;
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                client.send(HttpRequest.newBuilder(url.resolve("events")).build(), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8))) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                if (line.startsWith("data: [[")) {
                    String lines = client.send(
                                    HttpRequest.newBuilder(url.resolve("lines/0/0/" + next))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
                    int at = lines.indexOf("\"next\":") + 7;
                    next = Long.parseLong(lines.substring(at, lines.indexOf(',', at)));
                }
            }
        } catch (IOException e) {
            // the page is closed at the end of a round
            next = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
