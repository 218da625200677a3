package io.gan4j.layer;

/** A layer was given a shape that it cannot take: names the layer, what it expects and what it got. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String layer;
    private final String expected;
    private final String got;

    /**
     * A layer was given what it cannot take.
     *
     * @param layer the layer's kind
     * @param expected what it takes
     * @param got what it was given
     */
    public ShapeException(String layer, String expected, String got) {
        super(layer + " expects " + expected + ", got " + got);
        this.layer = layer;
        this.expected = expected;
        this.got = got;
    }

    /** The same misfit, said of the layer's place in a network. */
    public ShapeException at(String name) {
        return new ShapeException(name + ", a " + layer + ",", expected, got);
    }

    /** The layer that does not fit. */
    public String layer() {
        return layer;
    }

    /** What it expects. */
    public String expected() {
        return expected;
    }

    /** What it got. */
    public String got() {
        return got;
    }
}
