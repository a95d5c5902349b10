package org.steelyard.app;

import java.util.Map;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Lang;

/** A model as readable lines: what is compared, what is assumed, how it is counted. */
final class ModelProse {

    private final ModelSpec spec;
    private final Lang lang;
    private final StringBuilder out = new StringBuilder();

    private ModelProse(ModelSpec spec, Lang lang) {
        this.spec = spec;
        this.lang = lang;
    }

    static String of(ModelSpec spec, Lang lang) {
        ModelProse p = new ModelProse(spec, lang);
        p.write();
        return p.out.toString();
    }

    private String say(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void heading(String zh, String en) {
        line("");
        line(say(zh, en));
    }

    private void write() {
        line(spec.header().title().in(lang) + " (" + spec.header().id() + ", "
                + spec.header().kind().word() + ")");
        heading("策略", "Strategies");
        spec.strategies().values().forEach(s -> {
            line("  " + s.id() + ": " + s.label().in(lang));
            sources(s.set());
        });
        heading("参数", "Parameters");
        spec.parameters().values().forEach(this::parameter);
        if (!spec.let().isEmpty()) {
            heading("派生量", "Derived");
            sources(spec.let());
        }
        if (!spec.states().isEmpty()) {
            heading("状态与转移", "States and transitions");
            spec.states().values().forEach(s -> {
                line("  " + s.id() + ": " + s.label().in(lang) + (s.absorbing() ? say("（吸收态）", " (absorbing)") : ""));
                sources(spec.transitions().getOrDefault(s.id(), Map.of()));
            });
            sources(spec.survival());
        }
        spec.tree().ifPresent(t -> {
            heading("决策树", "Tree");
            tree("", t.root(), 1);
            t.nodes().forEach((name, node) -> tree(name, node, 1));
        });
        if (!spec.rewards().isEmpty()) {
            heading("收益", "Rewards");
            spec.rewards().values().forEach(r -> {
                line("  " + r.label().in(lang) + " → " + r.outcome()
                        + (r.perCycle() ? say("（每周期）", " (a cycle)") : say("（每年）", " (a year)")));
                sources(r.states());
                sources(r.entry());
                sources(r.transition());
            });
        }
        heading("约定", "Conventions");
        ModelSpec.Settings s = spec.settings();
        line("  " + s.counting() + ", " + s.discountRule() + ", " + s.cycle().text() + ", "
                + (s.cycles() > 0
                        ? s.cycles() + say(" 个周期", " cycles")
                        : s.horizon().text()));
        spec.outcomes()
                .values()
                .forEach(o -> line("  " + o.id() + ": " + say("年贴现率 ", "discounted at ") + o.discount()));
    }

    private void parameter(ModelSpec.Parameter p) {
        String value = p.value().text().isEmpty() ? "" : " = " + p.value().text();
        String distribution =
                p.distribution().map(d -> " ~ " + d.kind() + " " + d.numbers()).orElse("");
        line("  " + p.id() + value + (p.unit().isEmpty() ? "" : " " + p.unit()) + distribution
                + (p.source().isEmpty() ? "" : "  [" + p.source() + "]"));
    }

    private void sources(Map<String, ModelSpec.Source> sources) {
        sources.forEach((name, source) -> line("      " + name + " = " + source.text()));
    }

    private void tree(String name, ModelSpec.Node node, int depth) {
        String indent = "  ".repeat(depth);
        String p = node.probability().text();
        line(indent
                + (name.isEmpty() ? "•" : name)
                + (p.isEmpty() ? "" : " (p = " + p + ")")
                + (node.then().isEmpty() ? "" : " → " + node.then()));
        node.payoff().forEach((o, s) -> line(indent + "    " + o + " += " + s.text()));
        node.branches().forEach((branch, below) -> tree(branch, below, depth + 1));
    }
}
