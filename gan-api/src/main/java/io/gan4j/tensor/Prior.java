package io.gan4j.tensor;

/** The distribution of a latent's elements, each independent of the others. */
public enum Prior {
    /** The normal distribution with mean 0 and standard deviation 1. */
    NORMAL {
        @Override
        public void fill(float[] values, RandomStream random) {
            random.fillNormal(values, 0, 1);
        }
    },
    /** The uniform distribution on [-1, 1), that of the DCGAN paper. */
    UNIFORM {
        @Override
        public void fill(float[] values, RandomStream random) {
            random.fillUniform(values, -1, 1);
        }
    };

    /** Fills an array with numbers drawn from this distribution. */
    public abstract void fill(float[] values, RandomStream random);
}
