package org.steelyard.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.VariableQuality;
import org.steelyard.data.Input;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;

/** What was done to the data, in words that the report can print. */
final class GovernanceFacts {

    private GovernanceFacts() {}

    /**
     * @param tables long tables of designs by their ids; their variables go by {@code table.variable}
     * @param more lines on what was done to event tables
     */
    static Dossier.Governance of(Protocol protocol, Cohort cohort, Map<String, Cohort> tables, List<Text> more) {
        List<Dossier.VariableQuality> variables = new ArrayList<>();
        for (VariableQuality quality : cohort.quality()) {
            variables.add(new Dossier.VariableQuality(
                    quality.variable(),
                    quality.cohortRows(),
                    quality.cohortMissing(),
                    rule(protocol.variables(), quality.variable())));
        }
        for (LongTable table : protocol.analysis().tables()) {
            for (VariableQuality quality :
                    java.util.Objects.requireNonNull(tables.get(table.id())).quality()) {
                variables.add(new Dossier.VariableQuality(
                        table.id() + "." + quality.variable(),
                        quality.cohortRows(),
                        quality.cohortMissing(),
                        rule(table.variables(), quality.variable())));
            }
        }
        List<Text> steps = new ArrayList<>();
        for (Input input : cohort.inputs()) {
            steps.add(read(input));
        }
        tables.values().stream()
                .flatMap(t -> t.inputs().stream())
                .filter(i -> !cohort.inputs().contains(i))
                .distinct()
                .forEach(i -> steps.add(read(i)));
        steps.addAll(more);
        return new Dossier.Governance(List.copyOf(variables), List.copyOf(steps));
    }

    private static Text read(Input input) {
        String how = input.encoding().map(e -> ", " + e).orElse("");
        return Text.of(
                "读取 " + input.name() + "（" + input.format() + how + "），" + input.rows() + " 行，SHA-256 "
                        + input.sha256().brief() + "…；按数据字典逐值核对类型、取值与范围，原始文件未改动。",
                "Read " + input.name() + " (" + input.format() + how + "), " + input.rows() + " rows, SHA-256 "
                        + input.sha256().brief()
                        + "…; every value checked against the dictionary; the raw file is unchanged.");
    }

    private static Text rule(List<Variable> dictionary, String name) {
        Variable variable = dictionary.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no variable " + name));
        if (variable.define().isPresent()) {
            return Text.of(
                    "由其他变量计算：" + variable.define().get(),
                    "derived: " + variable.define().get());
        }
        String column = variable.column().orElse(name);
        if (variable.recode().isEmpty()) {
            return Text.of("取自列 " + column, "from column " + column);
        }
        return Text.of("取自列 " + column + "，按方案重新编码", "from column " + column + ", recoded as planned");
    }
}
