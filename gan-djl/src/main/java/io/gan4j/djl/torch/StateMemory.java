package io.gan4j.djl.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;

/**
 * The memory of all that a game keeps from one step to the next: a single array, of which every other is a part, so that one
 * sum shows whether all of it is finite. A sum of numbers of which one is NaN or infinite is never finite; where it is not
 * though all of them are, it has overflown, and the search that follows finds nothing.
 */
final class StateMemory {
    /** Parts begin where libtorch would let arrays of their own begin, at 64 bytes, so that products are rounded alike. */
    private static final int ALIGNMENT = 16;

    /** The name of the list that holds the memory as a whole. */
    static final String WHOLE = "memory";

    private static final String PART = "part";
    private static final String PUT = "put";

    /**
     * A part is not a view in the eyes of autograd ({@code data}): views share one count of changes, and libtorch refuses to
     * differentiate through a weight if a running statistic has changed meanwhile.
     */
    static final String METHODS = """
              def part(self: __torch__.Game, x: List[Tensor]) -> Tensor:
                place = torch.slice(x[0], 0, 0, torch.numel(x[1]), 1)
                return torch.copy_(torch.data(torch.view_as(place, x[1])), x[1])
              def put(self: __torch__.Game, x: List[Tensor]) -> Tensor:
                return torch.copy_(x[0], x[1])
            """;

    private final TorchModule module;
    private final NDManager owner;
    private final NDArray whole;
    private final NDList places;
    private int taken;

    /**
     * Memory for arrays of these sizes.
     *
     * @param module has the {@link #METHODS}
     * @param owner owns the memory and its parts
     */
    StateMemory(List<NDArray> arrays, TorchModule module, NDManager owner) {
        this.module = module;
        this.owner = owner;
        long[] ends = new long[arrays.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += (arrays.get(i).size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            ends[i] = end;
        }
        // a place more than there are arrays, so that there is always something to split
        this.whole = owner.zeros(new Shape(end + ALIGNMENT), DataType.FLOAT32);
        this.places = whole.split(ends);
    }

    /** Moves the next of the arrays into this memory; it is closed, and its part takes its place. */
    NDArray move(NDArray array) {
        try (NDArray place = places.get(taken++)) {
            NDArray part = call(PART, place, array, owner);
            array.close();
            return part;
        }
    }

    /** Gives a part other values; DJL's {@code set} would give it other memory. */
    void put(NDArray part, Tensor values) {
        try (NDManager scope = owner.newSubManager()) {
            call(PUT, part, scope.create(values.values(), part.getShape()), scope);
        }
    }

    private NDArray call(String method, NDArray to, NDArray from, NDManager scope) {
        return module.call(method, List.of(TorchModule.Argument.list("x", List.of(to, from))), scope);
    }

    /** The memory as an argument of a step. */
    TorchModule.Argument argument() {
        return TorchModule.Argument.list(WHOLE, List.of(whole));
    }
}
