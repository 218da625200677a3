package io.gan4j.data;

import static io.gan4j.data.FaceCanvas.ellipse;
import static io.gan4j.data.FaceCanvas.line;

import io.gan4j.data.FaceCanvas.Form;
import io.gan4j.data.FaceCanvas.Light;

/** Paints one picture of {@link Faces}. Lengths are in halves of the face's height; all numbers were chosen by eye. */
final class FacePainting {
    private static final double MOST_TILT = 0.22;
    private static final int WHITE = 0xFFFFFF;
    private static final int DARK = 0x201816;

    private final FaceLook look;
    private final Faces.State state;
    private final FaceCanvas canvas;
    private final Light light;
    private final Form face;
    /** Where the features of the face lie: turning the head moves them over it. */
    private final double x;

    private final double eyeY;
    private final double mouthY;

    FacePainting(FaceLook look, Faces.State state, int size) {
        this.look = look;
        this.state = state;
        double angle = MOST_TILT * state.roll();
        this.canvas = new FaceCanvas(
                size,
                0.37 * size,
                (0.5 + 0.03 * state.yaw()) * size,
                (0.53 + 0.02 * state.pitch()) * size,
                StrictMath.cos(angle),
                StrictMath.sin(angle));
        this.light = (px, py) -> 0.98 + 0.22 * state.light() * px / look.width() - 0.07 * py;
        this.face = (px, py) -> {
            double narrow = look.width() * (1 - look.jaw() * Math.max(0, py) * Math.max(0, py));
            double dx = px / narrow;
            return dx * dx + py * py - 1;
        };
        this.x = 0.20 * state.yaw();
        this.eyeY = -0.10 + 0.10 * state.pitch();
        this.mouthY = 0.52 + 0.09 * state.pitch();
    }

    void paint(byte[] pixels, int offset) {
        canvas.fill(backdrop(), 0.2);
        if (look.style() == FaceLook.Hair.LONG) {
            canvas.paint(ellipse(0, 0.25, look.width() + 0.30, 1.35), shade(look.hair(), 0.8));
        } else if (look.style() == FaceLook.Hair.CURLY) {
            canvas.paint(ellipse(0, -0.35, look.width() + 0.30, 0.98), shade(look.hair(), 0.8));
        }
        body();
        ears();
        canvas.paint(face, look.skin(), light);
        cheeks();
        beard();
        nose();
        mouth();
        for (int side = -1; side <= 1; side += 2) {
            eye(side);
            brow(side);
        }
        hair();
        glasses();
        canvas.writeTo(pixels, offset);
    }

    /** A soft color of the circle of hues. */
    private int backdrop() {
        double angle = 2 * Math.PI * state.backdrop();
        int red = (int) (178 + 42 * StrictMath.cos(angle));
        int green = (int) (186 + 34 * StrictMath.cos(angle - 2.1));
        int blue = (int) (190 + 46 * StrictMath.cos(angle + 2.1));
        return red << 16 | green << 8 | blue;
    }

    private static int shade(int color, double factor) {
        int shaded = 0;
        for (int bits = 16; bits >= 0; bits -= 8) {
            shaded |= (int) Math.min(255, (color >> bits & 0xFF) * factor) << bits;
        }
        return shaded;
    }

    private void body() {
        canvas.paint(line(0, 0.7, 0, 1.5, 0.34), shade(look.skin(), 0.82), light);
        canvas.paint(ellipse(0, 2.15, 1.45, 0.95), look.shirt(), light);
    }

    private void ears() {
        for (int side = -1; side <= 1; side += 2) {
            double away = side * (look.width() + 0.02) - 0.5 * x;
            canvas.paint(ellipse(away, 0.05 + eyeY * 0.5, 0.13, 0.20), shade(look.skin(), 0.92), light);
            canvas.paint(ellipse(away, 0.05 + eyeY * 0.5, 0.06, 0.11), shade(look.skin(), 0.76), light);
        }
    }

