package io.gan4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Scripts by which shells complete a command line, made from what it is. */
final class CompletionScript {
    private CompletionScript() {}

    /** The script of a shell. */
    static String of(CommandLine all, CompletionCommand.Shell shell) {
        return switch (shell) {
            // picocli's script loads what zsh needs for completions that are written for bash
            case bash, zsh -> withAsciiDigits(AutoComplete.bash(all.getCommandName(), all));
            case fish -> fish(all);
        };
    }

    /** picocli numbers the variables of its script in the digits of the default locale, which no shell takes in a name. */
    private static String withAsciiDigits(String script) {
        StringBuilder ascii = new StringBuilder(script.length());
        script.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static String fish(CommandLine all) {
        String name = all.getCommandName();
        List<String> lines = new ArrayList<>();
        lines.add("# Completions of " + name + " for fish.");
        all.getSubcommands()
                .forEach((word, command) -> lines.add("complete -c " + name + " -n __fish_use_subcommand -f -a " + word
                        + " -d " + quoted(sentence(description(command)))));
        options(lines, "complete -c " + name + " -n __fish_use_subcommand", all);
        all.getSubcommands().forEach((word, command) -> {
            String begin = "complete -c " + name + " -n '__fish_seen_subcommand_from " + word + "'";
            options(lines, begin, command);
            for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
                String words = words(parameter);
                if (!words.isEmpty()) {
                    lines.add(begin + " -f -a " + quoted(words));
                }
            }
        });
        return String.join("\n", lines) + "\n";
    }

    private static void options(List<String> lines, String begin, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.hidden()) {
                continue;
            }
            StringBuilder line = new StringBuilder(begin);
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            String words = words(option);
            if (!words.isEmpty()) {
                line.append(" -xa ").append(quoted(words));
            } else if (option.arity().max() > 0) {
                line.append(" -r");
            }
            lines.add(line + " -d " + quoted(sentence(option.description())));
        }
    }

    /** The words that an argument takes; empty if any other text will do. */
    private static String words(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return candidates == null
                ? ""
                : String.join(
                        " ",
                        StreamSupport.stream(candidates.spliterator(), false).toList());
    }

    private static String[] description(CommandLine command) {
        return command.getCommandSpec().usageMessage().description();
    }

    /** The first sentence, which is all that a list of completions has room for. */
    private static String sentence(String[] description) {
        String text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end + 1);
        return first.replaceAll("[:,] \\$\\{COMPLETION-CANDIDATES}", "").replace("%n", " ");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
