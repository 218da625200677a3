package io.gan4j.data;

import io.gan4j.tensor.Shape;

/** Makes outlines of pictures, black on white, for pairs of an outline and its picture; see {@link Datasets#outlines}. */
record Outline() implements MadePairs.Recipe {
    /** Differences between neighbours, of 255, that are no line yet, and that are a whole one. */
    private static final int NO_LINE = 24;

    private static final int WHOLE_LINE = 96;

    @Override
    public String name(Dataset pictures) {
        return pictures.name() + " with their outlines";
    }

    @Override
    public String use() {
        return "outlined";
    }

    @Override
    public Shape input(Shape picture) {
        return Shape.of(1, picture.height(), picture.width());
    }

    @Override
    public byte[] input(Shape shape, byte[] picture, long draw) {
        int area = shape.height() * shape.width();
        byte[] outline = new byte[area];
        for (int i = 0; i < area; i++) {
            int range = 0;
            for (int channel = 0; channel < shape.channels(); channel++) {
                range = Math.max(range, range(picture, channel * area, shape, i / shape.width(), i % shape.width()));
            }
            int ink = 255 * (range - NO_LINE) / (WHOLE_LINE - NO_LINE);
            outline[i] = (byte) (255 - Math.max(0, Math.min(255, ink)));
        }
        return outline;
    }

    /** How far a pixel and its neighbours to the right and below are apart. */
    private static int range(byte[] picture, int from, Shape shape, int row, int column) {
        int least = 255;
        int most = 0;
        for (int y = row; y <= Math.min(row + 1, shape.height() - 1); y++) {
            for (int x = column; x <= Math.min(column + 1, shape.width() - 1); x++) {
                int value = picture[from + y * shape.width() + x] & 0xFF;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return most - least;
    }
}
