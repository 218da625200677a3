package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Add;
import io.gan4j.layer.Affine;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/** Gives a network of one input a second one, for classes; see {@link Conditioning}. */
final class Conditioned {
    private static final String CLASSES = Conditioning.INPUT;

    private final Network plain;
    private final int classes;
    private final NetworkBuilder builder;
    /** What replaces a layer or an input for those that come after it. */
    private final Map<String, String> ends = new HashMap<>();

    private Conditioned(Network plain, Shape input, int classes) {
        checkArgument(
                plain.inputs().size() == 1,
                "a network that is to be given classes must have one input, it has %s",
                plain.inputs());
        checkArgument(classes >= 2, "there must be at least 2 classes, were %s", classes);
        checkArgument(
                plain.nodes().stream().noneMatch(node -> node.layer() instanceof StyleMixing),
                "style mixing takes the style of another sample, which may be of another class: leave out mixing(...) or the"
                        + " classes");
        this.plain = plain;
        this.classes = classes;
        this.builder = Network.from(plain.inputs().get(0).name(), input).input(CLASSES, Shape.of(classes));
    }

    private static Conditioned of(Network plain, int classes) {
        return new Conditioned(plain, plain.inputs().get(0).shape(), classes);
    }

    private void copy(Network.Node node) {
        builder.joinAs(node.name(), node.layer(), sources(node));
    }

    private String[] sources(Network.Node node) {
        return node.inputs().stream().map(name -> ends.getOrDefault(name, name)).toArray(String[]::new);
    }

    /**
     * A generator that is given the class with its latent, and whose features are scaled and shifted by class: where batch
     * normalization does, or before activations.
     */
    static Network modulated(Network plain, int classes) {
        if (StyledNetwork.of(plain).isPresent()) {
            return styled(plain, classes);
        }
        Conditioned rewriting = appending(plain, classes, classes);
        boolean normalised = plain.nodes().stream().anyMatch(Conditioned::isAffineBatchNorm);
        Anatomy anatomy = new Anatomy(plain);
        int modulated = 0;
        for (Network.Node node : plain.nodes()) {
            if (normalised && isAffineBatchNorm(node)) {
                rewriting.builder.joinAs(
                        node.name(), ((BatchNorm) node.layer()).withoutAffine(), rewriting.sources(node));
                rewriting.ends.put(node.name(), rewriting.modulate(node.name(), node.shape()));
                modulated++;
            } else if (!normalised
                    && node.layer().traits().purpose() == Traits.Purpose.ACTIVATION
                    && anatomy.isHidden(node)) {
                String before = rewriting.sources(node)[0];
                rewriting.builder.joinAs(node.name(), node.layer(), rewriting.modulate(before, node.shape()));
                modulated++;
            } else {
                rewriting.copy(node);
            }
        }
        checkArgument(
                modulated > 0,
                "the generator has neither batch normalization nor a hidden activation for classes to act on: use"
                        + " Conditioning.concatenated()");
        return rewriting.builder.build();
    }

    /**
     * A style-based generator that is given the class with its latent, and whose style is shifted by class. All its features are
     * scaled by style already.
     */
    private static Network styled(Network plain, int classes) {
        Conditioned rewriting = appending(plain, classes, classes);
        for (Network.Node node : plain.nodes()) {
            rewriting.copy(node);
            if (node.name().equals(StyleGan2.STYLE)) {
                Embedding embedding = Embedding.of(classes, node.shape().size());
                // shifts of variance 1, as that of the style is
                rewriting.builder.joinAs(
                        "class_style", Equalized.of(embedding).gain((float) Math.sqrt(classes)), CLASSES);
                rewriting.builder.joinAs("style_of_class", new Add(), node.name(), "class_style");
                rewriting.ends.put(node.name(), "style_of_class");
            }
        }
        return rewriting.builder.build();
    }

    private static boolean isAffineBatchNorm(Network.Node node) {
        return node.layer() instanceof BatchNorm norm && norm.affine() == Affine.LEARNED;
    }

