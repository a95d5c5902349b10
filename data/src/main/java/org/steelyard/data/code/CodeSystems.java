package org.steelyard.data.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.kernel.Text;

/** The code systems that the program knows; rows of {@code code-systems.csv}. */
public final class CodeSystems {

    private static final Map<String, CodeSystem> ALL = read();

    private CodeSystems() {}

    public static List<CodeSystem> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<CodeSystem> find(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    /** A system that the program itself names. */
    public static CodeSystem get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no code system " + id));
    }

    private static Map<String, CodeSystem> read() {
        Map<String, List<ResourceCsv.Row>> rows = ResourceCsv.read(CodeSystems.class, "code-systems.csv").stream()
                .collect(Collectors.groupingBy(r -> r.get("system"), LinkedHashMap::new, Collectors.toList()));
        Map<String, CodeSystem> out = new LinkedHashMap<>();
        rows.forEach((id, shapes) -> out.put(id, system(id, shapes)));
        return out;
    }

    private static CodeSystem system(String id, List<ResourceCsv.Row> rows) {
        ResourceCsv.Row first = rows.getFirst();
        List<CodeSystem.Shape> shapes = new ArrayList<>();
        for (ResourceCsv.Row row : rows) {
            shapes.add(new CodeSystem.Shape(
                    row.get("kind"),
                    Text.of(row.get("kind_zh"), row.get("kind_en")),
                    Pattern.compile(row.get("strict")),
                    Pattern.compile(row.get("lenient"))));
        }
        return new CodeSystem(
                id,
                Text.of(first.get("name_zh"), first.get("name_en")),
                shapes,
                levels(first.get("levels")),
                first.get("check").isEmpty() ? CodeSystem.Check.NONE : CodeSystem.Check.valueOf(first.get("check")),
                first.get("domain"),
                first.get("ingredient").isEmpty() ? 0 : Integer.parseInt(first.get("ingredient")));
    }

    private static List<Integer> levels(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(";", -1)).map(Integer::valueOf).toList();
    }
}
