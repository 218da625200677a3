package io.gan4j.data;

import io.gan4j.tensor.RandomStream;

/**
 * Writes a {@link Glyph} as a person might: every call draws a slant, proportions, a pen, and a slightly unsteady hand.
 * The numbers below were chosen by eye, beside MNIST (LeCun, Cortes and Burges), whose frame is taken over: of 28 parts the
 * ink fills 20, and its centre of mass lies in the middle.
 */
final class Handwriting {
    private static final double CONTENT = 20.0 / 28;
    private static final double LEAST_RADIUS = 0.42;

    private final RandomStream random;
    private final int height;
    private final int width;

    /** A hand that writes into a frame of this many pixels, by this stream's numbers. */
    Handwriting(RandomStream random, int height, int width) {
        this.random = random;
        this.height = height;
        this.width = width;
    }

    /** The ink of one character, in pixels of the frame. */
    Ink write(Glyph glyph) {
        Ink ink = new Ink();
        double waver = 0.024 * StrictMath.exp(clipped(0.35, 0.8));
        for (Glyph.Stroke stroke : glyph.strokes()) {
            new SmoothCurve(unsteady(stroke, waver), stroke.corner()).flattenInto(ink);
        }
        bend(ink);
        slant(ink);
        place(ink);
        return ink;
    }

    /** The stroke's points moved a little, neighbours alike, and the pressure of the pen at each. */
    private double[][] unsteady(Glyph.Stroke stroke, double waver) {
        double[][] points = new double[stroke.size()][3];
        double shake = stroke.size() < 6 ? 0.6 * waver : waver; // short strokes are made in one go
        double dx = clipped(0.02, 0.04);
        double dy = clipped(0.02, 0.04);
        double pressure = clipped(0.12, 0.25);
        for (int i = 0; i < points.length; i++) {
            dx = 0.6 * dx + clipped(shake, 2.2 * shake);
            dy = 0.6 * dy + clipped(shake, 2.2 * shake);
            pressure = 0.75 * pressure + clipped(0.08, 0.2);
            points[i][0] = stroke.x()[i] + dx;
            points[i][1] = stroke.y()[i] + dy;
            points[i][2] = 1 + pressure;
        }
        points[0][2] *= 1 - 0.2 * random.nextDouble();
        points[points.length - 1][2] *= 1 - 0.3 * random.nextDouble();
        return points;
    }

    /** Moves the waist up or down, makes the upper or the lower half wider, and bows the whole. */
    private void bend(Ink ink) {
        double waist = clipped(0.16, 0.35);
        double taper = clipped(0.22, 0.45);
        double bow = clipped(0.03, 0.06);
        double middle = 0.5 * (ink.least(ink.x) + ink.greatest(ink.x));
        for (int i = 0; i < ink.size(); i++) {
            double y = ink.y[i];
            double off = y - 0.5;
            ink.x[i] = (ink.x[i] - middle) * (1 + taper * off) + bow * 4 * off * off;
            ink.y[i] = y + waist * y * (1 - y) - 0.5;
        }
    }

    private void slant(Ink ink) {
        double aspect = StrictMath.exp(0.1 + clipped(0.19, 0.42));
        double shear = 0.1 + clipped(0.22, 0.45);
        double angle = clipped(0.08, 0.2);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int i = 0; i < ink.size(); i++) {
            double x = aspect * ink.x[i] - shear * ink.y[i];
            double y = ink.y[i];
            ink.x[i] = cos * x - sin * y;
            ink.y[i] = sin * x + cos * y;
        }
    }

    /** Gives the ink its size, width and place in the frame. */
    private void place(Ink ink) {
        double side = Math.min(height, width);
        double scale = 1 - 0.12 * random.nextDouble();
        double pen = Math.max(LEAST_RADIUS, side / 28 * 1.25 * StrictMath.exp(clipped(0.27, 0.5)));
        double boxWidth = CONTENT * scale * width - 2 * pen;
        double boxHeight = CONTENT * scale * height - 2 * pen;
        double inkWidth = Math.max(0.05, ink.greatest(ink.x) - ink.least(ink.x));
        double inkHeight = Math.max(0.05, ink.greatest(ink.y) - ink.least(ink.y));
        ink.scaleThenShift(Math.min(boxWidth / inkWidth, boxHeight / inkHeight), 0, 0);
        hold(ink, pen);
        double shiftX = width * 0.5 - ink.centreOfMass(ink.x) + clipped(0.012, 0.025) * side;
        double shiftY = height * 0.5 - ink.centreOfMass(ink.y) + clipped(0.012, 0.025) * side;
        double margin = ink.greatest(ink.radius) + Math.max(1, 0.04 * side);
        ink.scaleThenShift(
                1,
                within(shiftX, margin - ink.least(ink.x), width - margin - ink.greatest(ink.x)),
                within(shiftY, margin - ink.least(ink.y), height - margin - ink.greatest(ink.y)));
    }

    /** Turns pressure into radius: a nib held at an angle draws broader across that angle. */
    private void hold(Ink ink, double pen) {
        double nib = 0.12 * random.nextDouble();
        double doubledAngle = 2 * Math.PI * random.nextDouble();
        double cos = nib * StrictMath.cos(doubledAngle);
        double sin = nib * StrictMath.sin(doubledAngle);
        for (int i = 0; i < ink.size(); i++) {
            int to = i + 1 < ink.size() && !ink.penDown[i + 1] ? i + 1 : i;
            double dx = ink.x[to] - ink.x[to - 1];
            double dy = ink.y[to] - ink.y[to - 1];
            double square = dx * dx + dy * dy + 1e-9;
            double breadth = 1 + (cos * (dx * dx - dy * dy) + sin * 2 * dx * dy) / square;
            ink.radius[i] = Math.max(LEAST_RADIUS, pen * breadth * within(ink.radius[i], 0.6, 1.4));
        }
    }

    /** A normal deviate cut off on both sides. */
    private double clipped(double standardDeviation, double most) {
        return within(standardDeviation * random.nextGaussian(), -most, most);
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}
