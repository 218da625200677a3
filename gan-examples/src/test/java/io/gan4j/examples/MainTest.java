package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine main =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void main_version_namesTheLibraryAndSucceeds() {
        assertThat(main.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("gan4j ");
    }

    @Test
    void main_help_printsUsageAndSucceeds() {
        assertThat(main.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: gan-examples");
    }

    @Test
    void main_withoutArguments_printsUsageAndSucceeds() {
        assertThat(main.execute()).isZero();
        assertThat(out.toString()).startsWith("Usage: gan-examples");
    }

    @Test
    void main_unknownOption_failsAndNamesIt() {
        assertThat(main.execute("--no-such-option")).isEqualTo(2);
        assertThat(err.toString()).contains("--no-such-option");
    }
}
