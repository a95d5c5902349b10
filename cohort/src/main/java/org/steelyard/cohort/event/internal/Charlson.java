package org.steelyard.cohort.event.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Charlson comorbidity index: seventeen groups of diagnoses, each with a weight; a milder form does not count beside the
 * graver one of the same disease. Groups by ICD-10 as in Quan et al. (2005), doi:10.1097/01.mlr.0000182534.19832.83; weights
 * of Charlson et al. (1987), doi:10.1016/0021-9681(87)90171-8. Both stand in {@code charlson.csv}.
 *
 * @param graver group that this one gives way to; empty if none
 */
record Charlson(String group, int weight, String graver, List<String> prefixes) {

    Charlson {
        prefixes = List.copyOf(prefixes);
    }

    static List<Charlson> groups() {
        Map<String, Charlson> out = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] cells = line.split(",", -1);
            List<String> prefixes = new ArrayList<>();
            for (String code : cells[3].split(" ")) {
                prefixes.add(code);
                if (code.contains(".")) {
                    prefixes.add(code.replace(".", ""));
                }
            }
            out.put(cells[0], new Charlson(cells[0], Integer.parseInt(cells[1]), cells[2], prefixes));
        }
        return List.copyOf(out.values());
    }

    private static List<String> lines() {
        try (InputStream in = Charlson.class.getResourceAsStream("charlson.csv")) {
            if (in == null) {
                throw new IllegalStateException("charlson.csv is not in the program");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
