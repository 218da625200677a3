package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import org.junit.jupiter.api.Test;

class RetrievalPrecisionTest {
    private static Features vectors(float... values) {
        return Features.of(values, 2);
    }

    /** The first image is 0 degrees from its caption; the second 45, but 14 from its second other one; the third as near to one. */
    @Test
    void of_countsImagesWhoseOwnCaptionIsNearestByAngle() {
        Features images = vectors(2, 0, 1, 1, 0, 3);
        Features own = vectors(0.1f, 0, 0, 5, 1, 1);
        Features others = vectors(100, 1, -7, 0, 5, -5, 3, 5, 2, 2, -1, -1);
        Estimate found = RetrievalPrecision.of(images, own, others);
        assertThat(found.value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(found.low()).isBetween(0.0, 1 / 3.0);
        assertThat(found.high()).isBetween(1 / 3.0, 1.0);
    }

    @Test
    void of_lengthsOfVectors_doNotCount() {
        assertThat(RetrievalPrecision.of(vectors(1, 0.1f), vectors(1e-3f, 0), vectors(1e3f, 1e3f))
                        .value())
                .isEqualTo(1);
    }

    /** A network that gives nothing has not found anything. */
    @Test
    void of_vectorsOfZeros_isZero() {
        assertThat(RetrievalPrecision.of(vectors(0, 0), vectors(1, 0), vectors(0, 1))
                        .value())
                .isZero();
    }

    @Test
    void of_whatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> RetrievalPrecision.of(vectors(1, 0, 0, 1), vectors(1, 0), vectors(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 images, but 1 caption of their own");
        assertThatThrownBy(() ->
                        RetrievalPrecision.of(vectors(1, 0, 0, 1), vectors(1, 0, 0, 1), vectors(1, 0, 0, 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 other captions are not as many for each of 2 images");
        assertThatThrownBy(() ->
                        RetrievalPrecision.of(vectors(1, 0), vectors(1, 0), Features.of(new float[] {1, 2, 3}, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "vectors of images, captions and other captions must have one length, they have 2, 2 and 3");
    }
}
