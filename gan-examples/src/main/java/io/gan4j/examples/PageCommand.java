package io.gan4j.examples;

import io.gan4j.file.VisibleText;
import io.gan4j.web.ModelPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an exported model into one HTML file that runs it. */
@Command(
        name = "page",
        description = {
            "Writes an exported generator or translator into one HTML file that runs it in any browser, from the disk and"
                    + " without a network: with the same seed it draws what Java draws. The page proves that by the model's test"
                    + " vectors, and can send nothing to anybody. A generator of texts is asked for texts there, a translator of"
                    + " films is given frames.",
            "",
            "Example: gan-examples page digits/digits.onnx --out digits.html",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class PageCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator or translator.")
    private Path model = Path.of("");

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The heading of the page. Default: what the model was trained on.")
    private @Nullable String title;

    @Option(
            names = "--out",
            paramLabel = "FILE.html",
            required = true,
            description = "The page, about 5 MB and 4/3 of the model's size; replaced if it is there.")
    private Path file = Path.of("");

    PageCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (spec != null && !name.endsWith(".html") && !name.endsWith(".htm")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out " + file + ": browsers go by the name of a file, give it one that ends in .html");
        }
        OutputFile.check(file, model);
        ModelPage page = ModelPage.of(model);
        String heading = title;
        ModelPage titled = heading == null ? page : Usage.checked(spec, () -> page.title(heading));
        OutputFile.prepare(file);
        titled.write(file);
        out.println("Wrote " + VisibleText.of(file.toString()) + ", "
                + String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6));
        return 0;
    }
}
