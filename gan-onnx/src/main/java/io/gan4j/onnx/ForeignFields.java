package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.util.Map;

/** Says in plain words what a file holds that gan4j does not write, and what to do then. */
final class ForeignFields {
    private static final String LOAD_THE_EXPORT = "; load the file that gan4j exported";

    /** What the messages of ONNX's files describe. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("GraphProto", "its graph"),
            Map.entry("NodeProto", "one of its operators"),
            Map.entry("AttributeProto", "an attribute of one of its operators"),
            Map.entry("TensorProto", "one of its tensors"),
            Map.entry("ValueInfoProto", "one of its inputs or outputs"),
            Map.entry("TypeProto", "one of its inputs or outputs"),
            Map.entry("TypeProto.Tensor", "one of its inputs or outputs"),
            Map.entry("TensorShapeProto", "one of its inputs or outputs"),
            Map.entry("TensorShapeProto.Dimension", "one of its inputs or outputs"),
            Map.entry("OperatorSetIdProto", "its list of operator sets"),
            Map.entry("StringStringEntryProto", "one of its properties"));

    /** What ONNX's fields hold that an edited file may have. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("ModelProto 4", "a domain of the model"),
            Map.entry("ModelProto 5", "a version of the model"),
            Map.entry("ModelProto 26", "settings for several devices"),
            Map.entry("GraphProto 14", "notes on quantization"),
            Map.entry("NodeProto 8", "the name of a function's overload"),
            Map.entry("AttributeProto 5", "a tensor"),
            Map.entry("AttributeProto 7", "a list of floats"),
            Map.entry("AttributeProto 9", "a list of texts"),
            Map.entry("AttributeProto 10", "a list of tensors"),
            Map.entry("AttributeProto 21", "a reference to an attribute of a function"),
            Map.entry("TensorProto 3", "a segment of a tensor"),
            Map.entry("TensorProto 4", "numbers in another form, float_data"),
            Map.entry("TensorProto 5", "numbers in another form, int32_data"),
            Map.entry("TensorProto 6", "texts"),
            Map.entry("TensorProto 7", "numbers in another form, int64_data"),
            Map.entry("TensorProto 10", "numbers in another form, double_data"),
            Map.entry("TypeProto 4", "a sequence"),
            Map.entry("TypeProto 5", "a map"),
            Map.entry("TypeProto 8", "a sparse tensor"),
            Map.entry("TypeProto 9", "an optional value"));

    private static final Map<Long, String> ELEMENTS = Map.of(
            2L,
            "uint8",
            3L,
            "int8",
            6L,
            "int32",
            Initializers.INT64,
            "int64",
            8L,
            "text",
            10L,
            "float16",
            11L,
            "float64",
            16L,
            "bfloat16");

    private ForeignFields() {}

    /** The refusal of a field that gan4j does not write. */
    static ModelFileException refused(String message, int number) {
        String field = FIELDS.get(message + " " + number);
        if (field == null && message.equals("ModelProto")) {
            return new ModelFileException("it is no ONNX file, or one of a newer ONNX: ONNX has no field " + number);
        }
        return new ModelFileException(PARTS.getOrDefault(message, "it") + " holds "
                + (field == null ? "what gan4j does not know (field " + number + ")" : field)
                + ", which gan4j never writes" + LOAD_THE_EXPORT);
    }

    /** The refusal of numbers that are not the 32-bit floats that gan4j writes. */
    static ModelFileException ofOtherType(String what, long type) {
        return new ModelFileException(what + " is of " + ELEMENTS.getOrDefault(type, "an unknown type, " + type)
                + ": gan4j reads 32-bit floats" + LOAD_THE_EXPORT);
    }

    /** The refusal of an input or output that takes a number of samples at a time. */
    static ModelFileException fixedBatch(String what, long batch) {
        return new ModelFileException(
                "the batch of " + what + " is fixed to " + batch + ": leave it free" + LOAD_THE_EXPORT);
    }

    /** The refusal of a file without the properties that say what it is. */
    static ModelFileException withoutCard() {
        return new ModelFileException(
                "it carries no model card of gan4j: tools that simplify or convert files drop it" + LOAD_THE_EXPORT);
    }
}
