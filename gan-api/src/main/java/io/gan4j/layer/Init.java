package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;

/** How a parameter is filled before the first step. */
public sealed interface Init {
    /** DCGAN's weights (Radford, Metz and Chintala 2016, section 4): normal with mean 0 and standard deviation 0.02. */
    Init DCGAN = normal(0, 0.02f);

    /** A new tensor of this shape, drawn from this stream. */
    Tensor tensor(Shape shape, RandomStream random);

    /** All values equal. */
    static Init constant(float value) {
        return new Constant(value);
    }

    /**
     * Normal deviates.
     *
     * @throws IllegalArgumentException if the standard deviation is negative
     */
    static Init normal(float mean, float standardDeviation) {
        return new Normal(mean, standardDeviation);
    }

    /**
     * Drawn uniformly from {@code [-bound, bound)}.
     *
     * @throws IllegalArgumentException if the bound is negative
     */
    static Init uniform(float bound) {
        return new Uniform(bound);
    }

    /** PyTorch's default of linear and convolutional layers: uniform in plus and minus {@code 1 / sqrt(fanIn)}. */
    static Init fanIn(int fanIn) {
        return uniform((float) (1 / Math.sqrt(fanIn)));
    }

    /**
     * Glorot's weights (Glorot and Bengio, AISTATS 2010, equation 16), uniform in plus and minus {@code sqrt(6 / (fanIn +
     * fanOut))}.
     */
    static Init glorot(int fanIn, int fanOut) {
        return uniform((float) Math.sqrt(6.0 / ((double) fanIn + fanOut)));
    }

    /**
     * The weights of a convolution before a {@link PixelShuffle}, as {@code init} draws them, but with this many consecutive
     * outputs alike, so that all pixels of a tile begin equal and no checkerboard shows (ICNR; Aitken et al., "Checkerboard
     * artifact free sub-pixel convolution", 2017, section 3.1).
     *
     * @param times the number of outputs that are alike: the square of the factor of the pixel shuffle
     * @throws IllegalArgumentException if that is below 2
     */
    static Init repeated(Init init, int times) {
        return new Repeated(init, times);
    }

    /** See {@link #constant}. */
    record Constant(float value) implements Init {
        @Override
        public Tensor tensor(Shape shape, RandomStream random) {
            Tensor tensor = Tensor.zeros(shape);
            Arrays.fill(tensor.values(), value);
            return tensor;
        }
    }

    /** See {@link #normal}. */
    record Normal(float mean, float standardDeviation) implements Init {
        /** Checks the standard deviation. */
        public Normal {
            checkArgument(standardDeviation >= 0, "standard deviation must not be negative, was %s", standardDeviation);
        }

        @Override
        public Tensor tensor(Shape shape, RandomStream random) {
            Tensor tensor = Tensor.zeros(shape);
            random.fillNormal(tensor.values(), mean, standardDeviation);
            return tensor;
        }
    }

    /** See {@link #uniform}. */
    record Uniform(float bound) implements Init {
        /** Checks the bound. */
        public Uniform {
            checkArgument(bound >= 0, "bound must not be negative, was %s", bound);
        }

        @Override
        public Tensor tensor(Shape shape, RandomStream random) {
            Tensor tensor = Tensor.zeros(shape);
            random.fillUniform(tensor.values(), -bound, bound);
            return tensor;
        }
    }

    /** See {@link #repeated}. */
    record Repeated(Init init, int times) implements Init {
        /** Checks the number. */
        public Repeated {
            checkArgument(times >= 2, "times must be at least 2, was %s", times);
        }

        @Override
        public Tensor tensor(Shape shape, RandomStream random) {
            int[] extents = shape.toArray();
            checkArgument(
                    extents.length > 0 && extents[0] % times == 0,
                    "the outputs of a weight of shape %s cannot be alike %s at a time",
                    shape,
                    times);
            extents[0] /= times;
            float[] drawn = init.tensor(Shape.of(extents), random).values();
            Tensor tensor = Tensor.zeros(shape);
            int row = drawn.length / extents[0];
            for (int output = 0; output < shape.extent(0); output++) {
                System.arraycopy(drawn, output / times * row, tensor.values(), output * row, row);
            }
            return tensor;
        }
    }
}
