package io.gan4j.examples;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.data.ImageFolder;
import io.gan4j.data.KnownDataset;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a generator is held against.
 *
 * @param real what it should imitate
 * @param heldOut data of the same kind that it was not trained on, if there is any
 */
record EvaluationData(Dataset real, Optional<Dataset> heldOut) {
    /** The shape of the digits that are drawn where no data are named. */
    static final Shape DRAWN = Shape.of(1, 28, 28);

    private static final int HELD_OUT_DIGITS = 2_000;
    /** Any but the training digits' own. */
    private static final long HELD_OUT_SEED = 1;

    /**
     * MNIST's or CIFAR-10's files if the folder holds them, otherwise a folder or zip of images, read at the size of the
     * generator's; the drawn digits if none is named.
     *
     * @param damaged what happens to files of a folder or zip that are no images
     */
    static EvaluationData load(@Nullable Path data, Shape sample, ImageFolder.Damaged damaged) throws IOException {
        if (data == null) {
            return new EvaluationData(
                    Datasets.digits(),
                    Optional.of(Digits.of(HELD_OUT_DIGITS).seed(HELD_OUT_SEED).draw()));
        }
        Optional<KnownDataset> known = KnownDataset.in(data);
        if (known.isPresent()) {
            return new EvaluationData(known.get().training(), known.get().test());
        }
        ImageFolder folder = Datasets.imageFolder(data).damaged(damaged);
        return new EvaluationData(
                folder.size(sample.height(), sample.width())
                        .channels(sample.channels())
                        .load(),
                Optional.empty());
    }
}
