package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Attention of each pixel of an image to all pixels of another (Zhang et al., "Self-attention generative adversarial networks",
 * ICML 2019, section 3, equations 1 and 2): each pixel takes the sum of the values, weighted by how well the keys fit its
 * query. Inputs: queries {@code (D, height, width)}, keys {@code (D, h, w)} and values {@code (E, h, w)}; output {@code (E,
 * height, width)}:
 *
 * <pre>{@code
 * share(j, i) = exp(key(j) . query(i)) / sum over all j of exp(key(j) . query(i))
 * y(i) = sum over all j of share(j, i) value(j)
 * }</pre>
 *
 * <p>Without parameters: queries, keys and values come of convolutions with a kernel of 1, see {@link
 * io.gan4j.architecture.SelfAttention}. Memory grows with {@code height width h w} for each sample.
 *
 * @param queries the shape of the queries {@code (D, height, width)}
 * @param values the shape of the values {@code (E, h, w)}
 */
public record Attention(Shape queries, Shape values) implements Layer {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if one is no image's
     */
    public Attention {
        checkArgument(
                queries.isImage() && values.isImage(),
                "queries and values must be images, were %s and %s",
                queries,
                values);
    }

    /** The shape of the keys: one of the length of a query for each value. */
    public Shape keys() {
        return Shape.of(queries.channels(), values.height(), values.width());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        List<Shape> expected = List.of(queries, keys(), values);
        if (!inputs.equals(expected)) {
            throw new ShapeException(kind(), "queries, keys and values of " + expected, inputs.toString());
        }
        return Shape.of(values.channels(), queries.height(), queries.width());
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.attention(this);
    }
}
