package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class TextureTest {
    /** Values 0 and 2, mean 1, variance 1; of 4 pairs of neighbors two differ by 2: 8 / 4 / 2. */
    @Test
    void texture_ofHalves_isWorkedOutByHand() {
        assertThat(Texture.of(new float[] {0, 2, 0, 2}, Shape.of(1, 2, 2))).isEqualTo(new Texture(1, 1));
    }

    /** 0, 1, 2 in a row: variance 2/3, differences of 1: 1 / (4/3). */
    @Test
    void texture_ofARamp_isSmoother() {
        Texture ramp = Texture.of(new float[] {0, 1, 2}, Shape.of(1, 1, 3));
        assertThat(ramp.contrast()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
        assertThat(ramp.roughness()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void whiteNoise_hasARoughnessOfOne() {
        float[] noise = new float[3 * 64 * 64];
        RandomStream.of(5).fillNormal(noise, 0, 1);
        assertThat(Texture.of(noise, Shape.of(3, 64, 64)).roughness()).isCloseTo(1, within(0.03));
    }

    @Test
    void blankImages_haveNoRoughness() {
        assertThat(Texture.of(new float[4], Shape.of(1, 2, 2))).isEqualTo(new Texture(0, 0));
    }

    @Test
    void noiseAndBlankness_areJudgedBesideTheData() {
        Texture data = new Texture(0.6, 0.2);
        assertThat(new Texture(0.5, 0.61).isNoiseBeside(data)).isTrue();
        assertThat(new Texture(0.5, 0.59).isNoiseBeside(data)).isFalse();
        assertThat(new Texture(0.14, 0.2).isBlankBeside(data)).isTrue();
        assertThat(new Texture(0.16, 0.2).isBlankBeside(data)).isFalse();
    }
}
