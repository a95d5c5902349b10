package org.steelyard.protocol.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

/** The variables that an expression may name. When a name occurs twice the first counts; the plan's own check says so. */
public record Scope(Map<String, Symbol> symbols) {

    public Scope {
        symbols = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(symbols));
    }

    /**
     * @param levels of a category; empty for anything else
     */
    public record Symbol(String name, ExpressionType type, Text label, List<Variable.Level> levels) {
        public Symbol {
            levels = List.copyOf(levels);
        }

        public String label(Lang lang) {
            return label.in(lang).isBlank() ? name : label.in(lang);
        }

        public List<String> levelValues() {
            return levels.stream().map(Variable.Level::value).toList();
        }
    }

    public static Scope of(List<Variable> variables) {
        Map<String, Symbol> symbols = new LinkedHashMap<>();
        for (Variable variable : variables) {
            symbols.putIfAbsent(variable.name(), symbol(variable));
        }
        return new Scope(symbols);
    }

    public static Symbol symbol(Variable variable) {
        boolean category = variable.type() == Variable.Type.CATEGORY;
        return new Symbol(
                variable.name(),
                ExpressionType.of(variable.type()),
                variable.label(),
                category ? variable.levels() : List.of());
    }

    public Optional<Symbol> find(String name) {
        return Optional.ofNullable(symbols.get(name));
    }

    public Set<String> names() {
        return symbols.keySet();
    }
}
