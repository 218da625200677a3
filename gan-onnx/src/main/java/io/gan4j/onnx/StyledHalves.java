package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two halves of a style-based generator as ONNX files of their own, for programs that run them elsewhere, such as a page in
 * the browser. {@link StyledGenerator} runs them in Java.
 *
 * @param mapping the file that makes styles: from the generator's inputs to one output, a style of each sample
 * @param synthesis the file that makes images of styles; each of its inputs takes a style of each sample
 * @param layers the layer of each input of the synthesis, in their order, counted from the coarsest, 0
 * @param mean the mean style, towards which truncation draws, see {@link StyledGenerator#mean()}
 */
public record StyledHalves(byte[] mapping, byte[] synthesis, ImmutableList<Integer> layers, float[] mean) {
    /**
     * Takes a generator apart.
     *
     * @param file the bytes of a file, which is checked, with its test vectors
     * @return empty if it is a generator of another kind
     * @throws ModelFileException if it is no generator that this library wrote
     */
    public static Optional<StyledHalves> of(byte[] file, LoadOptions options) {
        OnnxPreflight checked = OnnxPreflight.check(file, options);
        if (checked.card().kind() != ModelCard.Kind.GENERATOR || !StyledGraph.isStyled(OnnxFile.parse(file))) {
            return Optional.empty();
        }
        try (StyledGenerator generator = StyledGenerator.load(file, options)) {
            StyledGraph graph = generator.graph();
            ImmutableList<Integer> layers =
                    graph.inputs().stream().map(StyledGraph.Input::layer).collect(ImmutableList.toImmutableList());
            float[] mean = generator.mean().style(0, 0);
            return Optional.of(new StyledHalves(graph.mapping(), graph.synthesis(), layers, mean));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StyledHalves halves
                && Arrays.equals(mapping, halves.mapping)
                && Arrays.equals(synthesis, halves.synthesis)
                && layers.equals(halves.layers)
                && Arrays.equals(mean, halves.mean);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mapping) + Arrays.hashCode(synthesis);
    }

    @Override
    public String toString() {
        return "StyledHalves(" + mapping.length + " and " + synthesis.length + " bytes, " + layers.size() + " inputs)";
    }
}
