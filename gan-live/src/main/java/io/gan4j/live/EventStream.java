package io.gan4j.live;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A stream of server-sent events that says how far each story is, and nothing of what it tells: the reader fetches that when it
 * has time for it. So a slow reader misses nothing and holds nothing up.
 */
final class EventStream {
    /** Pages that may watch at one time. */
    static final int MOST_STREAMS = 8;

    /** Without news a comment is sent, which finds out whether the reader is still there. */
    private static final long QUIET_MILLIS = 10_000;

    /** From one event to the next; what happens between is one event. */
    private static final long PAUSE_MILLIS = 80;

    private final List<Story> stories;
    private final Doorbell doorbell;
    private final AtomicInteger streams;

    EventStream(List<Story> stories, Doorbell doorbell, AtomicInteger streams) {
        this.stories = stories;
        this.doorbell = doorbell;
        this.streams = streams;
    }

    void answer(Answers answers) throws IOException, InterruptedException {
        if (streams.incrementAndGet() > MOST_STREAMS) {
            streams.decrementAndGet();
            answers.refuse(503);
            return;
        }
        try (OutputStream out = answers.stream()) {
            // news that is older than this event is in it
            long known = doorbell.rings();
            write(answers, out, "retry: 1000\n\n" + event("news"));
            while (!doorbell.isClosed()) {
                long rings = doorbell.await(known, QUIET_MILLIS);
                write(answers, out, rings == known ? ": still here\n\n" : event("news"));
                known = rings;
                Thread.sleep(PAUSE_MILLIS);
            }
            write(answers, out, event("end"));
        } finally {
            streams.decrementAndGet();
        }
    }

    private String event(String name) {
        return "event: " + name + "\ndata: " + positions(stories) + "\n\n";
    }

    /** How far each story is, in order: {@code [[edition, next], ...]}. */
    static String positions(List<Story> stories) {
        return stories.stream().map(Story::position).collect(Collectors.joining(",", "[", "]"));
    }

    private static void write(Answers answers, OutputStream out, String text) throws IOException {
        answers.call().writes();
        out.write(PageServer.utf8(text));
        out.flush();
        answers.call().waits();
    }
}
