package org.steelyard.economics.model.internal.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.kernel.Text;
import tools.jackson.databind.JsonNode;

/** A place in the tree with its path and its own name. Reading never fails: what has the wrong shape was already reported, and reads as absent. */
record Field(JsonNode node, String path, String key) {

    Field at(String name) {
        return new Field(node.path(name), path.isEmpty() ? name : path + "." + name, name);
    }

    boolean there() {
        return !node.isMissingNode() && !node.isNull();
    }

    boolean is(String name) {
        return at(name).there();
    }

    /** Text of a scalar; empty for anything else. */
    String text() {
        return node.isValueNode() && !node.isNull() ? node.asString() : "";
    }

    String text(String name) {
        return at(name).text();
    }

    Source source() {
        return new Source(text(), path);
    }

    Source source(String name) {
        return at(name).source();
    }

    double number(double absent) {
        return node.isNumber() ? node.doubleValue() : absent;
    }

    double number(String name, double absent) {
        return at(name).number(absent);
    }

    int whole(String name, int absent) {
        double value = at(name).number(Double.NaN);
        return value == Math.rint(value) ? (int) value : absent;
    }

    boolean flag(String name, boolean absent) {
        Field f = at(name);
        return f.node.isBoolean() ? f.node.booleanValue() : absent;
    }

    /** Prose in one or two languages; {@code absent} when there is none. */
    Text prose(String name, String absent) {
        Field f = at(name);
        if (f.node.isObject()) {
            String zh = f.text("zh");
            String en = f.text("en");
            return Text.of(zh.isEmpty() ? en : zh, en.isEmpty() ? zh : en);
        }
        return Text.same(f.text().isEmpty() ? absent : f.text());
    }

    <T> Map<String, T> map(Function<Field, T> each) {
        Map<String, T> out = new LinkedHashMap<>();
        if (node.isObject()) {
            node.propertyNames().forEach(name -> out.put(name, each.apply(at(name))));
        }
        return out;
    }

    Map<String, Source> sources() {
        return map(Field::source);
    }

    <T> List<T> list(Function<Field, T> each) {
        List<T> out = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                out.add(each.apply(new Field(node.get(i), path + "[" + i + "]", Integer.toString(i))));
            }
        }
        return out;
    }

    List<Double> numbers() {
        return list(f -> f.number(Double.NaN));
    }

    List<String> texts() {
        return list(Field::text);
    }

    double[][] matrix() {
        return list(row -> row.numbers().stream().mapToDouble(d -> d).toArray()).toArray(double[][]::new);
    }
}
