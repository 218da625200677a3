package io.gan4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings among the arguments of a benchmark, each {@code NAME=VALUE}. */
final class SettingArguments {
    private SettingArguments() {}

    /** Those from a place on, in their order; the map may be changed. */
    static Map<String, String> from(String[] args, int first) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = first; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        return settings;
    }
}
