package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Low-pass filtering of each channel for a change of size (Zhang, "Making convolutional networks shift-invariant again", ICML
 * 2019, section 3.2; Karras et al., StyleGAN2, CVPR 2020, appendix B): a fixed kernel, the outer product of {@code [1, 3, 3,
 * 1]} with itself, divided by 64. The kernel is no parameter: nothing trains or averages it. Outside the image there are zeros.
 *
 * @param use what is filtered for
 */
public record Fir2d(Use use) implements Layer {
    /** The rows and columns of the kernel. */
    public static final int KERNEL = 4;
    /** The sum of the kernel's elements before it is divided. */
    private static final float SUM = 64;

    private static final float[] TAPS = {1, 3, 3, 1};

    /** What is filtered for: stride, padding and the sum of the kernel. */
    public enum Use {
        /** Twice the size: zeros are put between the pixels, and what is left is filtered by 4 times the kernel. */
        UPSAMPLING(2, 1, 4),
        /** Half the size, of images with even sides: filtered, and every second pixel of every second row kept. */
        DOWNSAMPLING(2, 1, 1),
        /**
         * Before a convolution with a kernel of 3, a stride of 2 and no padding, which halves: filtered with a padding of 2,
         * which gives one row and one column more.
         */
        BEFORE_HALVING(1, 2, 1),
        /** Behind a transposed convolution that left one row and one column too many: filtered by 4 times the kernel. */
        AFTER_DOUBLING(1, 1, 4);

        private final int stride;
        private final int padding;
        private final float gain;

        Use(int stride, int padding, float gain) {
            this.stride = stride;
            this.padding = padding;
            this.gain = gain;
        }

        /** Rows and columns from one place of the kernel to the next. */
        public int stride() {
            return stride;
        }

        /** Zeros around the image on each side; of a transposed convolution, what is cut off. */
        public int padding() {
            return padding;
        }

        /** The sum of the kernel's elements. */
        public float gain() {
            return gain;
        }
    }

    /** The kernel of a use, row by row. */
    public static float[] kernel(Use use) {
        float[] kernel = new float[KERNEL * KERNEL];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = TAPS[i / KERNEL] * TAPS[i % KERNEL] * use.gain() / SUM;
        }
        return kernel;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.isImage()) {
            throw new ShapeException(kind(), "(channels, height, width)", input.toString());
        }
        boolean even = input.height() % 2 == 0 && input.width() % 2 == 0;
        if (use == Use.DOWNSAMPLING && !even) {
            throw new ShapeException(kind(), "an image with even sides to halve", input.toString());
        }
        if (use == Use.AFTER_DOUBLING && Math.min(input.height(), input.width()) < 2) {
            throw new ShapeException(kind(), "an image of at least 2x2", input.toString());
        }
        return Shape.of(input.channels(), side(input.height()), side(input.width()));
    }

    private int side(int side) {
        return use == Use.UPSAMPLING ? 2 * side : (side + 2 * use.padding() - KERNEL) / use.stride() + 1;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.fir2d(this);
    }
}
