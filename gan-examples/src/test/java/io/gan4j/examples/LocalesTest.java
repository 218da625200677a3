package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in Javas whose default locales have other digits, other capitals and another direction of writing. */
class LocalesTest {
    /** Times and speeds differ from run to run; a digit of another script or another point of decimals remains. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    private static final int IMAGES = 40;

    @TempDir
    private static Path shared;

    private static Map<String, String> english = Map.of();

    @BeforeAll
    static void writeInEnglish() throws Exception {
        IdxFolder.write(shared.resolve("data"), IMAGES);
        english = written("en", "US");
        assertThat(english.keySet())
                .contains("out/digits.onnx", "out/samples.png", "out/run/history.jsonl", "numbers.json", "report.html")
                .contains("page.html", "printed");
    }

    @ParameterizedTest
    @CsvSource({"fa, IR", "tr, TR", "ar, EG"})
    void commands_inAnotherLocale_writeAndPrintTheSame(String language, String country) throws Exception {
        Map<String, String> other = written(language, country);
        assertThat(other.keySet()).isEqualTo(english.keySet());
        english.forEach((name, text) -> assertThat(other.get(name)).as(name).isEqualTo(text));
    }

    /** The texts are looked at in a locale that would show a fault. */
    @Test
    void locale_ofTheChild_hasDigitsOfItsOwn() {
        assertThat(String.format(Locale.forLanguageTag("fa-IR"), "%d", 10)).isEqualTo("\u06F1\u06F0");
        assertThat(String.format(Locale.forLanguageTag("ar-EG"), "%d", 10)).isEqualTo("\u0661\u0660");
    }

    /** What the commands wrote, by its name below their folder: texts without their numbers, other files to the byte. */
    private static Map<String, String> written(String language, String country) throws Exception {
        Path folder = Files.createDirectories(shared.resolve(language));
        String printed = ChildJvm.of(Commands.class)
                .startingFast()
                .option("-Djava.awt.headless=true")
                .option("-Dai.djl.offline=true")
                .option("-Duser.language=" + language)
                .option("-Duser.country=" + country)
                .output(folder, folder.toString());
        Map<String, String> all = new TreeMap<>();
        all.put("printed", text(printed, folder));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.matches(".*\\.(json|jsonl|html|png|gif|onnx)")) {
                    all.put(name, content(file, folder));
                }
            }
        }
        return all;
    }

    private static String content(Path file, Path folder) throws IOException {
        String name = file.getFileName().toString();
        return name.matches(".*\\.(json|jsonl|html)")
                ? text(Files.readString(file), folder)
                : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static String text(String text, Path folder) {
        return NUMBERS.matcher(text.replace(folder.toString(), "FOLDER")).replaceAll("N");
    }

    /** Trains, describes, evaluates, and makes a page, and is refused, in the locale of this Java. */
    static final class Commands {
        private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

        private Commands() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Path data = folder.resolveSibling("data");
            String model = folder.resolve("out/digits.onnx").toString();
            run(
                    "digits --steps 3 --batch 4 --features 4 --latent 8 --threads 1 --data " + data + " --out",
                    folder.resolve("out"));
            run("describe", model);
            run("sample --count 4 --out " + folder.resolve("sheet.png"), model);
            // refused: there is no such folder
            run("evaluate --metrics sliced-wasserstein --data " + folder.resolve("none"), model);
            run("interpolate --count 2 --steps 3 --out " + folder.resolve("way.gif"), model);
            run("page --title I\u0131i --out " + folder.resolve("page.html"), model);
            run("train --preset wgan-gp --set steps=1000 --dry-run --data " + data, "");
            run("train --list-settings --preset DCGAN", "");
            run("completion bash", "");
            run(
                    "evaluate --samples 40 --data " + data + " --metrics sliced-wasserstein,precision --json "
                            + folder.resolve("numbers.json") + " --html " + folder.resolve("report.html"),
                    model);
        }

        private static void run(String command, Object last) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            if (!last.toString().isEmpty()) {
                words.add(last.toString());
            }
            OUT.println("code " + Main.commandLine(OUT, OUT).execute(words.toArray(String[]::new)));
        }
    }
}