    private void cheeks() {
        for (int side = -1; side <= 1; side += 2) {
            Form cheek = ellipse(side * look.eyeDistance() * 1.25 + x, eyeY + 0.42, 0.18, 0.12)
                    .and(face);
            canvas.paint(cheek, 0xE0645A, light, 0.22, 0.15);
        }
    }

    private void beard() {
        int color = shade(look.hair(), 0.95);
        if (look.extra() == FaceLook.Extra.BEARD) {
            Form below = (px, py) -> 0.30 + 0.08 * state.pitch() - 0.9 * (px - x) * (px - x) - py;
            Form around = (px, py) -> {
                double narrow = (look.width() + 0.03) * (1 - look.jaw() * Math.max(0, py) * Math.max(0, py));
                double dx = px / narrow;
                return dx * dx + py * py / 1.14 - 1;
            };
            Form lips = ellipse(x, mouthY - 0.02, look.mouthWidth() * 1.08, 0.14);
            canvas.paint(below.and(around).without(lips), color, light, 0.95, 0.06);
        }
        if (look.extra() == FaceLook.Extra.MOUSTACHE) {
            double y = mouthY - 0.14;
            Form moustache = line(x, y - 0.02, x - look.mouthWidth() * 0.9, y + 0.06, 0.065)
                    .or(line(x, y - 0.02, x + look.mouthWidth() * 0.9, y + 0.06, 0.065));
            canvas.paint(moustache, color, light);
        }
    }

    private void nose() {
        double tipX = x * 1.35;
        double tipY = eyeY + look.noseLength();
        Form bridge = line(x, eyeY + 0.05, tipX, tipY - 0.04, look.noseWidth() * 0.45);
        canvas.paint(bridge, shade(look.skin(), 1.05), light, 0.7, 0.08);
        canvas.paint(ellipse(tipX, tipY + 0.03, look.noseWidth(), 0.075), shade(look.skin(), 0.80), light, 0.9, 0.04);
        canvas.paint(
                ellipse(tipX, tipY - 0.01, look.noseWidth() * 0.85, 0.07), shade(look.skin(), 1.06), light, 1, 0.03);
    }

    private void mouth() {
        double half = look.mouthWidth() * (1 - 0.12 * state.mouth() + 0.08 * state.smile());
        double bend = (state.smile() < 0 ? 0.14 : 0.24) * state.smile();
        double gap = 0.20 * state.mouth();
        double lips = look.lips();
        int color = shade(blend(look.skin(), 0xB03A48, 0.6), 0.95);
        canvas.paint(band(half, bend, -lips - gap * 0.35, gap * 0.65 + lips * 1.2), color, light);
        if (gap > 0.01) {
            canvas.paint(band(half * 0.9, bend, -gap * 0.35, gap * 0.65), 0x4A1520);
            Form teeth = (px, py) -> py - (mouthY + curve(px, half, bend) - gap * 0.35 + Math.min(0.07, gap * 0.5));
            canvas.paint(band(half * 0.85, bend, -gap * 0.35, gap * 0.65).and(teeth), 0xF4F0E8);
        } else {
            canvas.paint(band(half * 0.98, bend, -0.016, 0.016), shade(color, 0.55));
        }
    }

    /** The corners of a smile lie higher than its middle. */
    private double curve(double px, double half, double bend) {
        double share = (px - x) / half;
        return bend * (0.5 - share * share);
    }

    /** What lies between two curves that meet at the corners of the mouth. */
    private Form band(double half, double bend, double upper, double lower) {
        return (px, py) -> {
            double share = (px - x) / half;
            double open = Math.max(0, 1 - share * share);
            double off = py - mouthY - curve(px, half, bend);
            double outside = Math.max(upper * open - off, off - lower * open);
            return Math.max(outside, (Math.abs(share) - 1) * half);
        };
    }

    private static int blend(int one, int other, double share) {
        int blended = 0;
        for (int bits = 16; bits >= 0; bits -= 8) {
            double value = (one >> bits & 0xFF) * (1 - share) + (other >> bits & 0xFF) * share;
            blended |= (int) value << bits;
        }
        return blended;
    }

