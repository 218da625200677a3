package io.gan4j.training;

/** What shows the discriminator of a GAN with captions real images and captions that do not go together, beside the fakes. */
public enum Mismatch {
    /**
     * The captions of other images of the batch (Tao et al. 2022, DF-GAN): the features of the real images are judged beside
     * them again, so that no image is seen twice. A caption that is the image's own by chance does not count.
     */
    CAPTIONS,
    /**
     * To one half those, to the other captions of which one word is another or two words are exchanged, where the data has
     * such. So the discriminator must look at every word, and at their order.
     */
    NEAR_CAPTIONS,
    /** Other images of the data (Reed et al. 2016, GAN-CLS), which the discriminator sees for their sake. */
    IMAGES
}
