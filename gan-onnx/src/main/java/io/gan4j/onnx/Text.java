package io.gan4j.onnx;

/** Text from a file that may come from anywhere, made fit for a message. */
final class Text {
    private static final int LONGEST = 40;

    private Text() {}

    /** At most 40 characters of a text, without control characters. */
    static String shortened(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
