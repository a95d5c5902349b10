package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.standard.StandardSchema;

/** Conversions of units as tables {@code unit_<name>}: value in the unit asked for = value × factor + shift. */
final class Units {

    private Units() {}

    static void load(Duck duck, Mapping mapping) {
        mapping.units().forEach((name, conversions) -> {
            duck.run("CREATE TABLE " + Duck.name("unit_" + name)
                    + " (item VARCHAR, unit VARCHAR, to_unit VARCHAR, factor DOUBLE, shift DOUBLE)");
            List<String> rows = rows(conversions);
            if (!rows.isEmpty()) {
                duck.run("INSERT INTO " + Duck.name("unit_" + name) + " VALUES " + String.join(", ", rows));
            }
        });
    }

    /** Whether the table of units knows a unit under this writing. */
    static boolean knows(String unit) {
        return ResourceCsv.read(StandardSchema.class, "units.csv").stream()
                .anyMatch(r -> r.get("written").equals(unit));
    }

    private static List<String> rows(List<Mapping.Conversion> conversions) {
        List<ResourceCsv.Row> units = ResourceCsv.read(StandardSchema.class, "units.csv");
        Map<String, List<String>> writings = units.stream()
                .collect(Collectors.groupingBy(
                        r -> r.get("ucum"), Collectors.mapping(r -> r.get("written"), Collectors.toList())));
        List<ResourceCsv.Row> table = ResourceCsv.read(StandardSchema.class, "unit-conversions.csv");
        List<String> out = new ArrayList<>();
        for (Mapping.Conversion conversion : conversions) {
            String to = ucum(units, conversion.to());
            List<Rule> rules = new ArrayList<>(List.of(new Rule(to, "1", "0")));
            for (ResourceCsv.Row row : table) {
                boolean same = row.get("to").equals(to);
                boolean substance = row.get("analyte").isEmpty()
                        || row.get("analyte").equals(conversion.analyte().orElse(""));
                if (same && substance) {
                    rules.add(new Rule(row.get("from"), row.get("factor"), row.get("shift")));
                }
            }
            for (Rule rule : rules) {
                for (String written : writings.getOrDefault(rule.from(), List.of(rule.from()))) {
                    conversion
                            .items()
                            .forEach(item -> out.add("(" + Duck.text(item) + ", " + Duck.text(written) + ", "
                                    + Duck.text(conversion.to()) + ", " + rule.factor() + ", " + rule.shift() + ")"));
                }
            }
        }
        return out.stream().distinct().toList();
    }

    private record Rule(String from, String factor, String shift) {}

    private static String ucum(List<ResourceCsv.Row> units, String written) {
        return units.stream()
                .filter(r -> r.get("written").equals(written))
                .map(r -> r.get("ucum"))
                .findFirst()
                .orElse(written);
    }
}
