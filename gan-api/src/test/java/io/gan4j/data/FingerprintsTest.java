package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import io.gan4j.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints know their data by the fingerprint: what it is made of must not change. */
class FingerprintsTest {
    private static final Dataset TWO = Datasets.pixels(Shape.of(1, 1, 2), new byte[] {1, 2}, new byte[] {3, -1});

    private static String sha256(String head, int... bytes) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        for (int value : bytes) {
            digest.update((byte) value);
        }
        return BaseEncoding.base16().lowerCase().encode(digest.digest());
    }

    @Test
    void ofOnePart_isThatOfHeadSamplesAndLabels() throws NoSuchAlgorithmException {
        assertThat(TWO.fingerprint())
                .isEqualTo(sha256("PIXELS (1, 1, 2) 2 []", 1, 2, -1, -1, -1, -1, 3, -1, -1, -1, -1, -1));
        assertThat(Datasets.labelled(TWO, List.of("a", "b"), 1, 0).fingerprint())
                .isEqualTo(sha256("PIXELS (1, 1, 2) 2 [a, b]", 1, 2, 0, 0, 0, 1, 3, -1, 0, 0, 0, 0));
    }

    @Test
    void ofSeveralParts_namesThemAndHoldsAll() throws NoSuchAlgorithmException {
        Dataset pairs = Datasets.pairs(
                Datasets.pixels(Shape.of(1, 1, 1), new byte[] {7}),
                Datasets.pixels(Shape.of(3, 1, 1), new byte[] {1, 2, 3}));
        assertThat(pairs.fingerprint())
                .isEqualTo(sha256("target PIXELS (3, 1, 1) input PIXELS (1, 1, 1) 1 []", 1, 2, 3, 7, -1, -1, -1, -1));
    }

    @Test
    void ofVariedData_isAnother() {
        Dataset digits = Datasets.digits(4);
        assertThat(Datasets.part(Datasets.warped(digits), Part.TARGET).fingerprint())
                .isNotEqualTo(digits.fingerprint());
        assertThat(Datasets.warped(digits).fingerprint())
                .isEqualTo(Datasets.warped(digits).fingerprint())
                .isNotEqualTo(Datasets.pairs(digits, digits).fingerprint());
    }
}
