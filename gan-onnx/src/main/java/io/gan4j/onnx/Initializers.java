package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The constant tensors of a file, each with as many bytes as its shape asks for. */
final class Initializers {
    /** ONNX's numbers of the element types. */
    static final long FLOAT = 1;

    static final long INT64 = 7;

    private static final int MOST_AXES = 8;
    private static final long LARGEST_EXTENT = 1 << 28;
    private static final int BLOCK = 1 << 13;
    private static final int EXPONENT_BITS = 0x7f800000;

    private final Map<String, OnnxFile.Initializer> byName = new HashMap<>();
    private final SortedSet<String> unused;

    Initializers(List<OnnxFile.Initializer> initializers) {
        for (OnnxFile.Initializer initializer : initializers) {
            check(initializer);
            if (byName.put(initializer.name, initializer) != null) {
                throw new ModelFileException("the name '" + Text.shortened(initializer.name) + "' is there twice");
            }
        }
        unused = new TreeSet<>(byName.keySet());
    }

    /** The names. */
    Set<String> names() {
        return byName.keySet();
    }

    /** The tensor of a name, which from now on counts as used. */
    OnnxFile.@Nullable Initializer use(String name) {
        unused.remove(name);
        return byName.get(name);
    }

    /** Refuses a file in which there is a tensor that no operator takes. */
    void checkUsed() {
        if (!unused.isEmpty()) {
            throw new ModelFileException("nobody takes its tensor '" + Text.shortened(unused.first()) + "'");
        }
    }

    private static void check(OnnxFile.Initializer initializer) {
        if (initializer.name.isEmpty()) {
            throw new ModelFileException("one of its tensors has no name");
        }
        if (initializer.type != FLOAT && initializer.type != INT64) {
            throw ForeignFields.ofOtherType(name(initializer), initializer.type);
        }
        long size = initializer.type == FLOAT ? Float.BYTES : Long.BYTES;
        long expected = bytes(initializer, size);
        if (initializer.bytes.remaining() != expected) {
            throw new ModelFileException(name(initializer) + " of shape " + initializer.dims + " asks for " + expected
                    + " bytes, the file holds " + initializer.bytes.remaining());
        }
        if (initializer.type == FLOAT) {
            checkFinite(initializer);
        }
    }

    private static long bytes(OnnxFile.Initializer initializer, long size) {
        List<Long> dims = initializer.dims;
        if (dims.isEmpty() || dims.size() > MOST_AXES) {
            throw new ModelFileException(
                    name(initializer) + " has " + dims.size() + " axes, 1 to " + MOST_AXES + " are allowed");
        }
        long bytes = size;
        for (long dim : dims) {
            if (dim < 1 || dim > LARGEST_EXTENT) {
                throw new ModelFileException(
                        name(initializer) + " has an extent of " + dim + ", 1 to " + LARGEST_EXTENT + " are allowed");
            }
            // At most 2^31 before, at most 2^28 times that after: never near overflow.
            bytes = Math.multiplyExact(bytes, dim);
            if (bytes > Integer.MAX_VALUE) {
                throw new ModelFileException(name(initializer) + " of shape " + dims + " asks for more than "
                        + Integer.MAX_VALUE + " bytes, an ONNX file cannot hold them");
            }
        }
        return bytes;
    }

    private static void checkFinite(OnnxFile.Initializer initializer) {
        // In blocks of plain arrays: byte buffers are slow before the JVM has compiled this.
        IntBuffer all = initializer.bytes.asIntBuffer();
        int[] block = new int[Math.min(BLOCK, all.remaining())];
        while (all.hasRemaining()) {
            int from = all.position();
            int length = Math.min(block.length, all.remaining());
            all.get(block, 0, length);
            for (int i = 0; i < length; i++) {
                if ((block[i] & EXPONENT_BITS) == EXPONENT_BITS) {
                    throw new ModelFileException(
                            name(initializer) + " holds " + Float.intBitsToFloat(block[i]) + " at place " + (from + i));
                }
            }
        }
    }

    private static String name(OnnxFile.Initializer initializer) {
        return "its tensor '" + Text.shortened(initializer.name) + "'";
    }

    /** The values of a float tensor. */
    static float[] floats(OnnxFile.Initializer initializer) {
        float[] values = new float[initializer.bytes.remaining() / Float.BYTES];
        initializer
                .bytes
                .duplicate()
                .order(initializer.bytes.order())
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** The values of an int64 tensor. */
    static long[] longs(OnnxFile.Initializer initializer) {
        long[] values = new long[initializer.bytes.remaining() / Long.BYTES];
        initializer
                .bytes
                .duplicate()
                .order(initializer.bytes.order())
                .asLongBuffer()
                .get(values);
        return values;
    }

    /** True if a tensor has this element type and this shape. */
    static boolean is(OnnxFile.Initializer initializer, long type, long... dims) {
        if (initializer.type != type || initializer.dims.size() != dims.length) {
            return false;
        }
        for (int axis = 0; axis < dims.length; axis++) {
            if (initializer.dims.get(axis) != dims[axis]) {
                return false;
            }
        }
        return true;
    }
}
