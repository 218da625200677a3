package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The frames of {@link MovingDigits}, clip after clip, drawn when they are read. */
final class MovingFrames implements Dataset {
    private static final int DIGITS = 2;
    private static final long STREAM = 0x30F1;

    private final MovingDigits settings;
    private final Dataset digits;

    MovingFrames(MovingDigits settings, Dataset digits) {
        this.settings = settings;
        this.digits = digits;
    }

    @Override
    public String name() {
        return "moving digits, " + Plural.of(settings.count(), "clip") + " of " + Plural.of(settings.frames(), "frame")
                + " of " + settings.size() + " x " + settings.size() + ", seed " + settings.seed();
    }

    @Override
    public int size() {
        return settings.count() * settings.frames();
    }

    @Override
    public Shape shape() {
        return Shape.of(1, settings.size(), settings.size());
    }

    @Override
    public Encoding encoding() {
        return Encoding.PIXELS;
    }

    @Override
    public void read(int index, ByteBuffer into) {
        Objects.checkIndex(index, size());
        int side = settings.size();
        byte[] frame = new byte[side * side];
        RandomStream random = RandomStream.of(settings.seed(), STREAM, index / settings.frames());
        for (int i = 0; i < DIGITS; i++) {
            int digit = random.nextInt(digits.size());
            Motion down = Motion.draw(random, side - digits.shape().height());
            Motion right = Motion.draw(random, side - digits.shape().width());
            while (down.speed == 0 && right.speed == 0) {
                down = down.withSpeed(random);
                right = right.withSpeed(random);
            }
            int time = index % settings.frames();
            add(digit, down.after(time), right.after(time), frame);
        }
        into.put(frame);
    }

    /** Puts a digit where it is brighter than what is there. */
    private void add(int digit, int top, int left, byte[] frame) {
        Shape shape = digits.shape();
        byte[] ink = new byte[shape.size()];
        digits.read(digit, ByteBuffer.wrap(ink));
        for (int i = 0; i < ink.length; i++) {
            int at = (top + i / shape.width()) * settings.size() + left + i % shape.width();
            frame[at] = (byte) Math.max(frame[at] & 0xFF, ink[i] & 0xFF);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** Along one axis, from 0 to {@code most}. */
    private record Motion(int start, int speed, int most) {
        static Motion draw(RandomStream random, int most) {
            return new Motion(random.nextInt(most + 1), 0, most).withSpeed(random);
        }

        Motion withSpeed(RandomStream random) {
            return new Motion(start, random.nextInt(2 * MovingDigits.FASTEST + 1) - MovingDigits.FASTEST, most);
        }

        /** Where it is after some steps, of which each that would leave is taken the other way. */
        int after(int steps) {
            int place = start;
            int step = speed;
            for (int i = 0; i < steps; i++) {
                if (place + step < 0 || place + step > most) {
                    step = -step;
                }
                place += step;
            }
            return place;
        }
    }
}
