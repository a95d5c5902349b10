package org.steelyard.data.quality.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.quality.Check;
import org.steelyard.kernel.Text;

/** The types that ship, read from {@code check-types.sql}. */
public final class CheckTypes {

    private static final String RESOURCE = "/org/steelyard/data/quality/check-types.sql";
    private static final CheckTypes SHIPPED = read(resource(RESOURCE));

    private final Map<String, CheckType> types;

    private CheckTypes(Map<String, CheckType> types) {
        this.types = types;
    }

    public static CheckTypes shipped() {
        return SHIPPED;
    }

    public List<CheckType> all() {
        return List.copyOf(types.values());
    }

    public Optional<CheckType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public CheckType get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no check type " + name));
    }

    static String resource(String name) {
        try (InputStream in = CheckTypes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CheckTypes read(String text) {
        Map<String, CheckType> types = new LinkedHashMap<>();
        Map<String, String> macros = new LinkedHashMap<>();
        for (String block : text.split("(?m)^--- ")) {
            if (block.startsWith("#")) {
                continue;
            }
            List<String> lines = unfold(block);
            String name = lines.getFirst().strip();
            Map<String, String> entries = entries(lines.subList(1, lines.size()));
            if (name.equals("define")) {
                macros.putAll(entries);
            } else {
                types.put(name, type(name, entries, macros));
            }
        }
        return new CheckTypes(types);
    }

    private static List<String> unfold(String block) {
        List<String> lines = new ArrayList<>();
        for (String line : block.split("\n")) {
            if (line.startsWith("  ")) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    private static Map<String, String> entries(List<String> lines) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            String key = colon < 0 ? line.replace(":", "") : line.substring(0, colon);
            entries.put(key, colon < 0 ? "" : line.substring(colon + 2));
        }
        return entries;
    }

    private static CheckType type(String name, Map<String, String> entries, Map<String, String> macros) {
        String[] kahn =
                entries.getOrDefault("kahn", "").toUpperCase(Locale.ROOT).split(" ");
        Map<String, String> joins = new LinkedHashMap<>();
        Map<String, String> clauses = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith("join ")) {
                joins.put(key.substring(5), expand(value, macros));
            } else {
                clauses.put(key, value);
            }
        });
        return new CheckType(
                name,
                CheckType.Shape.valueOf(entries.getOrDefault("shape", "").toUpperCase(Locale.ROOT)),
                new Check.Kahn(Check.Category.valueOf(kahn[0]), Check.Subcategory.valueOf(kahn[1])),
                Check.Level.valueOf(entries.getOrDefault("level", "").toUpperCase(Locale.ROOT)),
                parameters(entries.getOrDefault("parameters", "")),
                joins,
                clauses,
                Text.of(entries.getOrDefault("zh", ""), entries.getOrDefault("en", "")));
    }

    private static String expand(String value, Map<String, String> macros) {
        for (Map.Entry<String, String> macro : macros.entrySet()) {
            String mark = "[" + macro.getKey() + "]";
            if (value.startsWith(mark)) {
                return macro.getValue() + value.substring(mark.length());
            }
        }
        return value;
    }

    /** Every type can be held to some rows with {@code only=field;is=values}. */
    private static List<CheckType.Parameter> parameters(String text) {
        List<CheckType.Parameter> parameters = new ArrayList<>();
        for (String word : text.split(" ")) {
            if (!word.isBlank()) {
                parameters.add(parameter(word));
            }
        }
        parameters.add(
                new CheckType.Parameter("only", ParameterKind.COLUMN, Optional.empty(), Optional.empty(), false));
        parameters.add(new CheckType.Parameter("is", ParameterKind.VALUES, Optional.empty(), Optional.empty(), false));
        return parameters;
    }

    private static CheckType.Parameter parameter(String word) {
        int colon = word.indexOf(':');
        int equals = word.indexOf('=');
        boolean optional = word.endsWith("?");
        String kind = word.substring(colon + 1, equals > 0 ? equals : optional ? word.length() - 1 : word.length());
        int at = kind.indexOf('@');
        return new CheckType.Parameter(
                word.substring(0, colon),
                ParameterKind.valueOf((at < 0 ? kind : kind.substring(0, at)).toUpperCase(Locale.ROOT)),
                at < 0 ? Optional.empty() : Optional.of(kind.substring(at + 1)),
                equals > 0 ? Optional.of(word.substring(equals + 1)) : Optional.empty(),
                !optional && equals < 0);
    }
}
