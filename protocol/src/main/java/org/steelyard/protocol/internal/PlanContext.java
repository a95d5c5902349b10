package org.steelyard.protocol.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolError;
import org.steelyard.protocol.Variable;

/** A plan under examination: where things stand in its file, and what has been found so far. */
record PlanContext(Protocol plan, YamlDocument document, Problems problems) {

    private static final Text ARMS = Text.of(
            "用 define 派生出两组的变量；要比较三组及以上，另用设计 several-arms（analysis.designs）。",
            "Derive a variable of two arms with define; to compare three or more, use the design several-arms (analysis.designs) as well.");

    Place at(String path) {
        return document.place(path);
    }

    void add(ProtocolError code, String path, Text message, Text remedy) {
        problems.add(code, at(path), message, remedy);
    }

    /** Says that a name leads nowhere; true when it does lead somewhere. Says nothing when a name could not be read. */
    boolean resolves(String name, Collection<String> known, String path, Text what) {
        if (known.contains(name)) {
            return true;
        }
        if (Mender.isUnknown(name) || Mender.anyUnknown(known)) {
            return false;
        }
        Optional<String> near = Spelling.nearest(name, known);
        String list = String.join("、", known);
        add(
                ProtocolError.UNKNOWN_REFERENCE,
                path,
                Text.of(
                        "没有名为 " + name + " 的" + what.zh() + "。现有：" + (known.isEmpty() ? "无" : list) + "。",
                        "There is no " + what.en() + " called " + name + ". There are: "
                                + (known.isEmpty() ? "none" : String.join(", ", known)) + "."),
                near.map(n -> Text.of("是否想写 " + n + "？", "Did you mean " + n + "?"))
                        .orElse(Text.of("改正名称，或先定义该" + what.zh() + "。", "Correct the name, or define it first.")));
        return false;
    }

    <T> void unique(List<T> items, Function<T, String> id, String path, String field) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(id.apply(items.get(i)))) {
                add(
                        ProtocolError.DUPLICATE_ID,
                        path + "[" + i + "]" + field,
                        Text.of(
                                id.apply(items.get(i)) + " 已被使用，此处不得重复。",
                                id.apply(items.get(i)) + " is already taken; it must be unique here."),
                        Text.of("改用另一个名称。", "Give it another name."));
            }
        }
    }

    Optional<Variable> variable(String name) {
        return find(plan.variables(), name);
    }

    static Optional<Variable> find(List<Variable> variables, String name) {
        return variables.stream().filter(v -> v.name().equals(name)).findFirst();
    }

    Optional<Outcome> outcome(String id) {
        return plan.outcomes().stream().filter(o -> o.id().equals(id)).findFirst();
    }

    List<String> variableNames() {
        return plan.variables().stream().map(Variable::name).toList();
    }

    List<String> outcomeIds() {
        return plan.outcomes().stream().map(Outcome::id).toList();
    }

    List<String> analysisIds() {
        return plan.analysis().analyses().stream().map(a -> a.id()).toList();
    }

    void analyses(List<String> ids, String path) {
        for (int i = 0; i < ids.size(); i++) {
            resolves(ids.get(i), analysisIds(), path + "[" + i + "]", Words.ANALYSIS);
        }
    }

    /** The variable must exist and be of one of these types. */
    void typed(String name, Set<Variable.Type> types, String path, Text use) {
        if (resolves(name, variableNames(), path, Words.VARIABLE)) {
            fits(variable(name).orElseThrow(), types, path, use);
        }
    }

    void fits(Variable variable, Set<Variable.Type> types, String path, Text use) {
        if (types.contains(variable.type())) {
            return;
        }
        add(
                ProtocolError.WRONG_VARIABLE,
                path,
                Text.of(
                        use.zh() + "的变量 " + variable.name() + " 类型为"
                                + Words.of(variable.type()).zh() + "，应为" + Words.types(types, true) + "。",
                        "Variable " + variable.name() + " used as " + use.en() + " is "
                                + Words.of(variable.type()).en() + "; it must be " + Words.types(types, false) + "."),
                use.equals(Words.EXPOSURE)
                        ? ARMS
                        : Text.of("换一个变量，或用 define 派生出所需类型的变量。", "Use another variable, or derive one with define."));
    }
}
