package org.steelyard.stats.longitudinal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows by cluster, clusters in order of first appearance, rows in order of the data (which is order of time for what depends on it). */
final class Clusters {

    private Clusters() {}

    static int[][] rows(int[] cluster) {
        Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < cluster.length; i++) {
            rows.computeIfAbsent(cluster[i], c -> new ArrayList<>()).add(i);
        }
        return rows.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
