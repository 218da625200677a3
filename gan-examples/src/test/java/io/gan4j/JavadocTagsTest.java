package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Javadoc reads a block tag at the start of a line alone: within a line it prints the tag as text, {@code @} and all. */
class JavadocTagsTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("<pre>.*?</pre>", Pattern.DOTALL);
    private static final Pattern WITHIN_A_LINE =
            Pattern.compile("\\S.*[ \\t]@(throws|param|return|exception|see|since|deprecated)\\b");
    private static final List<String> MODULES =
            List.of("gan-api", "gan-djl", "gan-onnx", "gan-live", "gan-web", "gan-examples", "gan-benchmarks");

    @Test
    void blockTags_ofAllModules_beginTheirLines() throws IOException {
        List<String> found = new ArrayList<>();
        int comments = 0;
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    for (MatchResult comment : comments(file)) {
                        comments++;
                        wrong(comment.group()).forEach(line -> found.add(file + ": " + line.strip()));
                    }
                }
            }
        }
        assertThat(comments).as("comments read").isGreaterThan(1000);
        assertThat(found).isEmpty();
    }

    private static List<MatchResult> comments(Path file) {
        try {
            return COMMENT.matcher(Files.readString(file)).results().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> wrong(String comment) {
        return CODE.matcher(comment)
                .replaceAll("")
                .lines()
                .map(line -> line.replaceFirst("^\\s*/?\\*+\\s*", ""))
                .filter(line -> WITHIN_A_LINE.matcher(line).find())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/** Sets it. @throws X if not */ | true",
                "/** @throws X if not */ | false",
                "/** @param a one @param b two */ | true",
                "/** {@return the size} */ | false",
                "/** Gives {@code a}. @return it */ | true",
                "/** <pre> code @return x </pre> */ | false"
            })
    void wrong_isATagWithinALine(String comment, boolean expected) {
        assertThat(!wrong(comment).isEmpty()).isEqualTo(expected);
    }
}
