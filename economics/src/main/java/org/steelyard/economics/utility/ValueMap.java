package org.steelyard.economics.utility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A published table that maps states of one version of EQ-5D to values of another, by age band and sex: such as the copula maps of the NICE Decision Support Unit.
 *
 * <p>The table is a file with the columns {@code state, age, sex} and the column of the mapped value; bands are written {@code 18-34}, the last one {@code 75+} or {@code 75-100}. It is not shipped: its owners license it. Reference: Hernández-Alava, Pudney. Econometrics
 * mapping 3L–5L, NICE DSU 2020; J Health Econ 2017;55:139–152, doi:10.1016/j.jhealeco.2017.06.013.
 */
public final class ValueMap {

    private record Key(String state, String age, String sex) {}

    private final Map<Key, Double> values;
    private final Set<String> ages;

    private ValueMap(Map<Key, Double> values, Set<String> ages) {
        this.values = Map.copyOf(values);
        this.ages = Set.copyOf(ages);
    }

    /** @param value column of the mapped value */
    public static ValueMap read(Path file, String value) {
        try {
            return of(Files.readAllLines(file, StandardCharsets.UTF_8), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lines comma-separated, the first one with the names of the columns */
    public static ValueMap of(List<String> lines, String value) {
        List<String> head = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        int state = head.indexOf("state");
        int age = head.indexOf("age");
        int sex = head.indexOf("sex");
        int mapped = head.indexOf(value);
        if (Math.min(Math.min(state, age), Math.min(sex, mapped)) < 0) {
            throw new IllegalArgumentException("the map needs the columns state, age, sex and " + value);
        }
        Map<Key, Double> values = new HashMap<>();
        Set<String> ages = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> c = cells(line);
            if (c.size() == head.size()) {
                ages.add(c.get(age));
                values.put(new Key(c.get(state), c.get(age), c.get(sex)), Double.valueOf(c.get(mapped)));
            }
        }
        return new ValueMap(values, ages);
    }

    private static List<String> cells(String line) {
        return List.of(line.replace("\"", "").split(",", -1));
    }

    /** @param age in years @param sex as written in the table */
    public double utility(String state, double age, String sex) {
        for (String band : ages) {
            Double found = within(band, age) ? values.get(new Key(state, band, sex)) : null;
            if (found != null) {
                return found;
            }
        }
        throw new IllegalArgumentException("the map holds no such state, age and sex");
    }

    private static boolean within(String band, double age) {
        String[] ends = band.split("[-–]");
        double from = Double.parseDouble(ends[0].replaceAll("[^0-9.]", ""));
        double to =
                ends.length > 1 ? Double.parseDouble(ends[1].replaceAll("[^0-9.]", "")) + 1 : Double.POSITIVE_INFINITY;
        return age >= from && age < to;
    }
}
