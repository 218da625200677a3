package io.gan4j.live;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a run, by number, within a number of bytes: when there are more, every second one goes, and the first and the
 * newest stay. Safe for use by many threads.
 */
final class Film {
    /** What the pictures of a run may take in memory. */
    static final long MOST_BYTES = 64L << 20;

    private final long most;
    private final TreeMap<Long, byte[]> frames = new TreeMap<>();
    private long bytes;
    private long next;

    Film(long most) {
        this.most = most;
    }

    /**
     * A picture that was added.
     *
     * @param id its number
     * @param dropped the numbers of those that had to go
     */
    record Added(long id, List<Long> dropped) {}

    synchronized Added add(byte[] picture) {
        long id = next++;
        frames.put(id, picture);
        bytes += picture.length;
        List<Long> dropped = new ArrayList<>();
        while (bytes > most && frames.size() > 2) {
            dropEverySecond(dropped);
        }
        return new Added(id, dropped);
    }

    private void dropEverySecond(List<Long> dropped) {
        long newest = frames.lastKey();
        int place = 0;
        for (long id : List.copyOf(frames.keySet())) {
            if (place++ % 2 == 1 && id != newest) {
                byte[] gone = frames.remove(id);
                bytes -= gone == null ? 0 : gone.length;
                dropped.add(id);
            }
        }
    }

    synchronized byte @Nullable [] get(long id) {
        return frames.get(id);
    }

    synchronized int size() {
        return frames.size();
    }
}
