package io.gan4j.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page to this machine: the page's files, a stream of events that says that there is news, the lines of the stories
 * and their pictures. All threads are daemons, and none of them is one that trains.
 */
final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    /**
     * Read by the JDK's server once: without it each small answer over a connection that stays open waits 40 ms (JDK-6968351).
     */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private static final int MOST_THREADS = 32;
    private static final long IDLE_SECONDS = 30;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LINGER_MILLIS = 2_000;
    private static final long QUIET_MILLIS = 300;

    private final HttpServer server;
    private final Gate gate;
    private final ThreadPoolExecutor threads;
    private final List<Runnable> everySecond = new CopyOnWriteArrayList<>();
    private final Thread clock;
    private final Doorbell doorbell = new Doorbell();
    private final Calls calls = new Calls(PATIENCE_MILLIS);
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<Story> stories = new CopyOnWriteArrayList<>();
    private volatile long lastCall = System.nanoTime();

    /** Serves other paths than those of stories. */
    static PageServer of(int port, Paths paths) {
        return new PageServer(port, (Function<PageServer, Paths>) server -> paths);
    }

    /**
     * Serves stories from now on.
     *
     * @param port 0 for one that is free
     * @param commands what the page may ask for
     * @throws UncheckedIOException if the port cannot be had; the message says what to do
     */
    PageServer(int port, Commands commands) {
        this(port, (Function<PageServer, Paths>) server ->
                new Routes(server.stories, new EventStream(server.stories, server.doorbell, server.streams), commands));
    }

    private PageServer(int port, Function<PageServer, Paths> pathsOf) {
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
        this.server = bound(port);
        this.gate = new Gate(server.getAddress().getPort());
        this.threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("gan4j-live"));
        // a request that finds no thread stays without an answer; the caller is the thread that takes connections
        threads.setRejectedExecutionHandler((task, pool) -> LOG.debug("too many requests at once"));
        everySecond(calls::interruptLate);
        this.clock = daemons("gan4j-live-clock").newThread(this::tick);
        Paths paths = pathsOf.apply(this);
        server.createContext("/", exchange -> answer(exchange, paths));
        server.setExecutor(threads);
        server.start();
        clock.start();
    }

    private void tick() {
        try {
            while (!closed.get()) {
                Thread.sleep(1_000);
                everySecond.forEach(PageServer::attempt);
            }
        } catch (InterruptedException e) {
            LOG.debug("the live page is closed", e);
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("the live page cannot be kept up to date", e);
        }
    }

    private static HttpServer bound(int port) {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        } catch (BindException e) {
            throw new UncheckedIOException(
                    "port " + port + " of 127.0.0.1 cannot be had: " + e.getMessage()
                            + "; give another one, or none for one that is free",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("the live page cannot be served: " + e.getMessage(), e);
        }
    }

    /** Threads that do not keep a program from ending. */
    static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void answer(HttpExchange exchange, Paths paths) throws IOException {
        try (exchange;
                Calls.Call call = calls.begin()) {
            lastCall = System.nanoTime();
            Answers answers = new Answers(exchange, call);
            Gate.Answer asked = gate.ask(exchange.getRequestURI(), exchange.getRequestHeaders());
            if (asked.isIn()) {
                paths.answer(asked.path(), answers);
            } else {
                answers.refuse(asked.status());
            }
            lastCall = System.nanoTime();
        } catch (InterruptedException e) {
            LOG.debug("a request was given up", e);
        } catch (RuntimeException e) {
            LOG.warn("a request to the live page failed", e);
        }
    }

    /** The address of the page, which holds its secret. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + gate.secret() + "/";
    }

    /** Shows one more story. */
    Story publish() {
        Story story = new Story(doorbell::ring);
        stories.add(story);
        doorbell.ring();
        return story;
    }

    List<Story> stories() {
        return List.copyOf(stories);
    }

    /** Does something again and again. */
    void everySecond(Runnable task) {
        everySecond.add(task);
    }

    /** True if somebody has the page open and in sight. */
    boolean isWatched() {
        return streams.get() > 0;
    }

    /** Lets those who watch fetch what is new, for two seconds at most, and ends. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean watched = isWatched();
        doorbell.close();
        if (watched) {
            linger();
        }
        server.stop(0);
        clock.interrupt();
        threads.shutdownNow();
    }

    private void linger() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        lastCall = System.nanoTime();
        try {
            while (System.nanoTime() - end < 0 && (calls.size() > 0 || !isQuiet())) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isQuiet() {
        return System.nanoTime() - lastCall > TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    }

    /** What there is behind the secret. */
    interface Paths {
        void answer(String path, Answers answers) throws IOException, InterruptedException;
    }

    /** What a page may ask for besides what it shows. */
    interface Commands {
        /** Nothing. */
        Commands NONE = (story, command) -> false;

        /** Carries out a command of this name for a story; false if that cannot be asked, or not now. */
        boolean carryOut(int story, String command);

        /** Makes a picture of latents; null if a story has no generator that could. */
        default Sampler.@Nullable Made sample(int story, Sampler.Wish wish) {
            return null;
        }
    }

    /** The bytes of a text. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
