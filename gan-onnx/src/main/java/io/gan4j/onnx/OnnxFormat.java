package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.network.Network;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * ONNX: one file with the network, its weights and its {@link ModelCard}, which every ONNX runtime of the last years opens.
 * Each input is a batch {@code (N, input)} of float under the network's own name for it: one, and after it a weight for each
 * class, {@code (N, K)}, for a conditional network. There is one output, under the card's name for it: {@code images} for a
 * generator of images, {@code samples} for one of other shapes, {@code score} for a discriminator, {@code features} for an
 * extractor, and {@code features_and_scores} for a classifier. The card is in the file's properties under keys that begin with
 * {@code gan4j.}.
 *
 * <p>Files are evaluated by ONNX Runtime on the CPU, after a check in Java that admits what this class writes and nothing else;
 * {@link #readForeign} admits more. Thread-safe.
 */
public final class OnnxFormat implements ModelFormat {
    static final String PRODUCER = "gan4j";
    /** The most classes that the documentation names; the card names all. */
    private static final int MOST_NAMED = 20;

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
        checkInputs(network, card);
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
        List<String> names = network.inputs().stream().map(Network.Input::name).toList();
        byte[] file = model(network, parameters, card.inputNames(names)).toByteArray();
        OnnxPreflight.check(file, LoadOptions.defaults().maxElements(Integer.MAX_VALUE));
        return file;
    }

    private static void checkInputs(Network network, ModelCard card) {
        List<Shape> expected = card.inputs().stream().map(Port::shape).toList();
        String taken =
                expected.size() == 1 ? "one input of shape " + expected.get(0) : "inputs of the shapes " + expected;
        checkArgument(
                expected.equals(
                        network.inputs().stream().map(Network.Input::shape).toList()),
                "a %s of this card takes %s, the network takes %s",
                word(card),
                taken,
                network.inputs());
    }

    /** Returns the file, the message {@code ModelProto}. */
    private static WireWriter model(Network network, Map<String, Tensor> parameters, ModelCard card) {
        WireWriter model = new WireWriter()
                .integer(1, OnnxWriter.IR_VERSION)
                .text(2, PRODUCER)
                .text(3, version(card))
                .text(6, documentation(card))
                .message(7, OnnxWriter.graph(network, parameters, word(card), output(card)))
                .message(8, new WireWriter().text(1, "").integer(2, OnnxWriter.OPSET));
        OnnxCard.write(card)
                .forEach((key, value) ->
                        model.message(14, new WireWriter().text(1, key).text(2, value)));
        return model;
    }

    /** The name of the network's output. */
    static String output(ModelCard card) {
        return card.outputs().get(0).name();
    }

    private static String word(ModelCard card) {
        return card.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The version of the library that writes; where it does not run from its jar, that of the one that trained. */
    private static String version(ModelCard card) {
        String version = OnnxFormat.class.getPackage().getImplementationVersion();
        return version == null ? card.origin().libraryVersion() : version;
    }

    private static String documentation(ModelCard card) {
        String data = card.origin().dataset().isEmpty()
                ? ""
                : ", trained on " + card.origin().dataset();
        String inputs = card.inputs().stream().map(OnnxFormat::words).collect(joining(", and "));
        // the words for a latent and for classes are between commas
        String end = card.inputs().get(card.inputs().size() - 1).meaning() instanceof Port.Samples ? "" : ",";
        return (card.kind() == ModelCard.Kind.EXTRACTOR ? "An " : "A ")
                + word(card).replace('_', ' ') + data + ": " + inputs + end + " to "
                + words(card.outputs().get(0)) + ".";
    }

    /** A port with its shape and meaning. */
    private static String words(Port port) {
        Port.Meaning meaning = port.meaning();
        String words = "";
        if (meaning instanceof Port.Latent latent) {
            words = ", drawn from the " + latent.prior().name().toLowerCase(Locale.ROOT) + " prior";
        } else if (meaning instanceof Port.Classes classes) {
            int packing = port.shape().size() / classes.names().size();
            words = ", " + (packing == 1 ? "" : "for each of " + packing + " samples ")
                    + "a weight for each of the classes " + named(classes.names());
        } else if (meaning instanceof Port.Text text) {
            words = ", the numbers of words, from 1, among "
                    + named(text.vocabulary().words());
        } else if (meaning instanceof Port.Sentence) {
            words = ", the vector of a sentence";
        } else if (meaning instanceof Port.Samples samples) {
            words = samples.range() == Range.MINUS_ONE_TO_ONE ? " in [-1, 1]" : "";
        } else if (meaning instanceof Port.Score) {
            words = ", raw and higher for what looks real";
        } else if (meaning instanceof Port.Reading reading && !reading.classes().isEmpty()) {
            words = ": " + reading.features() + " features, then a raw score for each class";
        }
        return port.name() + " " + batch(port.shape()) + words;
    }

    /** The names of classes; of many the first. */
    private static String named(List<String> classes) {
        String first = classes.stream().limit(MOST_NAMED).collect(joining(", "));
        return classes.size() <= MOST_NAMED ? first : first + " and " + (classes.size() - MOST_NAMED) + " more";
    }

    private static String batch(Shape shape) {
        return shape.rank() == 0 ? "(N)" : "(N, " + shape.toString().substring(1);
    }

    /** {@inheritDoc} */
    @Override
    public void prepareToRead() {
        OnnxTelemetry.beginToSwitchOff();
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
     * own domain are allowed but those that hold graphs; functions, other domains, sparse tensors and tensors in other files
     * are refused. {@link LoadOptions#maxFileBytes} bounds its size, {@link LoadOptions#maxElements} its input and output.
     */
    @Override
    public Model readForeign(byte[] file, LoadOptions options, int height, int width, String layer) {
        return ForeignNetwork.of(file, height, width, layer, new Budget(options.maxElements()))
                .open(options);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The layers are convolutions without dilation, normalization by batch statistics and for each image, activations, pools
     * without padding, sums and concatenations of channels.
     */
    @Override
    public Layers readLayers(byte[] file, LoadOptions options, int height, int width, List<String> wanted) {
        return OnnxLayers.read(file, height, width, wanted, new Budget(options.maxElements()));
    }

    /** {@inheritDoc} */
    @Override
    public ModelCard describe(byte[] file, LoadOptions options) {
        return OnnxPreflight.check(file, options).card();
    }
}
