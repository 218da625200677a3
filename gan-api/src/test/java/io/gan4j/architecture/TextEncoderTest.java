package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
    private static final Vocabulary WORDS = Vocabulary.of(List.of("blue", "red", "circle"), 6);

    @Test
    void encoder_readsWordsBesideTheirNeighbors_andGivesVectorsOfOneLength() {
        Network network = new TextEncoder(4, 5, 7).encoder(WORDS);
        assertThat(network.inputs()).containsExactly(new Network.Input("text", Shape.of(6)));
        assertThat(lines(network))
                .containsExactly(
                        "token_embedding_1: TokenEmbedding (4, 6)",
                        "conv1d_1: Conv1d (5, 6)",
                        "leaky_relu_1: LeakyRelu (5, 6)",
                        "conv1d_2: Conv1d (5, 6)",
                        "leaky_relu_2: LeakyRelu (5, 6)",
                        "word_pool_1: WordPool (10)",
                        "linear_1: Linear (7)",
                        "pixel_norm_1: PixelNorm (7)");
    }

    @Test
    void sizes_below1_areRefused() {
        assertThatThrownBy(() -> TextEncoder.standard().size(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be at least 1, was 0");
    }
}
