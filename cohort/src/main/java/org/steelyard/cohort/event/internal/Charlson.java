package org.steelyard.cohort.event.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;

/**
 * The Charlson comorbidity index: seventeen groups of diagnoses, each with a weight; a milder form does not count beside the
 * graver one of the same disease. Groups by ICD-10 as in Quan et al. (2005), doi:10.1097/01.mlr.0000182534.19832.83; weights
 * of Charlson et al. (1987), doi:10.1016/0021-9681(87)90171-8. Both stand in the dictionary pack that ships.
 *
 * @param gravers groups that this one gives way to
 */
record Charlson(String group, int weight, Set<String> gravers, List<String> prefixes) {

    private static final String INDEX = "charlson-quan-2005";

    Charlson {
        gravers = Set.copyOf(gravers);
        prefixes = List.copyOf(prefixes);
    }

    static List<Charlson> groups() {
        Map<String, List<CodePack.Group>> groups = new LinkedHashMap<>();
        Map<String, Set<String>> gravers = new LinkedHashMap<>();
        for (CodePack.Group one : CodePacks.shipped().groups(INDEX)) {
            groups.computeIfAbsent(one.group(), g -> new ArrayList<>()).add(one);
            one.overrides()
                    .ifPresent(milder -> gravers.computeIfAbsent(milder, m -> new TreeSet<>())
                            .add(one.group()));
        }
        List<Charlson> out = new ArrayList<>();
        groups.forEach((name, rows) -> out.add(new Charlson(
                name,
                (int) rows.getFirst().weight(),
                gravers.getOrDefault(name, Set.of()),
                rows.stream().flatMap(r -> written(r.prefix()).stream()).toList())));
        return List.copyOf(out);
    }

    /** Codes are written with and without the dot. */
    private static List<String> written(String prefix) {
        return prefix.contains(".") ? List.of(prefix, prefix.replace(".", "")) : List.of(prefix);
    }
}
