package io.gan4j.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of a run: lines of JSON in the order in which they came. A reader asks for the lines from a number on and
 * remembers the next one. A line may have a slot; a later line of the same slot takes its place. Of very many reports every
 * second one of the older half is dropped. Safe for use by many threads.
 */
final class Story {
    /** More reports than a chart has columns, and few enough to hold as text. */
    static final int MOST_REPORTS = 20_000;

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Long> slots = new HashMap<>();
    private final Runnable changed;
    private LongFunction<byte @Nullable []> frames = id -> null;
    private byte @Nullable [] real;
    private long next;
    private int edition;
    private int reports;

    private record Line(
            long number, boolean report, @Nullable String slot, String json) {}

    /**
     * Lines from a number on.
     *
     * @param edition counts how often the story was begun anew: lines of another edition are void
     * @param next the number to ask from the next time
     * @param lines objects of JSON
     */
    record Lines(int edition, long next, List<String> lines) {}

    /** A story without lines that calls back, on the thread that tells it, at each change. */
    Story(Runnable changed) {
        this.changed = changed;
    }

    /** Where pictures come from; null for one that there is not, or no longer. */
    void framesFrom(LongFunction<byte @Nullable []> source) {
        synchronized (this) {
            frames = source;
        }
    }

    /** The picture of the data. */
    void real(byte @Nullable [] picture) {
        synchronized (this) {
            real = picture;
        }
    }

    /** Adds a line. */
    void add(String json) {
        append(false, null, json);
    }

    /** Adds a report, which may be dropped when there are very many. */
    void addReport(String json) {
        append(true, null, json);
    }

    /** Adds a line, which replaces the one in this slot. */
    void put(String slot, String json) {
        append(false, slot, json);
    }

    private void append(boolean report, @Nullable String slot, String json) {
        synchronized (this) {
            if (slot != null) {
                drop(slot);
                slots.put(slot, next);
            }
            lines.add(new Line(next++, report, slot, json));
            if (report && ++reports > MOST_REPORTS) {
                thin();
            }
        }
        changed.run();
    }

    private void thin() {
        List<Line> kept = new ArrayList<>(lines.size());
        int seen = 0;
        for (Line line : lines) {
            if (line.report() && ++seen <= MOST_REPORTS / 2 && seen % 2 == 0) {
                reports--;
            } else {
                kept.add(line);
            }
        }
        lines.clear();
        lines.addAll(kept);
    }

    /** Takes back the line of a slot, which need not be there; readers that have it are not told. */
    void remove(String slot) {
        synchronized (this) {
            drop(slot);
        }
    }

    private void drop(String slot) {
        Long number = slots.remove(slot);
        if (number != null) {
            lines.remove(place(number));
        }
    }

    /** Forgets everything; readers begin again. */
    void restart() {
        synchronized (this) {
            lines.clear();
            slots.clear();
            reports = 0;
            next = 0;
            edition++;
        }
        changed.run();
    }

    /** The place of the first line with this number or a later one. */
    private int place(long number) {
        int low = 0;
        int high = lines.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** At most {@code most} lines from a number on; all that count if the edition is not the present one. */
    synchronized Lines after(int ofEdition, long from, int most) {
        int begin = ofEdition == edition ? place(from) : 0;
        int end = Math.min(lines.size(), begin + most);
        long then = end == lines.size() ? next : lines.get(end).number();
        return new Lines(
                edition,
                then,
                lines.subList(begin, end).stream().map(Line::json).toList());
    }

    /** All lines that count. */
    Lines all() {
        return after(-1, 0, Integer.MAX_VALUE);
    }

    /** The edition and the next number, as a list of JSON. */
    synchronized String position() {
        return "[" + edition + "," + next + "]";
    }

    /** The picture of this number; null if there is none, or no longer. */
    byte @Nullable [] frame(long id) {
        LongFunction<byte @Nullable []> source;
        synchronized (this) {
            source = frames;
        }
        // outside the lock: it may read a file
        return source.apply(id);
    }

    /** The picture of the data; null if there is none. */
    synchronized byte @Nullable [] real() {
        return real;
    }
}
