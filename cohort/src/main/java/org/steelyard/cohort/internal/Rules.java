package org.steelyard.cohort.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.steelyard.cohort.CohortError;
import org.steelyard.cohort.CohortPlan;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.Protocol.Exposure;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expression;
import org.steelyard.protocol.expression.ExpressionType;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/**
 * The expressions of a plan, read and checked before any data is touched.
 *
 * @param layers derived variables; those of one layer depend on earlier layers only
 */
public record Rules(List<List<Derived>> layers, List<Rule> inclusion, List<Rule> exclusion) {

    public Rules {
        layers = layers.stream().map(List::copyOf).toList();
        inclusion = List.copyOf(inclusion);
        exclusion = List.copyOf(exclusion);
    }

    record Derived(Variable variable, Expression expression) {}

    record Rule(Criterion criterion, Expression expression, String path) {}

    public static Rules check(CohortPlan plan) {
        Problems problems = new Problems();
        checkNames(plan, problems);
        plan.exposure().ifPresent(exposure -> checkExposure(plan, exposure, problems));
        Scope scope = Scope.of(plan.variables());
        Map<String, Derived> derived = derived(plan, scope, problems);
        List<Rule> inclusion = rules(plan.inclusion(), plan.criteriaPath() + ".inclusion", scope, problems);
        List<Rule> exclusion = rules(plan.exclusion(), plan.criteriaPath() + ".exclusion", scope, problems);
        problems.throwIfAny();
        return new Rules(layers(derived, plan), inclusion, exclusion);
    }

    /** Every variable that a rule names, and the one that tells the arms apart. */
    public Set<String> names(CohortPlan plan) {
        Set<String> names = new HashSet<>();
        layers.stream().flatMap(List::stream).forEach(d -> names.addAll(Expressions.references(d.expression())));
        inclusion.forEach(rule -> names.addAll(Expressions.references(rule.expression())));
        exclusion.forEach(rule -> names.addAll(Expressions.references(rule.expression())));
        plan.exposure().ifPresent(exposure -> names.add(exposure.variable()));
        return names;
    }

    private static void checkNames(CohortPlan plan, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < plan.variables().size(); i++) {
            String name = plan.variables().get(i).name();
            if (!seen.add(name)) {
                problems.add(
                        CohortError.DUPLICATE_VARIABLE,
                        Place.field(plan.variablesPath() + "[" + i + "].name"),
                        Text.of("变量名“" + name + "”重复", "variable \"" + name + "\" is defined twice"),
                        Text.of("改名或删去一处", "rename one or delete it"));
            }
        }
    }

    private static void checkExposure(CohortPlan plan, Exposure exposure, Problems problems) {
        String name = exposure.variable();
        Optional<Variable> found =
                plan.variables().stream().filter(v -> v.name().equals(name)).findFirst();
        if (found.filter(v -> v.type() == Variable.Type.BINARY).isPresent()) {
            return;
        }
        Optional<String> near = Spelling.nearest(
                name, plan.variables().stream().map(Variable::name).toList());
        boolean there = found.isPresent();
        problems.add(
                CohortError.BAD_EXPOSURE,
                Place.field("exposure.variable"),
                there
                        ? Text.of("暴露变量“" + name + "”应为 binary 类型", "the exposure \"" + name + "\" must be binary")
                        : Text.of(
                                "变量字典（" + plan.variablesPath() + "）中没有暴露变量“" + name + "”",
                                "the dictionary (" + plan.variablesPath() + ") has no exposure \"" + name + "\""),
                !there && near.isPresent()
                        ? Text.of("是否想写 " + near.get() + "？", "did you mean " + near.get() + "?")
                        : Text.of(
                                "定义一个 binary 变量，是=干预组，否=对照组",
                                "define a binary variable: yes is the intervention, no the comparator"));
    }

    private static Map<String, Derived> derived(CohortPlan plan, Scope scope, Problems problems) {
        Map<String, Derived> derived = new LinkedHashMap<>();
        for (int i = 0; i < plan.variables().size(); i++) {
            Variable variable = plan.variables().get(i);
            if (variable.define().isEmpty()) {
                continue;
            }
            Place place = Place.field(plan.variablesPath() + "[" + i + "].define");
            try {
                derived.put(variable.name(), new Derived(variable, Expressions.definition(variable, scope, place)));
            } catch (SteelyardException e) {
                problems.addAll(e.problems());
            }
        }
        return derived;
    }

    private static List<Rule> rules(List<Criterion> criteria, String path, Scope scope, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < criteria.size(); i++) {
            Criterion criterion = criteria.get(i);
            String at = path + "[" + i + "]";
            try {
                Expression rule =
                        Expressions.checked(criterion.rule(), scope, ExpressionType.BOOLEAN, Place.field(at + ".rule"));
                rules.add(new Rule(criterion, rule, at));
            } catch (SteelyardException e) {
                problems.addAll(e.problems());
            }
        }
        return rules;
    }

    private static List<List<Derived>> layers(Map<String, Derived> derived, CohortPlan plan) {
        List<List<Derived>> layers = new ArrayList<>();
        Map<String, Derived> open = new LinkedHashMap<>(derived);
        while (!open.isEmpty()) {
            List<Derived> ready = open.values().stream()
                    .filter(d -> Expressions.references(d.expression()).stream().noneMatch(open::containsKey))
                    .toList();
            if (ready.isEmpty()) {
                throw cycle(open, plan);
            }
            layers.add(ready);
            ready.forEach(d -> open.remove(d.variable().name()));
        }
        return layers;
    }

    private static SteelyardException cycle(Map<String, Derived> open, CohortPlan plan) {
        Set<String> path = new LinkedHashSet<>();
        String at = open.keySet().iterator().next();
        while (path.add(at)) {
            at = Expressions.references(Objects.requireNonNull(open.get(at)).expression()).stream()
                    .filter(open::containsKey)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> ring = new ArrayList<>(path);
        ring = new ArrayList<>(ring.subList(ring.indexOf(at), ring.size()));
        ring.add(at);
        int index = plan.variables().stream().map(Variable::name).toList().indexOf(at);
        String text = String.join(" → ", ring);
        return SteelyardException.of(
                CohortError.CYCLE,
                Place.field(plan.variablesPath() + "[" + index + "].define"),
                Text.of("派生变量相互依赖成环：" + text, "derived variables depend on each other in a circle: " + text),
                Text.of("让其中一个直接取自数据列", "let one of them come from a column of the data"));
    }
}
