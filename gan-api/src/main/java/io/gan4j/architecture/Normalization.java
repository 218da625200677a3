package io.gan4j.architecture;

import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.tensor.Shape;

/**
 * What a network normalises its hidden features by. One that is chosen replaces those that a network has: it stands
 * between each hidden layer with weights and its activation; not at the generator's output, nor at the discriminator's first
 * layer and its score (Radford, Metz and Chintala 2016, section 3).
 */
public enum Normalization {
    /**
     * None: what R3GAN's loss and penalties are made for (Huang et al. 2024). Layers that had left their bias to a
     * normalisation get one.
     */
    NONE("no normalisation"),
    /**
     * {@link BatchNorm}, by the batch's statistics (Ioffe and Szegedy 2015): quick, steady training of a DCGAN. Not for a
     * discriminator with a penalty on each sample's gradient, since it mixes the samples (Gulrajani et al. 2017, section 4).
     */
    BATCH("batch normalisation (Ioffe and Szegedy 2015)"),
    /**
     * {@link InstanceNorm2d}, by the statistics of each channel of each image (Ulyanov, Vedaldi and Lempitsky 2016): takes an
     * image's contrast out, which suits translation of images from one style to another. For images of more than one pixel.
     */
    INSTANCE("instance normalisation (Ulyanov et al. 2016)"),
    /**
     * {@link LayerNorm}, by the statistics of each sample (Ba, Kiros and Hinton 2016): what Gulrajani et al. 2017 recommend
     * for a discriminator with a gradient penalty; also for vectors and small batches.
     */
    LAYER("layer normalisation (Ba et al. 2016)"),
    /**
     * {@link PixelNorm}, by the length of each pixel's features (Karras et al. 2018): keeps a generator's signals from
     * escalating. Without parameters, so that the layers before it keep their biases.
     */
    PIXEL("pixelwise normalisation (Karras et al. 2018)"),
    /**
     * {@link VirtualBatchNorm}, by the statistics of a reference batch chosen once (Salimans et al. 2016): batch normalisation
     * without one sample depending on the others, at the price of a second batch in each step. The paper has it in the
     * generator only.
     */
    VIRTUAL("virtual batch normalisation (Salimans et al. 2016)");

    private final String phrase;

    Normalization(String phrase) {
        this.phrase = phrase;
    }

    /** What it is, with its source: {@code layer normalisation (Ba et al. 2016)}. */
    public String phrase() {
        return phrase;
    }

    /** True if it adds a learned constant of its own, which makes a bias before it needless. */
    boolean hasBias() {
        return this != NONE && this != PIXEL;
    }

    /** The layer for features of this shape; not for {@link #NONE}. */
    Layer layer(Shape shape, int reference) {
        return switch (this) {
            case NONE -> throw new IllegalStateException("there is no layer of no normalisation");
            case BATCH -> BatchNorm.of(shape.extent(0));
            case INSTANCE -> InstanceNorm2d.of(shape.channels());
            case LAYER -> LayerNorm.of(shape);
            case PIXEL -> PixelNorm.standard();
            case VIRTUAL -> VirtualBatchNorm.of(shape.extent(0), reference);
        };
    }

    /**
     * True if a layer that stands somewhere is of this kind with a weight and a bias as {@link #layer} has them, and has that
     * many reference samples if it has any.
     */
    boolean isOf(Layer layer, int reference) {
        return switch (this) {
            case NONE -> false;
            case BATCH -> layer instanceof BatchNorm norm && norm.affine() == Affine.LEARNED;
            case INSTANCE -> layer instanceof InstanceNorm2d norm && norm.affine() == Affine.LEARNED;
            case LAYER -> layer instanceof LayerNorm;
            case PIXEL -> layer instanceof PixelNorm;
            case VIRTUAL -> layer instanceof VirtualBatchNorm norm && norm.reference() == reference;
        };
    }
}
