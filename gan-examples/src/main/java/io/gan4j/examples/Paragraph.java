package io.gan4j.examples;

/** Text in lines of at most 80 columns. */
final class Paragraph {
    static final int COLUMNS = 80;

    private Paragraph() {}

    /**
     * Breaks a text between its words.
     *
     * @param text words with blanks between them
     * @param first what the first line begins with
     * @param indent how many blanks the other lines begin with
     */
    static String of(String text, String first, int indent) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean begun = false;
        for (String word : text.split(" ", -1)) {
            if (begun && line.length() + 1 + word.length() > COLUMNS) {
                lines.append(line).append(System.lineSeparator());
                line.setLength(0);
                line.append(" ".repeat(indent)).append(word);
            } else {
                line.append(begun ? " " : "").append(word);
            }
            begun = true;
        }
        return lines.append(line).toString();
    }
}
