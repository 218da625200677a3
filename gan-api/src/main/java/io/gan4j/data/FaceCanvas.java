package io.gan4j.data;

/**
 * A picture in color that forms are painted on one over the other, with smooth edges. Forms are given in units of their own,
 * about a middle that may be moved, tilted and scaled. Only sums, products and square roots: the same bytes on every platform.
 */
final class FaceCanvas {
    private static final double STEP = 1e-3;

    /** The distance of what is outside a whole canvas from an ellipse's middle, in radii: no soft edge reaches there. */
    private static final double FAR = 8;

    private final int size;
    private final double[] planes;
    private final double pixel;
    private final double middleX;
    private final double middleY;
    private final double cos;
    private final double sin;

    /** A form: negative inside, zero at its edge, positive outside. */
    @FunctionalInterface
    interface Form {
        double at(double x, double y);

        default Form and(Form other) {
            return (x, y) -> Math.max(at(x, y), other.at(x, y));
        }

        default Form or(Form other) {
            return (x, y) -> Math.min(at(x, y), other.at(x, y));
        }

        default Form without(Form other) {
            return (x, y) -> Math.max(at(x, y), -other.at(x, y));
        }
    }

    /** How bright a color is at a place, 1 as it is. */
    @FunctionalInterface
    interface Light {
        double at(double x, double y);
    }

    /**
     * @param unit pixels of a form's unit
     * @param cos of the angle by which forms are tilted
     */
    FaceCanvas(int size, double unit, double middleX, double middleY, double cos, double sin) {
        this.size = size;
        this.planes = new double[3 * size * size];
        this.pixel = 1 / unit;
        this.middleX = middleX;
        this.middleY = middleY;
        this.cos = cos;
        this.sin = sin;
    }

    static Form ellipse(double x, double y, double radiusX, double radiusY) {
        return (px, py) -> {
            double dx = (px - x) / radiusX;
            double dy = (py - y) / radiusY;
            return dx * dx + dy * dy - 1;
        };
    }

    /** A line with round ends. */
    static Form line(double x0, double y0, double x1, double y1, double radius) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        return (px, py) -> {
            double along = Math.max(0, Math.min(1, ((px - x0) * dx + (py - y0) * dy) / square));
            double offX = px - x0 - along * dx;
            double offY = py - y0 - along * dy;
            return Math.sqrt(offX * offX + offY * offY) - radius;
        };
    }

    /** Paints the whole picture. */
    void fill(int color, double brighterAtTop) {
        for (int row = 0; row < size; row++) {
            double light = 1 + brighterAtTop * (0.5 - (double) row / size);
            for (int column = 0; column < size; column++) {
                blend(row * size + column, color, light, 1);
            }
        }
    }

    void paint(Form form, int color) {
        paint(form, color, (x, y) -> 1, 1, 0);
    }

    void paint(Form form, int color, Light light) {
        paint(form, color, light, 1, 0);
    }

    /**
     * @param opacity 1 hides what is below
     * @param blur the width of the edge, in units, if it is more than a pixel
     */
    void paint(Form form, int color, Light light, double opacity, double blur) {
        double width = Math.max(pixel, blur);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double right = (column + 0.5 - middleX) * pixel;
                double down = (row + 0.5 - middleY) * pixel;
                double x = cos * right + sin * down;
                double y = cos * down - sin * right;
                double value = form.at(x, y);
                if (value > FAR) {
                    continue;
                }
                double slopeX = (form.at(x + STEP, y) - value) / STEP;
                double slopeY = (form.at(x, y + STEP) - value) / STEP;
                double distance = value / Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1e-12);
                double cover = Math.max(0, Math.min(1, 0.5 - distance / width));
                if (cover > 0) {
                    blend(row * size + column, color, light.at(x, y), cover * opacity);
                }
            }
        }
    }

    private void blend(int place, int color, double light, double share) {
        for (int channel = 0; channel < 3; channel++) {
            int at = channel * size * size + place;
            double value = Math.min(255, (color >> (16 - 8 * channel) & 0xFF) * light);
            planes[at] += share * (value - planes[at]);
        }
    }

    /** Writes the picture as three planes of bytes. */
    void writeTo(byte[] pixels, int offset) {
        for (int i = 0; i < planes.length; i++) {
            pixels[offset + i] = (byte) (int) (planes[i] + 0.5);
        }
    }
}
