package io.gan4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that the folders of some files make; no names if they make none.
 *
 * @param loose the first file that lies in no folder, and so leaves files that do without classes, if that is so
 */
record FolderClasses(List<String> names, int[] labels, Optional<String> loose) {

    /** The first folders in which the paths differ, provided that every file lies in one. */
    static FolderClasses of(List<String> paths) {
        List<List<String>> folders = new ArrayList<>();
        for (String path : paths) {
            folders.add(folders(path));
        }
        int depth = common(folders);
        for (int i = 0; i < folders.size(); i++) {
            if (folders.get(i).size() <= depth) {
                boolean allAlike = folders.stream().allMatch(parts -> parts.size() <= depth);
                Optional<String> loose = allAlike ? Optional.empty() : Optional.of(paths.get(i));
                return new FolderClasses(List.of(), new int[0], loose);
            }
        }
        TreeSet<String> sorted = new TreeSet<>(ImageSource.ORDER);
        folders.forEach(parts -> sorted.add(parts.get(depth)));
        List<String> names = List.copyOf(sorted);
        int[] labels = folders.stream()
                .mapToInt(parts -> names.indexOf(parts.get(depth)))
                .toArray();
        return new FolderClasses(names, labels, Optional.empty());
    }

    /** Those of some folders that none of some files lies in, without the folders within them. */
    static List<String> withoutFiles(Set<String> folders, List<String> files) {
        Set<String> filled = new HashSet<>();
        for (String file : files) {
            String folder = parent(file);
            while (!folder.isEmpty() && filled.add(folder)) {
                folder = parent(folder);
            }
        }
        return folders.stream()
                .filter(folder -> !filled.contains(folder))
                .filter(folder -> parent(folder).isEmpty() || filled.contains(parent(folder)))
                .toList();
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** How many folders, from the root on, all files have in common. */
    static int commonFolders(List<String> paths) {
        return common(paths.stream().map(FolderClasses::folders).toList());
    }

    private static List<String> folders(String path) {
        List<String> parts = Arrays.asList(path.split("/", -1));
        return parts.subList(0, parts.size() - 1);
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
