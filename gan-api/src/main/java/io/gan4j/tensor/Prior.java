package io.gan4j.tensor;

/** The distribution of a latent's elements, each independent of the others. */
public enum Prior {
    /** The normal distribution with mean 0 and standard deviation 1. */
    NORMAL {
        @Override
        public void fill(float[] values, RandomStream random) {
            random.fillNormal(values, 0, 1);
        }

        @Override
        float[] interpolate(float[] from, float[] to, double t) {
            return Slerp.between(from, to, t);
        }
    },
    /** The uniform distribution on [-1, 1), that of the DCGAN paper. */
    UNIFORM {
        @Override
        public void fill(float[] values, RandomStream random) {
            random.fillUniform(values, -1, 1);
        }

        @Override
        float[] interpolate(float[] from, float[] to, double t) {
            return Slerp.weighted(1 - t, from, t, to);
        }
    };

    /** Fills an array with numbers drawn from this distribution. */
    public abstract void fill(float[] values, RandomStream random);

    /**
     * The place on the way from one latent to another that stays where this distribution has its mass. Normal latents go by
     * spherical interpolation (White 2016, "Sampling generative networks"), {@code sin((1 - t) w) / sin(w) from + sin(t w) /
     * sin(w) to} with the angle {@code w} between them, and on a straight line where the two are parallel; uniform latents go
     * on a straight line.
     *
     * @param t 0 at the one, 1 at the other
     * @return a new array
     * @throws IllegalArgumentException if the two are not equally long
     */
    public float[] between(float[] from, float[] to, double t) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("latents of one size, were " + from.length + " and " + to.length);
        }
        return interpolate(from, to, t);
    }

    abstract float[] interpolate(float[] from, float[] to, double t);
}
