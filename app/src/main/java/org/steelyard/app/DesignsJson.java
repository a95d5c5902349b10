package org.steelyard.app;

import java.util.List;
import org.steelyard.effect.DesignResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What designs over time show besides their estimates: curves, points and small tables. */
final class DesignsJson {

    private DesignsJson() {}

    static ArrayNode write(List<DesignResult> designs) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DesignResult design : designs) {
            ObjectNode node = array.addObject();
            node.put("id", design.id());
            node.put("kind", design.kind());
            node.put("outcome", design.outcome());
            node.put("table", design.table());
            node.put("rows", design.rows());
            node.put("used", design.used());
            ArrayNode pictures = node.putArray("figures");
            design.pictures().forEach(p -> picture(pictures.addObject(), p));
            ArrayNode sheets = node.putArray("tables");
            design.sheets().forEach(s -> sheet(sheets.addObject(), s));
        }
        return array;
    }

    private static void picture(ObjectNode node, DesignResult.Picture picture) {
        node.put("kind", picture.kind());
        ArrayNode marks = node.putArray("marks");
        picture.marks().forEach(marks::add);
        ArrayNode lines = node.putArray("lines");
        for (DesignResult.Line line : picture.lines()) {
            ObjectNode item = lines.addObject();
            item.put("name", line.name());
            numbers(item.putArray("x"), line.x());
            numbers(item.putArray("y"), line.y());
        }
        ArrayNode points = node.putArray("points");
        for (DesignResult.Point point : picture.points()) {
            ObjectNode item = points.addObject();
            item.put("label", point.label());
            number(item, "at", point.at());
            number(item, "value", point.value());
            number(item, "lower", point.lower());
            number(item, "upper", point.upper());
            item.put("count", point.count());
        }
    }

    private static void sheet(ObjectNode node, DesignResult.Sheet sheet) {
        node.put("kind", sheet.kind());
        ArrayNode rows = node.putArray("rows");
        for (DesignResult.Row row : sheet.rows()) {
            ObjectNode item = rows.addObject();
            item.put("label", row.label());
            numbers(item.putArray("values"), row.values());
        }
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void numbers(ArrayNode array, double[] values) {
        for (double v : values) {
            if (Double.isFinite(v)) {
                array.add(v);
            } else {
                array.addNull();
            }
        }
    }
}
