package org.steelyard.protocol.internal;

import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import tools.jackson.databind.JsonNode;

/**
 * A YAML file as a tree, with the line on which every path begins.
 *
 * @param name of the file as the user gave it, without its folders
 * @param root path of the tree in the file; empty when it is the whole file
 * @param lines path such as {@code outcomes[2].event} to line, counted from 1; the root's path is empty
 * @param duplicates keys that stand twice in one mapping; the tree holds the last
 */
public record YamlDocument(String name, String root, JsonNode tree, Map<String, Long> lines, List<Problem> duplicates) {

    public YamlDocument {
        lines = Map.copyOf(lines);
        duplicates = List.copyOf(duplicates);
    }

    /** The place of a path below the root; a path that is not in the file has the line of its nearest ancestor that is. */
    public Place place(String below) {
        String path = root.isEmpty() || below.isEmpty() ? root + below : root + "." + below;
        String nearest = path;
        while (!nearest.isEmpty() && !lines.containsKey(nearest)) {
            nearest = parent(nearest);
        }
        return Place.of(name, lines.getOrDefault(nearest, 0L), path);
    }

    private static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }
}
