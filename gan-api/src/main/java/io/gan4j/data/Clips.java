package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clips, short films of one size, as a dataset of windows: a few frames that follow each other, and what comes after them.
 * Made by {@link Datasets#clips(java.nio.file.Path)}, {@link #strips} or {@link #of}.
 *
 * <pre>{@code
 * Clips clips = Datasets.clips(Path.of("clips.zip")).history(4).rollout(3);
 * }</pre>
 *
 * <p>Every place in every clip where a whole window fits is a sample, clip after clip. Its parts are {@link Part#FRAME}, the
 * frame that comes next, shape {@code (C, H, W)}; {@link Part#HISTORY}, the frames before it, stacked on channels, shape
 * {@code (K C, H, W)}, the oldest first; and, with a {@link #rollout} of 2 or more, the frames that come later, {@code
 * frame2}, {@code frame3} and so on. Labels and captions are those of the next frame.
 *
 * <p>Frames are kept once, however many windows show them. Immutable: each setting returns a new value. A clip that is shorter
 * than a window makes every use of the samples an {@link IllegalStateException}, whose message names it.
 */
@CheckReturnValue
public final class Clips implements Dataset {
    /** The frames of a history unless set otherwise (Mathieu et al. 2016, section 3). */
    public static final int DEFAULT_HISTORY = 4;

    private static final int MOST_NAMES = 5;

    private final Dataset frames;
    private final ImmutableList<String> names;
    private final int[] starts;
    private final int history;
    private final int rollout;

    /** The first window of each clip, and the number of all windows; null if a clip is too short. */
    private final int @Nullable [] firstWindows;

    private final ImmutableList<Part> parts;
    private final Supplier<String> fingerprint = Fingerprints.once(this);

    private Clips(Dataset frames, ImmutableList<String> names, int[] starts, int history, int rollout) {
        this.frames = frames;
        this.names = names;
        this.starts = starts;
        this.history = history;
        this.rollout = rollout;
        this.firstWindows = firstWindows();
        this.parts = makeParts();
    }

    /**
     * Clips from images in memory, all frames one after the other. Nothing is copied.
     *
     * @param frames as they are: variations do not reach them, since those of one clip would differ; vary the clips instead
     * @param lengths how many frames each clip has
     * @throws IllegalArgumentException if the lengths do not add up to the number of frames, or the samples are no images of
     *     8-bit pixels
     */
    public static Clips of(Dataset frames, int... lengths) {
        return of(
                frames,
                IntStream.range(0, lengths.length)
                        .mapToObj(clip -> "clip " + clip)
                        .toList(),
                lengths);
    }

    /**
     * Clips from pictures that hold the frames of one each, from left to right, such as the sheets of sprites.
     *
     * @param pictures where they are; the size that is set is that of a frame
     * @param frameCount how many frames a picture holds
     * @throws IllegalArgumentException if the number is below 1, or damaged files are to be skipped
     * @throws MalformedDataException if the number does not divide a picture's width, frames differ in size and none is set,
     *     or a file is damaged or no image
     * @throws IOException if the path does not exist or reading fails
     */
    public static Clips strips(ImageFolder pictures, int frameCount) throws IOException {
        return new ClipReader(pictures, frameCount).read();
    }

    static Clips of(Dataset frames, List<String> names, int[] lengths) {
        Shape frame = Parts.onlyImages(frames, "made into clips");
        int[] starts = new int[lengths.length + 1];
        for (int clip = 0; clip < lengths.length; clip++) {
            checkArgument(lengths[clip] >= 1, "a clip must have at least 1 frame, clip %s had %s", clip, lengths[clip]);
            starts[clip + 1] = Math.addExact(starts[clip], lengths[clip]);
        }
        checkArgument(
                starts[lengths.length] == frames.size(),
                "the lengths of the clips add up to %s frames, but %s has %s of %s",
                starts[lengths.length],
                frames.name(),
                frames.size(),
                frame);
        return new Clips(frames, ImmutableList.copyOf(names), starts, DEFAULT_HISTORY, 1);
    }

    /**
     * Sets the number of frames that are given. Default 4.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Clips history(int frameCount) {
        checkArgument(frameCount >= 1, "history must be at least 1, was %s", frameCount);
        return new Clips(frames, names, starts, frameCount, rollout);
    }

    /**
     * Sets the number of frames to come: with 3, a sample has the parts {@code frame}, {@code frame2} and {@code frame3}
     * besides its history. Default 1.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Clips rollout(int frameCount) {
        checkArgument(frameCount >= 1, "rollout must be at least 1, was %s", frameCount);
        return new Clips(frames, names, starts, history, frameCount);
    }

    /** The number of frames that are given. */
    public int history() {
        return history;
    }

    /** The number of frames to come. */
    public int rollout() {
        return rollout;
    }

    /** The number of clips. */
    public int count() {
        return names.size();
    }

    /**
     * All frames of one clip, in their order.
     *
     * @param clip its place, from 0
     * @throws IndexOutOfBoundsException if there is no such clip
     */
    public Dataset clip(int clip) {
        Objects.checkIndex(clip, count());
        Dataset own = new SelectedSamples(
                frames, IntStream.range(starts[clip], starts[clip + 1]).toArray());
        return DescribedDataset.named(own, names.get(clip));
    }

    /** The same windows of some of the clips, from number {@code from} up to, but without, {@code to}. */
    public Clips clips(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        checkArgument(from < to, "clips must be at least 1, from %s to %s are none", from, to);
        Dataset own = new SelectedSamples(
                frames, IntStream.range(starts[from], starts[to]).toArray());
        int[] ownStarts = IntStream.rangeClosed(from, to)
                .map(clip -> starts[clip] - starts[from])
                .toArray();
        return new Clips(own, names.subList(from, to), ownStarts, history, rollout);
    }

    private int window() {
        return history + rollout;
    }

    private int @Nullable [] firstWindows() {
        int[] windows = new int[starts.length];
        for (int clip = 0; clip < names.size(); clip++) {
            int fit = starts[clip + 1] - starts[clip] - window() + 1;
            if (fit < 1) {
                return null;
            }
            windows[clip + 1] = windows[clip] + fit;
        }
        return windows;
    }

    private ImmutableList<Part> makeParts() {
        Shape frame = frames.shape();
        ImmutableList.Builder<Part> all = ImmutableList.builder();
        all.add(new Part(Part.FRAME, frame, Encoding.PIXELS));
        all.add(new Part(
                Part.HISTORY,
                Shape.of(Math.multiplyExact(history, frame.channels()), frame.height(), frame.width()),
                Encoding.PIXELS));
        for (int ahead = 2; ahead <= rollout; ahead++) {
            all.add(new Part(Part.FRAME + ahead, frame, Encoding.PIXELS));
        }
        return all.build();
    }

    /** @throws IllegalStateException if a clip is too short */
    private int[] windows() {
        int[] windows = firstWindows;
        checkState(windows != null, "%s", windows == null ? tooShort() : "");
        return Objects.requireNonNull(windows);
    }

    private String tooShort() {
        List<String> brief = new ArrayList<>();
        for (int clip = 0; clip < names.size(); clip++) {
            int length = starts[clip + 1] - starts[clip];
            if (length < window()) {
                brief.add(names.get(clip) + " with " + length);
            }
        }
        String some = String.join(", ", brief.subList(0, Math.min(MOST_NAMES, brief.size())));
        return frames.name() + ": " + brief.size() + " of " + Plural.of(count(), "clip")
                + (brief.size() == 1 ? " is" : " are") + " shorter than the " + window()
                + " frames of a window, " + history + " of history and " + rollout + " to come: " + some
                + (brief.size() > MOST_NAMES ? ", ..." : "") + "; set fewer with history(...) or rollout(...)";
    }

    /** The frame where a window begins. */
    private int start(int index) {
        int[] windows = windows();
        Objects.checkIndex(index, windows[count()]);
        int found = Arrays.binarySearch(windows, index);
        int clip = found >= 0 ? found : -found - 2;
        return starts[clip] + index - windows[clip];
    }

    @Override
    public String name() {
        String what = Plural.of(count(), "clip") + " of " + frames.name();
        return firstWindows == null ? what : Plural.of(size(), "window") + " of " + window() + " frames of " + what;
    }

    @Override
    public int size() {
        return windows()[count()];
    }

    @Override
    public Shape shape() {
        return frames.shape();
    }

    @Override
    public Encoding encoding() {
        return Encoding.PIXELS;
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(int index, ByteBuffer into) {
        frames.read(start(index) + history, into);
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        Parts.find(this, parts, part);
        int start = start(index);
        if (part.equals(Part.HISTORY)) {
            for (int i = 0; i < history; i++) {
                frames.read(start + i, into);
            }
        } else {
            int ahead = part.equals(Part.FRAME) ? 1 : Integer.parseInt(part.substring(Part.FRAME.length()));
            frames.read(start + history + ahead - 1, into);
        }
    }

    @Override
    public List<String> classes() {
        return frames.classes();
    }

    @Override
    public int label(int index) {
        return frames.label(start(index) + history);
    }

    @Override
    public boolean hasCaptions() {
        return frames.hasCaptions();
    }

    @Override
    public String caption(int index) {
        return frames.caption(start(index) + history);
    }

    @Override
    public String fingerprint() {
        return fingerprint.get();
    }

    @Override
    public String toString() {
        return name();
    }
}
