package io.gan4j.inference;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A file format of trained networks, both ways; found by {@link ServiceLoader}. The module gan-onnx has the one of ONNX. */
public interface ModelFormat {
    /** The format's name: {@code "ONNX"}. */
    String name();

    /**
     * Writes a network for evaluation.
     *
     * @param network its layers
     * @param parameters a tensor for each of the network's parameters, by its full name
     * @param card what the file says of itself
     * @return the file's bytes; the same for the same arguments
     */
    byte[] write(Network network, Map<String, Tensor> parameters, ModelCard card);

    /**
     * Begins what {@link #read} needs besides a file, on another thread if there is a processor for it, and returns at once: it is
     * called before the file is read. What is begun sees no file, and fails in silence; {@link #read} says why. Does nothing by
     * default.
     */
    default void prepareToRead() {}

    /**
     * Reads a file that may come from anywhere: it is checked before native code sees it.
     *
     * @throws ModelFileException if the file is refused; the message says why
     */
    Model read(byte[] file, LoadOptions options);

    /**
     * Reads a network of images that another tool wrote and that its user trusts: any operators of the format's own, but never
     * code, nor other files. How much memory it takes to run is up to the file.
     *
     * @param height of the images that it is to take; 0 for what the file says
     * @param width likewise
     * @param layer the name of the tensor that is wanted, flattened; empty for the file's only output
     * @return a model whose card is of an {@linkplain ModelCard.Kind#EXTRACTOR extractor}
     * @throws ModelFileException if the file is refused; the message says why
     */
    Model readForeign(byte[] file, LoadOptions options, int height, int width, String layer);

    /**
     * Reads the layers of a network of images, of this library or of another tool, as far as this library has such layers.
     * Gradients can flow through these, which they cannot through a graph of operators. The file is checked as by {@link
     * #readForeign}; nothing of it is run.
     *
     * @param height of the images that it is to take; 0 for what the file says
     * @param width likewise
     * @param wanted the names of the tensors that are wanted; what none of them is computed from is left out. None for the
     *     outputs of all activations that give images and are computed by such layers alone
     * @throws ModelFileException if the file is refused, or a tensor that is wanted is computed by something that is no layer
     *     of this library; the message says by what
     * @throws BackendException if the format has no layers
     */
    default Layers readLayers(byte[] file, LoadOptions options, int height, int width, List<String> wanted) {
        throw new BackendException("the format " + name() + " gives no layers that could be trained through");
    }

    /**
     * Reads only what a file says of itself, with the same checks as {@link #read} but without native code.
     *
     * @throws ModelFileException if the file is refused; the message says why
     */
    ModelCard describe(byte[] file, LoadOptions options);

    /**
     * A network read from a file.
     *
     * @param card what the file says of itself
     * @param runner evaluates it; owned by whoever holds the model
     */
    record Model(ModelCard card, Runner runner) {}

    /**
     * The layers of a network read from a file.
     *
     * @param network the layers
     * @param weights a tensor for each of its parameters, by its full name
     * @param wanted the names of those layers that give the tensors that are wanted, in their order
     */
    record Layers(Network network, ImmutableMap<String, Tensor> weights, ImmutableList<String> wanted) {}

    /**
     * The format on the class path. Of several it is the first one in the order of the class path, and a warning is logged
     * once that names them all and the one that is taken.
     *
     * @throws BackendException if there is none
     */
    static ModelFormat find() {
        return FoundFormats.first(ServiceLoader.load(ModelFormat.class, ModelFormat.class.getClassLoader()));
    }
}
