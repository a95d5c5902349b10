package org.steelyard.economics.sheet.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.steelyard.economics.sheet.SheetError;
import org.steelyard.economics.sheet.TableSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import tools.jackson.databind.JsonNode;

/** A part of the sheet, whose shape the schema has already checked, with the way to its tables. */
public record Part(
        String section,
        String id,
        JsonNode node,
        String path,
        Function<String, Place> places,
        TableSource tables,
        Seed seed,
        PolicyPack pack) {

    Part at(String name) {
        return new Part(section, id, node.path(name), path + "." + name, places, tables, seed, pack);
    }

    boolean has(String name) {
        return node.has(name);
    }

    double number(String name) {
        return node.path(name).doubleValue();
    }

    double number(String name, double absent) {
        return has(name) ? number(name) : absent;
    }

    String text(String name, String absent) {
        return has(name) ? node.path(name).asString() : absent;
    }

    String text(String name) {
        return node.path(name).asString();
    }

    boolean flag(String name, boolean absent) {
        return has(name) ? node.path(name).booleanValue() : absent;
    }

    List<String> texts(String name) {
        List<String> out = new ArrayList<>();
        node.path(name).forEach(n -> out.add(n.asString()));
        return out;
    }

    List<Double> list(String name) {
        List<Double> out = new ArrayList<>();
        node.path(name).forEach(n -> out.add(n.doubleValue()));
        return out;
    }

    double[] numbers(String name) {
        return list(name).stream().mapToDouble(d -> d).toArray();
    }

    List<Part> parts(String name) {
        List<Part> out = new ArrayList<>();
        for (int i = 0; i < node.path(name).size(); i++) {
            out.add(new Part(
                    section,
                    id,
                    node.path(name).get(i),
                    path + "." + name + "[" + i + "]",
                    places,
                    tables,
                    seed,
                    pack));
        }
        return out;
    }

    Map<String, Part> named(String name) {
        Map<String, Part> out = new LinkedHashMap<>();
        node.path(name).propertyNames().forEach(key -> out.put(key, at(name).at(key)));
        return out;
    }

    Place place(String name) {
        return places.apply(path + "." + name);
    }

    /** Names of the fields there are. */
    Set<String> fields() {
        return Set.copyOf(node.propertyNames());
    }

    SteelyardException fail(SheetError code, String name, Text message, Text remedy) {
        return SteelyardException.of(code, place(name), message, remedy);
    }

    void requireKnown(String name, String value, Set<String> known) {
        if (!known.contains(value)) {
            String all = String.join(", ", known.stream().sorted().toList());
            throw fail(
                    SheetError.UNKNOWN_NAME,
                    name,
                    Text.of("没有这个名称；允许：" + all, "there is no such name; allowed: " + all),
                    Text.of("改用列出的名称之一", "Use one of those listed"));
        }
    }

    /** Columns of a table, complete: an empty cell is a problem with its row. */
    TableSource.Columns read(String file, List<String> numbers, List<String> texts) {
        TableSource.Columns c = tables.read(text(file), numbers, texts);
        for (String name : numbers) {
            double[] v = c.number(name);
            for (int i = 0; i < v.length; i++) {
                if (Double.isNaN(v[i])) {
                    throw cell(file, i, name, Text.of("缺少数值", "a number is missing"));
                }
            }
        }
        return c;
    }

    /** @param row from 0 */
    SteelyardException cell(String file, int row, String column, Text message) {
        return SteelyardException.of(
                SheetError.BAD_CELL,
                Place.of(text(file), row + 2L, column),
                message,
                Text.of("改正数据，或去掉这一行", "Correct the data, or leave the row out"));
    }

    /** A column of zeros and ones. */
    boolean[] flags(String file, TableSource.Columns columns, String column) {
        double[] v = columns.number(column);
        boolean[] out = new boolean[v.length];
        for (int i = 0; i < v.length; i++) {
            if (v[i] != 0 && v[i] != 1) {
                throw cell(file, i, column, Text.of("应为 0 或 1", "0 or 1 is wanted"));
            }
            out[i] = v[i] == 1;
        }
        return out;
    }
}
