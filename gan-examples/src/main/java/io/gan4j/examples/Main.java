package io.gan4j.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The entry of {@code gan-examples.jar}: one subcommand an example; without one it prints the help. Its exit code is 0 on
 * success, 2 on wrong usage and 1 on any other failure, of which one line on standard error tells.
 */
@Command(
        name = "gan-examples",
        description = "Examples of gan4j, a library for generative adversarial networks.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 on success, 2 on wrong usage, 1 on any other failure, 129, 130 or 143 after a"
                    + " closed terminal, Ctrl-C or the signal to terminate."
        })
public final class Main implements Runnable {

    /** Commands whose results are files: it does not matter whether their standard output can be written. */
    private static final Set<String> RESULTS_ARE_FILES =
            Set.of("digits", "train", "sample", "mix", "interpolate", "project", "translate", "page");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "On a failure, show where in the program it happened.")
    private boolean stacktrace;

    /** Runs the example that {@code args} name and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(System.out, System.err).execute(args));
    }

    static CommandLine commandLine(PrintStream out, PrintStream err) {
        Main main = new Main();
        CommandLine commands = new CommandLine(main)
                .addSubcommand(new DigitsCommand(out))
                .addSubcommand(new TrainCommand(out))
                .addSubcommand(new SampleCommand(out))
                .addSubcommand(new MixCommand(out))
                .addSubcommand(new InterpolateCommand(out))
                .addSubcommand(new ProjectCommand(out))
                .addSubcommand(new TranslateCommand(out))
                .addSubcommand(new DescribeCommand(out))
                .addSubcommand(new EvaluateCommand(out))
                .addSubcommand(new WatchCommand(out))
                .addSubcommand(new PageCommand(out))
                .addSubcommand(new LabCommand(out))
                .addSubcommand(new CompletionCommand(out))
                .setOut(new PrintWriter(out, true, Charset.defaultCharset()))
                .setErr(new PrintWriter(err, true, Charset.defaultCharset()))
                .setParameterExceptionHandler(main::explainUsage)
                .setExecutionExceptionHandler(main::explainFailure)
                .setExecutionStrategy(parsed -> main.carryOut(parsed, out));
        return commands.registerConverter(Path.class, new PathArgument());
    }

    /** Carries out a command, and hears of what picocli does not: errors, and a standard output that takes nothing. */
    private int carryOut(ParseResult parsed, PrintStream out) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        int code;
        try {
            code = new RunLast().execute(parsed);
        } catch (Error e) {
            return explain(e, command);
        }
        command.getOut().flush();
        boolean prints = !RESULTS_ARE_FILES.contains(command.getCommandName())
                || last.isUsageHelpRequested()
                || (last.commandSpec().userObject() instanceof TrainCommand train && train.isResultPrinted());
        if (out.checkError() && prints && code == ExitCode.OK) {
            command.getErr()
                    .println(command.getCommandSpec().qualifiedName()
                            + ": standard output cannot be written to (a full disk, or a closed pipe), and the results"
                            + " went there");
            return ExitCode.SOFTWARE;
        }
        return code;
    }

    private int explainUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = ShellWords.of(Complaint.oneLine(Usage.explained(e)), command.getCommandSpec());
        command.getErr().println(name + ": " + message + " (" + name + " --help shows the usage)");
        return ExitCode.USAGE;
    }

    private int explainFailure(Exception e, CommandLine command, ParseResult parsed) {
        return explain(e, command);
    }

    private int explain(Throwable e, CommandLine command) {
        CommandSpec of = command.getCommandSpec();
        command.getErr().println(of.qualifiedName() + ": " + ShellWords.of(Complaint.about(e), of));
        if (stacktrace) {
            e.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** The version of the library. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gan4j " + io.gan4j.Version.VERSION};
        }
    }
}
