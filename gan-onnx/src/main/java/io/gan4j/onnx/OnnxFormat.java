package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.network.Network;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * ONNX: one file with the network, its weights and its {@link ModelCard}, which every ONNX runtime of the last years opens.
 * It has one input, a batch {@code (N, input)} of float under the network's own name for it, and one output: {@code images}
 * for a generator of images, {@code samples} for one of other shapes, {@code score} for a discriminator, {@code features} for an
 * extractor, and {@code features_and_scores} for a classifier. The card is in the file's properties under keys that begin with
 * {@code gan4j.}.
 *
 * <p>Files are evaluated by ONNX Runtime on the CPU, after a check in Java that admits what this class writes and nothing
 * else; {@link #readForeign} admits more. Thread-safe.
 */
public final class OnnxFormat implements ModelFormat {
    static final String PRODUCER = "gan4j";

    /** The format, as {@link java.util.ServiceLoader} makes it. */
    public OnnxFormat() {}

    @Override
    public String name() {
        return "ONNX";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a parameter is missing or has another shape, or if the network does not take and
     *     give what the card says
     * @throws ModelFileException if the file would be refused when it is read, because a weight is NaN for instance
     */
    @Override
    public byte[] write(Network network, Map<String, Tensor> parameters, ModelCard card) {
        List<Network.Input> inputs = network.inputs();
        checkArgument(
                inputs.size() == 1 && inputs.get(0).shape().equals(card.input()),
                "a %s of this card takes one input of shape %s, the network takes %s",
                word(card),
                card.input(),
                inputs);
        checkArgument(
                network.outputShape().equals(card.output()),
                "a %s of this card gives %s, the network gives %s",
                word(card),
                card.output(),
                network.outputShape());
        long bytes = 4
                * network.parameters().stream()
                        .mapToLong(parameter -> parameter.shape().size())
                        .sum();
        checkArgument(
                bytes < Integer.MAX_VALUE - (1 << 24),
                "an ONNX file holds at most 2 GiB, the weights of this network take %s bytes",
                bytes);
        byte[] file = model(network, parameters, card).toByteArray();
        OnnxPreflight.check(file, LoadOptions.defaults().maxElements(Integer.MAX_VALUE));
        return file;
    }

    /** Returns the file, the message {@code ModelProto}. */
    private static WireWriter model(Network network, Map<String, Tensor> parameters, ModelCard card) {
        WireWriter model = new WireWriter()
                .integer(1, OnnxWriter.IR_VERSION)
                .text(2, PRODUCER)
                .text(3, version(card))
                .text(6, documentation(network, card))
                .message(7, OnnxWriter.graph(network, parameters, word(card), output(card)))
                .message(8, new WireWriter().text(1, "").integer(2, OnnxWriter.OPSET));
        OnnxCard.write(card)
                .forEach((key, value) ->
                        model.message(14, new WireWriter().text(1, key).text(2, value)));
        return model;
    }

    /** The name of the network's output. */
    static String output(ModelCard card) {
        return switch (card.kind()) {
            case GENERATOR -> card.sample().isImage() ? "images" : "samples";
            case DISCRIMINATOR -> "score";
            case CLASSIFIER -> "features_and_scores";
            case EXTRACTOR -> "features";
        };
    }

    private static String word(ModelCard card) {
        return card.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Of the library that writes; where it does not run from its jar, of the one that trained. */
    private static String version(ModelCard card) {
        String version = OnnxFormat.class.getPackage().getImplementationVersion();
        return version == null ? card.origin().libraryVersion() : version;
    }

    private static String documentation(Network network, ModelCard card) {
        String input = network.inputs().get(0).name() + " " + batch(card.input());
        String data = card.origin().dataset().isEmpty()
                ? ""
                : ", trained on " + card.origin().dataset();
        String from = (card.kind() == ModelCard.Kind.EXTRACTOR ? "An " : "A ") + word(card) + data + ": " + input;
        String to = " to " + output(card) + " " + batch(card.output());
        return switch (card.kind()) {
            case GENERATOR ->
                from + ", drawn from the " + card.prior().name().toLowerCase(Locale.ROOT) + " prior," + to + range(card)
                        + ".";
            case DISCRIMINATOR -> from + range(card) + to + ", raw and higher for what looks real.";
            case CLASSIFIER ->
                from + range(card) + to + ": " + card.features() + " features, then a raw score for each class.";
            case EXTRACTOR -> from + range(card) + to + ".";
        };
    }

    private static String range(ModelCard card) {
        return card.range() == Range.MINUS_ONE_TO_ONE ? " in [-1, 1]" : "";
    }

    private static String batch(Shape shape) {
        return shape.rank() == 0 ? "(N)" : "(N, " + shape.toString().substring(1);
    }

    /** {@inheritDoc} */
    @Override
    public Model read(byte[] file, LoadOptions options) {
        OnnxPreflight checked = OnnxPreflight.check(file, options);
        return new Model(checked.card(), OnnxRunner.open(file, checked, options));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The file has one input, a batch of images {@code (N, C, H, W)} of floats, {@code N} free or 1. All operators of ONNX's
     * own domain are allowed but those that hold graphs; functions, other domains, sparse tensors and tensors in other files are
     * refused. {@link LoadOptions#maxFileBytes} bounds its size, {@link LoadOptions#maxElements} its input and output.
     */
    @Override
    public Model readForeign(byte[] file, LoadOptions options, int height, int width, String layer) {
        return ForeignNetwork.of(file, height, width, layer, new Budget(options.maxElements()))
                .open(options);
    }

    /** {@inheritDoc} */
    @Override
    public ModelCard describe(byte[] file, LoadOptions options) {
        return OnnxPreflight.check(file, options).card();
    }
}
