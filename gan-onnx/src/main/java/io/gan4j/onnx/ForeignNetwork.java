package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.primitives.Bytes;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A network of images that another tool wrote, checked and ready to be opened; see {@link OnnxFormat#readForeign}.
 *
 * @param file its bytes
 * @param input the name of its input
 * @param batch how many images it takes at a time, 1; 0 for as many as one likes
 * @param image the shape of one
 * @param layer the name of the tensor that is wanted, which is among its outputs
 */
record ForeignNetwork(byte[] file, String input, int batch, Shape image, String layer) {
    private static final int AXES = 4;

    /**
     * Checks a file.
     *
     * @throws ModelFileException if it is refused; the message says why
     */
    static ForeignNetwork of(byte[] file, int height, int width, String layer, Budget budget) {
        FileKind.check(file);
        ForeignFile parsed = ForeignFile.parse(file);
        ForeignFile.Value value = input(parsed);
        long batch = value.extents.get(0);
        if (batch != 0 && batch != 1) {
            throw new ModelFileException(
                    called(value) + " takes " + Plural.of(batch, "image") + " at a time: export it with a free batch");
        }
        Shape image = image(value, height, width, budget);
        String wanted = layer(parsed, layer);
        byte[] whole = parsed.outputs.contains(wanted) ? file : Bytes.concat(file, furtherOutput(wanted));
        return new ForeignNetwork(whole, value.name, (int) batch, image, wanted);
    }

    /** The only input of a file, which is a batch of images. */
    static ForeignFile.Value input(ForeignFile parsed) {
        if (parsed.inputs.size() != 1) {
            throw new ModelFileException(
                    "it has " + parsed.inputs.size() + " inputs, an extractor of features has one");
        }
        ForeignFile.Value value = parsed.inputs.get(0);
        if (value.type != Initializers.FLOAT || value.extents.size() != AXES) {
            throw new ModelFileException(called(value) + " of shape " + value.extents + " and element type "
                    + value.type + " is no batch of images, floats (1) of shape (N, channels, height, width)");
        }
        return value;
    }

    private static String called(ForeignFile.Value input) {
        return "its input '" + Text.shortened(input.name) + "'";
    }

    /** The shape of the images that an input takes, where height and width may be stated; 0 for what the file says. */
    static Shape image(ForeignFile.Value value, int height, int width, Budget budget) {
        String called = called(value);
        long channels = value.extents.get(1) == 0 ? 3 : value.extents.get(1);
        if (channels != 1 && channels != 3) {
            throw new ModelFileException(called + " of shape " + value.extents
                    + " has neither 1 nor 3 channels: its axes must be (N, channels, height, width)");
        }
        return budget.shape(
                called,
                channels,
                extent(called, "height", value.extents.get(2), height),
                extent(called, "width", value.extents.get(3), width));
    }

    private static long extent(String input, String what, long inFile, int stated) {
        checkArgument(stated >= 0, "%s must not be negative, was %s", what, stated);
        if (inFile == 0 && stated == 0) {
            throw new ModelFileException(input + " leaves the images' " + what + " open: state their size");
        }
        if (inFile != 0 && stated != 0 && inFile != stated) {
            throw new ModelFileException(input + " takes images of " + what + " " + inFile + ", not " + stated);
        }
        return Math.max(inFile, stated);
    }

    private static String layer(ForeignFile parsed, String layer) {
        if (layer.isEmpty()) {
            if (parsed.outputs.size() != 1) {
                throw new ModelFileException("it has the outputs " + parsed.outputs + ": state which layer is wanted");
            }
            return parsed.outputs.get(0);
        }
        if (!parsed.computed.contains(layer)) {
            throw new ModelFileException(
                    "nothing in it computes '" + Text.shortened(layer) + "'; its outputs are " + parsed.outputs);
        }
        return layer;
    }

    /** Bytes that, put behind a file, add an output to its graph: protobuf takes messages that come twice together. */
    private static byte[] furtherOutput(String name) {
        WireWriter graph = new WireWriter().message(12, new WireWriter().text(1, name));
        return new WireWriter().message(7, graph).toByteArray();
    }

    /**
     * Opens it, and runs a black image to learn how many features it gives.
     *
     * @throws ModelFileException if ONNX Runtime refuses it, or if its output is no row of floats for each image
     */
    ModelFormat.Model open(LoadOptions options) {
        OrtSession session = OnnxRunner.session(file, options);
        try {
            ModelCard card = ModelCard.extractor(image, dimensions(session));
            int most = batch == 0 ? Integer.MAX_VALUE : batch;
            return new ModelFormat.Model(card, OnnxRunner.of(session, input, layer, card, most));
        } catch (RuntimeException | Error e) {
            close(session, e);
            throw e;
        }
    }

    private int dimensions(OrtSession session) {
        long[] shape = {1, image.channels(), image.height(), image.width()};
        FloatBuffer black = FloatBuffer.allocate(image.size());
        try (OnnxTensor batchOfOne = OnnxTensor.createTensor(OnnxEngine.environment(), black, shape);
                OrtSession.Result result = session.run(Map.of(input, batchOfOne), Set.of(layer))) {
            if (result.get(0) instanceof OnnxTensor tensor && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                long[] given = tensor.getInfo().getShape();
                long size = Arrays.stream(given).reduce(1, (a, b) -> a * b);
                if (given.length > 0 && given[0] == 1 && size > 0) {
                    return Math.toIntExact(size);
                }
                throw new ModelFileException("its layer '" + Text.shortened(layer) + "' gives " + Arrays.toString(given)
                        + " for one image, not a row of features");
            }
            throw new ModelFileException("its layer '" + Text.shortened(layer) + "' gives no floats");
        } catch (OrtException e) {
            throw new ModelFileException(
                    "ONNX Runtime cannot run it on an image of shape " + image + ": " + e.getMessage(), e);
        }
    }

    private static void close(OrtSession session, Throwable cause) {
        try {
            session.close();
        } catch (OrtException e) {
            cause.addSuppressed(e);
        }
    }
}
