package io.gan4j.data;

/**
 * A grey picture that ink is drawn on, white on black. A pixel's value is how much of it the pen covered, by the distance
 * of its centre from the line, so edges are smooth; ink over ink is no brighter. Only sums, products and square roots: the
 * same bytes on every platform.
 */
final class InkCanvas {
    private final int height;
    private final int width;
    private final double softness;
    private final double[] cover;

    InkCanvas(int height, int width) {
        this.height = height;
        this.width = width;
        double bleeding = 0.02 * Math.min(height, width);
        this.softness = Math.sqrt(1 + bleeding * bleeding);
        this.cover = new double[height * width];
    }

    /** Draws the ink. */
    void draw(Ink ink) {
        for (int i = 1; i < ink.size(); i++) {
            if (!ink.penDown[i]) {
                drawPiece(ink, i - 1, i);
            }
        }
    }

    private void drawPiece(Ink ink, int a, int b) {
        double dx = ink.x[b] - ink.x[a];
        double dy = ink.y[b] - ink.y[a];
        double perSquare = 1 / Math.max(1e-12, dx * dx + dy * dy);
        double reach = Math.max(ink.radius[a], ink.radius[b]) + 0.5 * softness;
        int left = firstPixel(Math.min(ink.x[a], ink.x[b]) - reach);
        int right = lastPixel(Math.max(ink.x[a], ink.x[b]) + reach, width);
        int top = firstPixel(Math.min(ink.y[a], ink.y[b]) - reach);
        int bottom = lastPixel(Math.max(ink.y[a], ink.y[b]) + reach, height);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - ink.x[a];
                double py = row + 0.5 - ink.y[a];
                double along = Math.max(0, Math.min(1, (px * dx + py * dy) * perSquare));
                double offX = px - along * dx;
                double offY = py - along * dy;
                double distance = Math.sqrt(offX * offX + offY * offY);
                double radius = ink.radius[a] + along * (ink.radius[b] - ink.radius[a]);
                int pixel = row * width + column;
                cover[pixel] = Math.max(cover[pixel], covered(radius, distance));
            }
        }
    }

    private static int firstPixel(double edge) {
        return Math.max(0, (int) Math.floor(edge));
    }

    private static int lastPixel(double edge, int extent) {
        return Math.min(extent - 1, (int) Math.floor(edge));
    }

    /** How much of a pixel at this distance lies under a line of this radius: 1 inside, 0 outside, a ramp between. */
    private double covered(double radius, double distance) {
        return ramp((radius - distance) / softness) - ramp((-radius - distance) / softness);
    }

    private static double ramp(double depth) {
        return Math.max(0, Math.min(1, depth + 0.5));
    }

    /** Writes the picture as bytes, 0 to 255, row by row. */
    void writeTo(byte[] pixels, int offset) {
        for (int i = 0; i < cover.length; i++) {
            pixels[offset + i] = (byte) (int) (255 * cover[i] + 0.5);
        }
    }
}
