package org.steelyard.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Dictionary;
import org.steelyard.data.DuckDbEngine;
import org.steelyard.data.Engine;
import org.steelyard.data.Input;
import org.steelyard.data.LoadedTable;
import org.steelyard.data.SourceReader;
import org.steelyard.data.Vector;
import org.steelyard.economics.sheet.TableSource;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Protocol.DataPlan;
import org.steelyard.protocol.Variable;

/** The tables of a sheet, read as those of a plan are: encodings, formats and faults alike. */
final class SheetData implements TableSource {

    private static final List<String> MISSING = List.of("", "NA");

    private final Path folder;
    private final Map<String, Input> inputs = new LinkedHashMap<>();

    SheetData(Path folder) {
        this.folder = folder;
    }

    List<Input> inputs() {
        return List.copyOf(inputs.values());
    }

    @Override
    public Columns read(String file, List<String> numbers, List<String> texts) {
        List<Variable> variables = new ArrayList<>();
        numbers.forEach(n -> variables.add(variable(n, Variable.Type.NUMBER)));
        texts.forEach(n -> variables.add(variable(n, Variable.Type.TEXT)));
        List<String> names = variables.stream().map(Variable::name).toList();
        try (Engine engine = DuckDbEngine.open(1)) {
            LoadedTable table = SourceReader.loadRepeated(
                    engine,
                    folder,
                    DataPlan.Source.flat(file, DataPlan.SourceClass.RESEARCH_DATASET, file),
                    new Dictionary(variables, MISSING),
                    field -> false);
            inputs.put(file, table.input());
            return columns(names, engine.pull(table.relation(), names).vectors());
        }
    }

    private static Columns columns(List<String> names, List<Vector> vectors) {
        Map<String, double[]> numbers = new HashMap<>();
        Map<String, List<String>> texts = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            switch (vectors.get(i)) {
                case Vector.Numbers n -> numbers.put(names.get(i), n.values());
                case Vector.Texts t -> texts.put(names.get(i), filled(t.values()));
                default -> throw new IllegalStateException("only numbers and texts were asked for");
            }
        }
        return new Columns(numbers, texts);
    }

    private static List<String> filled(@Nullable String[] values) {
        List<String> out = new ArrayList<>();
        for (String v : values) {
            out.add(v == null ? "" : v);
        }
        return out;
    }

    static Variable variable(String name, Variable.Type type) {
        return variable(name, type, Variable.Role.AUXILIARY);
    }

    /** A number of a person, which may stand once only. */
    static Variable identifier(String name) {
        return variable(name, Variable.Type.TEXT, Variable.Role.IDENTIFIER);
    }

    private static Variable variable(String name, Variable.Type type, Variable.Role role) {
        return new Variable(
                name,
                Text.same(name),
                role,
                type,
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
