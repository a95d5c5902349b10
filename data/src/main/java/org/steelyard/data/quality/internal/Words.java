package org.steelyard.data.quality.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.data.quality.Check;
import org.steelyard.kernel.Text;

/** What a check says, when its row does not say it: the words of its type with its own parameters in them. */
final class Words {

    private Words() {}

    static Check described(Check check, CheckType type) {
        Map<String, String> values = new LinkedHashMap<>();
        for (CheckType.Parameter parameter : type.parameters()) {
            parameter.fallback().ifPresent(value -> values.put(parameter.name(), value));
        }
        values.putAll(check.parameters());
        values.put("table", check.table());
        Text what =
                Text.of(fill(type.what().zh(), values, "、"), fill(type.what().en(), values, ", "));
        return new Check(
                check.id(),
                check.store(),
                check.level(),
                check.table(),
                check.field(),
                check.type(),
                check.kahn(),
                check.parameters(),
                check.threshold(),
                check.severity(),
                what);
    }

    private static String fill(String text, Map<String, String> values, String joint) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue().replace("|", joint));
        }
        return filled;
    }
}