    private void eye(int side) {
        double middle = side * look.eyeDistance() * (1 - 0.12 * side * state.yaw()) + x;
        double high = look.eyeWidth() * 0.66;
        Form eye = ellipse(middle, eyeY, look.eyeWidth(), high);
        canvas.paint(ellipse(middle, eyeY - 0.015, look.eyeWidth() * 1.12, high * 1.18), shade(look.skin(), 0.45));
        canvas.paint(eye, WHITE, (px, py) -> 0.97);
        double irisX = middle + 0.42 * look.eyeWidth() * state.gazeX();
        double irisY = eyeY + 0.35 * high * state.gazeY();
        double radius = high * 0.82;
        canvas.paint(ellipse(irisX, irisY, radius, radius).and(eye), look.eyes());
        canvas.paint(ellipse(irisX, irisY, radius * 0.55, radius * 0.55).and(eye), DARK);
        double glint = 0.3 * radius;
        canvas.paint(ellipse(irisX + glint, irisY - glint, glint, glint).and(eye), WHITE);
    }

    private void brow(int side) {
        double middle = side * look.eyeDistance() + x;
        double y = eyeY - 0.27 - 0.07 * state.brows();
        double tilt = 0.05 * state.brows();
        double reach = look.eyeWidth() * 1.15;
        Form brow = line(middle - side * reach, y - tilt * 0.6, middle, y - 0.045, look.browThickness())
                .or(line(middle, y - 0.045, middle + side * reach, y + 0.03, look.browThickness() * 0.8));
        canvas.paint(brow, shade(look.hair(), 0.85));
    }

    private void hair() {
        Form head = ellipse(0, -0.06, look.width() + 0.07, 1.06);
        Light hairLight = (px, py) -> light.at(px, py) - 0.12 * (py + 0.8);
        switch (look.style()) {
            case BALD -> {}
            case SHORT -> canvas.paint(head.and(above(-0.64, 0.80)), look.hair(), hairLight);
            case PARTED -> canvas.paint(head.and(parted()), look.hair(), hairLight);
            case FRINGE -> canvas.paint(head.and(above(-0.46, 0.35)), look.hair(), hairLight);
            case LONG -> canvas.paint(head.and(above(-0.62, 0.9)), look.hair(), hairLight);
            case CURLY -> curls(hairLight);
        }
    }

    /** Above a line across the forehead that bends down at the temples. */
    private Form above(double height, double bend) {
        return (px, py) -> {
            double off = px - x * 0.5;
            return py - height - 0.06 * state.pitch() - bend * off * off;
        };
    }

    /** Above two lines that fall from the parting to the temples. */
    private Form parted() {
        return (px, py) -> {
            double off = px - 0.5 * x - 0.28;
            return py + 0.74 - 0.06 * state.pitch() - Math.max(1.1 * off, -0.52 * off);
        };
    }

    private void curls(Light hairLight) {
        for (int i = 0; i <= 8; i++) {
            double angle = Math.PI * (1.04 + 0.92 * i / 8);
            double px = (look.width() + 0.06) * StrictMath.cos(angle) + 0.2 * x;
            double py = -0.16 + 0.86 * StrictMath.sin(angle);
            canvas.paint(ellipse(px, py, 0.24, 0.24), shade(look.hair(), i % 2 == 0 ? 1 : 1.14), hairLight);
        }
    }

    private void glasses() {
        if (look.extra() != FaceLook.Extra.GLASSES) {
            return;
        }
        double radius = look.eyeWidth() * 1.45;
        double thick = 0.035;
        for (int side = -1; side <= 1; side += 2) {
            double middle = side * look.eyeDistance() + x;
            Form rim = ellipse(middle, eyeY + 0.02, radius + thick, radius + thick)
                    .without(ellipse(middle, eyeY + 0.02, radius - thick, radius - thick));
            canvas.paint(rim, DARK);
            canvas.paint(
                    line(middle + side * radius, eyeY, side * look.width() * 0.98, eyeY - 0.03, thick * 0.8), DARK);
        }
        double inner = look.eyeDistance() - radius;
        canvas.paint(line(x - inner, eyeY, x + inner, eyeY, thick), DARK);
    }
}
