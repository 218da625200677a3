package io.gan4j.djl.torch;

/** The lines of a method, and the names of its variables. */
final class Lines {
    private final StringBuilder source = new StringBuilder();
    private String indent = "    ";
    private int variables;

    /** Adds text as it is: the head of a method. */
    void head(String text) {
        source.append(text);
    }

    /** Adds a line. */
    void line(String text) {
        source.append(indent).append(text).append('\n');
    }

    /** The name of a new variable. */
    String variable() {
        return "v" + variables++;
    }

    /** The name of a new variable with this value. */
    String assigned(String text) {
        String variable = variable();
        line(variable + " = " + text);
        return variable;
    }

    /** Begins a block. */
    void indent() {
        indent += "  ";
    }

    /** Ends a block. */
    void outdent() {
        indent = indent.substring(2);
    }

    /** All lines. */
    String all() {
        return source.toString();
    }
}
