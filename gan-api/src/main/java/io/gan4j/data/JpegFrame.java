package io.gan4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a JPEG's frame header says: size, coding and components (ITU-T T.81, B.2.2). */
final class JpegFrame {
    private static final int COEFFICIENTS = 64;

    final boolean progressive;
    final int width;
    final int height;
    final List<Component> components;
    /** How many units of all components lie side by side, and one above the other. */
    final int unitsAcross;

    final int unitsDown;

    private JpegFrame(boolean progressive, int width, int height, List<Component> components) {
        this.progressive = progressive;
        this.width = width;
        this.height = height;
        this.components = components;
        int across = components.stream().mapToInt(part -> part.across).max().orElse(1);
        int down = components.stream().mapToInt(part -> part.down).max().orElse(1);
        this.unitsAcross = ceil(width, 8 * across);
        this.unitsDown = ceil(height, 8 * down);
        for (Component part : components) {
            part.blocksAcross = ceil(ceil(width * part.across, across), 8);
            part.blocksDown = ceil(ceil(height * part.down, down), 8);
            part.stride = unitsAcross * part.across;
        }
    }

    private static int ceil(int number, int divisor) {
        return (number + divisor - 1) / divisor;
    }

    /** The frame header of a segment, whose bytes lie between two places of the file. */
    static JpegFrame read(int marker, byte[] file, int from, int to) throws ImageFormatException {
        checkCoding(marker);
        int count = to - from < 6 ? 0 : file[from + 5] & 0xFF;
        if (count == 0 || to - from < 6 + 3 * count) {
            throw new ImageFormatException("is damaged: its frame header is too short");
        }
        if (file[from] != 8) {
            throw new ImageFormatException(
                    "has " + (file[from] & 0xFF) + " bits a sample, read are 8: convert it to PNG first");
        }
        if (count != 1 && count != 3) {
            throw new ImageFormatException("has " + count + " components" + (count == 4 ? " (CMYK)" : "")
                    + ", read are 1 (grey) and 3 (colour): convert it to RGB first");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = from + 6 + 3 * i;
            Component part = new Component(file[place] & 0xFF, file[place + 1] >> 4 & 0xF, file[place + 1] & 0xF);
            if (part.across < 1 || part.across > 4 || part.down < 1 || part.down > 4) {
                throw new ImageFormatException("is damaged: its frame header has an impossible sampling");
            }
            components.add(part);
        }
        int height = (file[from + 1] & 0xFF) << 8 | file[from + 2] & 0xFF;
        int width = (file[from + 3] & 0xFF) << 8 | file[from + 4] & 0xFF;
        return new JpegFrame(marker == 0xC2, width, height, List.copyOf(components));
    }

    private static void checkCoding(int marker) throws ImageFormatException {
        String coding = switch (marker) {
            case 0xC0, 0xC1, 0xC2 -> "";
            case 0xC3 -> "lossless";
            case 0xC9, 0xCA -> "arithmetically coded";
            default -> "hierarchical or lossless";
        };
        if (!coding.isEmpty()) {
            throw new ImageFormatException("is a JPEG of a kind that is not read (" + coding
                    + "): convert it to PNG or to a baseline JPEG first");
        }
    }

    /** Memory for what a progressive picture's later scans must know of the earlier ones. */
    void allocate() {
        for (Component part : components) {
            part.nonZero = new long[progressive ? part.stride * unitsDown * part.down : 0];
        }
    }

    /** True if every bit of every coefficient was in a scan. */
    boolean isComplete() {
        return components.stream()
                .allMatch(part -> Arrays.stream(part.missingBits).allMatch(bits -> bits == 0));
    }

    /** One component: how it is sampled, and which of its coefficients' bits have been in a scan. */
    static final class Component {
        private static final int NONE_YET = 99;

        final int id;
        /** Blocks in a unit, side by side and one above the other. */
        final int across;

        final int down;
        /** How many low bits each coefficient still lacks, in the order of the scans. */
        final int[] missingBits = new int[COEFFICIENTS];
        /** One bit for each coefficient of each block: whether it was found to be other than 0. */
        long[] nonZero = {};

        int blocksAcross;
        int blocksDown;
        int stride;

        Component(int id, int across, int down) {
            this.id = id;
            this.across = across;
            this.down = down;
            Arrays.fill(missingBits, NONE_YET);
        }
    }
}
