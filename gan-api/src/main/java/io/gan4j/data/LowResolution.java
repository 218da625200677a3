package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Kernel;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.util.Locale;

/** Makes the images that super-resolution begins with; see {@link Datasets#lowResolution}. */
record LowResolution(String name, int scale, Kernel kernel) implements MadePairs.Recipe {
    static MadePairs of(Dataset pictures, int scale, Kernel kernel) {
        checkArgument(scale >= 2, "scale must be at least 2, was %s", scale);
        return new MadePairs(pictures, new LowResolution(pictures.name(), scale, kernel));
    }

    @Override
    public String name(Dataset pictures) {
        return pictures.name() + " with them at low resolution, 1/" + scale + " by "
                + kernel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String use() {
        return "brought to low resolution";
    }

    @Override
    public Shape input(Shape picture) {
        checkArgument(
                picture.height() % scale == 0 && picture.width() % scale == 0,
                "the images of %s are %s, which scale %s does not divide: bring them to a multiple of it with"
                        + " Datasets.resized or ImageFolder.size",
                name,
                Parts.extent(picture),
                scale);
        return Shape.of(picture.channels(), picture.height() / scale, picture.width() / scale);
    }

    @Override
    public byte[] input(Shape shape, byte[] picture, long draw) {
        return Pixels.of(shape, picture).reduced(scale, kernel).toBytes();
    }
}