    /** Scales what a layer gives by 1 and shifts it by 0, at first, for every class. */
    private String modulate(String layer, Shape shape) {
        int features = shape.extent(0);
        builder.joinAs(layer + "_gamma", Embedding.of(classes, features).weights(Init.constant(1)), CLASSES);
        builder.joinAs(layer + "_beta", Embedding.of(classes, features).weights(Init.constant(0)), CLASSES);
        builder.joinAs(layer + "_by_class", new Modulate(), layer, layer + "_gamma", layer + "_beta");
        return layer + "_by_class";
    }

    /** A discriminator that adds the inner product of the class's embedding and its features to its score. */
    static Network projecting(Network plain, int classes) {
        Conditioned rewriting = of(plain, classes);
        Network.Node scoring = new Anatomy(plain)
                .weighted().stream()
                        .reduce((first, second) -> second)
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        "the discriminator has no layer with weights, whose features classes could be compared with"));
        for (Network.Node node : plain.nodes()) {
            if (node.equals(scoring)) {
                rewriting.project(node);
            }
            rewriting.copy(node);
        }
        String score = rewriting.ends.getOrDefault(
                plain.output().name(), plain.output().name());
        rewriting.builder.joinAs("score_of_class", new Add(), score, "projection");
        return rewriting.builder.build();
    }

    /** Compares the class with what the last layer with weights is given. */
    private void project(Network.Node scoring) {
        String features = sources(scoring)[0];
        Shape shape = plain.shape(scoring.inputs().get(0));
        if (shape.isImage()) {
            builder.joinAs("features_summed", new GlobalSum(), features);
            features = "features_summed";
        } else if (shape.rank() != 1) {
            builder.joinAs("features_in_line", new Reshape(Shape.of(shape.size())), features);
            features = "features_in_line";
        }
        int size = shape.isImage() ? shape.channels() : shape.size();
        Embedding embedding = Embedding.of(classes, size).weights(Init.glorot(classes, size));
        Layer wanted = scoring.layer().around(embedding);
        if (wanted instanceof Equalized equalized) {
            // an inner product of variance 1, as that of the score is
            wanted = equalized.gain((float) (equalized.gain() * Math.sqrt((double) classes / size)));
        }
        builder.joinAs("class_embedding", wanted, CLASSES);
        builder.joinAs("class_features", new Multiply(), "class_embedding", features);
        builder.joinAs("projection", new SampleSum(), "class_features");
    }

    /**
     * A network whose input is a smaller one with the class appended: to a vector as it is, to an image as one channel.
     *
     * @param plain a network for the whole
     * @param added the channels or numbers of the whole that are the class's
     */
    static Network appended(Network plain, int classes, int added) {
        Conditioned rewriting = appending(plain, classes, added);
        plain.nodes().forEach(rewriting::copy);
        return rewriting.builder.build();
    }

    /** Begins a network whose input is a smaller one with the class appended. */
    private static Conditioned appending(Network plain, int classes, int added) {
        Network.Input whole = plain.inputs().get(0);
        int[] extents = whole.shape().toArray();
        extents[0] -= added;
        checkArgument(extents[0] >= 1, "an input of shape %s has no room for the %s classes", whole.shape(), classes);
        Conditioned rewriting = new Conditioned(plain, Shape.of(extents), classes);
        String appended = CLASSES;
        if (whole.shape().isImage()) {
            int area = whole.shape().height() * whole.shape().width();
            rewriting.builder.joinAs("class_pixels", Embedding.of(classes, area), CLASSES);
            appended = "class_channel";
            rewriting.builder.joinAs(
                    appended,
                    new Reshape(
                            Shape.of(1, whole.shape().height(), whole.shape().width())),
                    "class_pixels");
        }
        rewriting.builder.joinAs("with_class", new Concat(), whole.name(), appended);
        rewriting.ends.put(whole.name(), "with_class");
        return rewriting;
    }
}
