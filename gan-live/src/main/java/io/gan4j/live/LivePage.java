package io.gan4j.live;

import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page in the browser on which one watches a GAN learn: its losses, scores, gradients and measurements over the steps, what
 * it makes of the same latents with every step selectable, what a {@link io.gan4j.watch.TrainingMonitor} has to say, and
 * buttons that pause, resume and stop the run.
 *
 * <pre>{@code
 * try (LivePage page = LivePage.open()) {
 *     System.out.println(page.url());
 *     Gan.dcgan().listener(page).train(data);
 * }
 * }</pre>
 *
 * <p>Watching does not change what is learned, and holds a run up for at most the share of its time that {@link
 * LiveOptions#cost} says; the page shows the share that it was, without the moment that it takes to hand a report on. Pictures
 * are made at reports. Some 60 over a run are made whether anybody watches or not, so that whoever comes later can look back;
 * more of them only while somebody has the page in sight. Whoever has it may also choose latents and move them along the
 * {@linkplain io.gan4j.inference.LatentDirections directions of the largest change}: such pictures are made between two steps,
 * at most four a second and out of the same share; while the run is paused, at once. A page that fails never ends a run: that
 * is logged once, and the run goes on unwatched.
 *
 * <p>The page is served by the JDK's own server at {@code 127.0.0.1} and nowhere else; to look at it from another machine,
 * forward the port: {@code ssh -L PORT:127.0.0.1:PORT HOST}. Its address holds a secret of 256 bits without which nothing is
 * answered: whoever has the address may look and, unless it is {@linkplain LiveOptions#readOnly() read-only}, stop the run. If
 * the system property {@code sun.net.httpserver.nodelay} is not set, it is set to {@code true}. The page loads nothing from
 * anywhere else.
 *
 * <p>Several runs, one after the other, are shown side by side. Runs that are trained at the same time need a page each.
 */
public final class LivePage implements TrainingListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    private static final long LONG = 60;
    private static final long SHORT = 2;

    private final LiveOptions options;
    private final PageServer server;
    private final List<WatchedRun> runs = new CopyOnWriteArrayList<>();
    private final ExecutorService darkroom =
            Executors.newSingleThreadExecutor(PageServer.daemons("gan4j-live-pictures"));
    private volatile @Nullable WatchedRun newest;
    private volatile boolean silent;

    private LivePage(LiveOptions options) {
        this.options = options;
        this.server = new PageServer(options.port(), new Asked());
    }

    /**
     * Serves a page at a free port.
     *
     * @throws java.io.UncheckedIOException if this machine gives none
     */
    public static LivePage open() {
        return open(LiveOptions.defaults());
    }

    /**
     * Serves a page as the options say.
     *
     * @throws java.io.UncheckedIOException if the port cannot be had; the message says what to do
     */
    public static LivePage open(LiveOptions options) {
        return new LivePage(options);
    }

    /** The address of the page, with its secret: {@code http://127.0.0.1:PORT/SECRET/}. */
    public String url() {
        return server.url();
    }

    /** What the page has seen so far, to keep or to send to somebody. */
    public Replay replay() {
        settle(LONG);
        return Replay.of(server.stories());
    }

    /** Waits until everything is told that the page has heard of, for some seconds at most. */
    void settle(long seconds) {
        try {
            darkroom.submit(() -> {}).get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("the page does not know everything yet", e);
        }
    }

    /** What those who watch ask for. */
    private final class Asked implements PageServer.Commands {
        @Override
        public boolean carryOut(int story, String command) {
            return options.access() == LiveOptions.Access.CONTROL
                    && story < runs.size()
                    && runs.get(story).carryOut(command);
        }

        @Override
        public Sampler.@Nullable Made sample(int story, Sampler.Wish wish) {
            return story < runs.size() ? runs.get(story).sample(wish) : null;
        }
    }

    @Override
    public void started(TrainingStarted event) {
        guarded(() -> {
            WatchedRun run = new WatchedRun(server.publish(), server::isWatched, options, darkroom, event);
            runs.add(run);
            newest = run;
            run.begin(event);
        });
    }

    @Override
    public void stageBegan(TrainingStage event) {
        tell(run -> run.stageBegan(event));
    }

    @Override
    public void progressed(TrainingProgress event) {
        tell(run -> run.progressed(event));
    }

    @Override
    public void evaluated(TrainingEvaluated event) {
        tell(run -> run.evaluated(event));
    }

    @Override
    public void wentBack(TrainingWentBack event) {
        tell(run -> run.wentBack(event));
    }

    @Override
    public void ended(TrainingEnded event) {
        tell(run -> run.ended(event));
    }

    private void tell(Consumer<WatchedRun> news) {
        WatchedRun run = newest;
        if (run != null) {
            guarded(() -> news.accept(run));
        }
    }

    private void guarded(Runnable action) {
        if (silent) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException e) {
            if (!silent) {
                silent = true;
                LOG.warn("the live page fails, and the run goes on without it", e);
            }
        }
    }

    /**
     * Ends the page: a run that was paused on it goes on, and those who watch get what is new, for which this waits four
     * seconds at most. Closing it again does nothing.
     */
    @Override
    public void close() {
        silent = true;
        runs.forEach(WatchedRun::release);
        if (server.isWatched()) {
            settle(SHORT);
        }
        darkroom.shutdown();
        server.close();
    }
}
