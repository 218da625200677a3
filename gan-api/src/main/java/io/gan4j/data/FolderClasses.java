package io.gan4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The classes that the folders of some files make; no names if they make none. */
record FolderClasses(List<String> names, int[] labels) {
    private static final FolderClasses NONE = new FolderClasses(List.of(), new int[0]);

    /** The first folders in which the paths differ, provided that every file lies in one. */
    static FolderClasses of(List<String> paths) {
        List<List<String>> folders = new ArrayList<>();
        for (String path : paths) {
            List<String> parts = Arrays.asList(path.split("/", -1));
            folders.add(parts.subList(0, parts.size() - 1));
        }
        int depth = common(folders);
        if (folders.stream().anyMatch(parts -> parts.size() <= depth)) {
            return NONE;
        }
        TreeSet<String> sorted = new TreeSet<>(ImageSource.ORDER);
        folders.forEach(parts -> sorted.add(parts.get(depth)));
        List<String> names = List.copyOf(sorted);
        int[] labels = folders.stream()
                .mapToInt(parts -> names.indexOf(parts.get(depth)))
                .toArray();
        return new FolderClasses(names, labels);
    }

    private static int common(List<List<String>> folders) {
        List<String> first = folders.get(0);
        int depth = 0;
        while (depth < first.size()) {
            int place = depth;
            String folder = first.get(place);
            if (!folders.stream()
                    .allMatch(parts -> parts.size() > place && parts.get(place).equals(folder))) {
                break;
            }
            depth++;
        }
        return depth;
    }
}
