package io.gan4j.examples;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableSet;
import io.gan4j.Setting;
import io.gan4j.SettingsTable;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;

/** What the library advises in Java, such as {@code set batch(12) or less}, in the options of a command. */
final class ShellWords {
    /** A setting with a number, or with dots for any value, and the word before it if that is "set". */
    private static final Pattern CALL = Pattern.compile("\\b(set )?([a-z]\\w*)\\((\\.\\.\\.|[0-9][0-9.,]*)\\)");

    /** A setting with a value that is made by a type's method, such as {@code architecture(Mlp.of(256))}. */
    private static final Pattern MADE =
            Pattern.compile("\\b(set )?([a-z]\\w*)\\(([A-Z]\\w*)\\.(?:of|all)\\(([^()]*)\\)\\)");

    /** The front door in Java, such as {@code Gan.styleGan2()}. */
    private static final Pattern PRESET_CALL = Pattern.compile("\\bGan\\.(\\w+)\\([^()]*\\)");

    /** By what Java loads a model, and the command that takes it. */
    private static final Map<String, String> COMMANDS = Map.of(
            "; load it as Generator", ": give it to sample",
            "; load it as ImageTranslator", ": give it to translate",
            "; load it as Recogniser", ": give it to evaluate --classifier",
            "; load it as Discriminator", "",
            "; load it as TextReader", ": give it to sample --encoder");

    private static final String SKIP = "--skip-damaged";

    private static final Set<String> SETTINGS = Stream.of(
                    SettingsTable.gan(), SettingsTable.translation(), SettingsTable.textToImage())
            .flatMap(table -> table.settings().stream())
            .map(Setting::name)
            .collect(ImmutableSet.toImmutableSet());

    private ShellWords() {}

    /** The message with each setting that the command has an option for written as that option. */
    static String of(String message, CommandSpec command) {
        String told = message;
        for (Map.Entry<String, String> model : COMMANDS.entrySet()) {
            told = told.replace(model.getKey(), model.getValue());
        }
        return settings(command.findOption(SKIP) == null ? told : told.replace("damaged(SKIP)", SKIP), command);
    }

    private static String settings(String message, CommandSpec command) {
        String presets =
                PRESET_CALL.matcher(message).replaceAll(call -> Matcher.quoteReplacement(preset(call, command)));
        String made = MADE.matcher(presets).replaceAll(call -> Matcher.quoteReplacement(made(call, command)));
        String plain = CALL.matcher(made).replaceAll(call -> Matcher.quoteReplacement(option(call, command)));
        return isSet("device", command)
                ? plain.replaceFirst(
                                "(, )(gather some thousand), double these by Datasets.*keepBest\\(\\.\\.\\.\\)",
                                "$1or $2")
                        .replace("choose Device.CPU", "give --set device=cpu")
                        .replace("(--size ..., Datasets.resized)", "(--size ...)")
                : plain;
    }

    private static String preset(MatchResult call, CommandSpec command) {
        String where = command.findOption("--preset") == null ? "train --preset " : "--preset ";
        return StreamSupport.stream(new Presets.Names().spliterator(), false)
                .filter(name -> name.replace("-", "").equalsIgnoreCase(call.group(1)))
                .findFirst()
                .map(name -> where + name)
                .orElse(call.group());
    }

    private static boolean isSet(String setting, CommandSpec command) {
        return command.findOption("--set") != null && SETTINGS.contains(setting);
    }

    private static String made(MatchResult call, CommandSpec command) {
        if (!isSet(call.group(2), command)) {
            return call.group();
        }
        String value = call.group(2) + "=" + CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_CAMEL, call.group(3));
        return (call.group(1) == null ? "" : "give ")
                + "--set "
                + (call.group(4).isEmpty() ? value : "\"" + value + "(" + call.group(4) + ")\"");
    }

    private static String option(MatchResult call, CommandSpec command) {
        String give = call.group(1) == null ? "" : "give ";
        String name = call.group(2);
        String value = call.group(3).replace(",", "");
        String option = "--" + CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_HYPHEN, name);
        if (command.findOption(option) != null) {
            return give + option + " " + value;
        }
        return isSet(name, command) ? give + "--set " + name + "=" + value : call.group();
    }
}
