package org.steelyard.protocol.internal;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Benchmark;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.LongTable;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.expression.Expressions;
import org.steelyard.protocol.expression.Scope;

/**
 * Records as lists of "name: value". Every component is written, under the name that the schema gives it, so that a field
 * added to the plan shows up by itself; rules and definitions are put into words.
 */
public final class ProseWriter {

    /** What names an item of a list. */
    private static final List<String> LEADS = List.of("id", "name", "label", "variable", "rank", "rankName", "version");

    private final StringBuilder out = new StringBuilder();
    private final Protocol plan;
    private final SchemaGuide schema;
    private final Lang lang;
    private final EventProse events;
    private Scope scope;

    public ProseWriter(Protocol plan, SchemaGuide schema, Lang lang) {
        this.plan = plan;
        this.schema = schema;
        this.lang = lang;
        events = new EventProse(plan.conceptSets(), lang);
        scope = Scope.of(plan.variables());
    }

    public String text() {
        return out.toString();
    }

    public void title(String title) {
        out.append("# ").append(title).append('\n');
    }

    public void heading(int level, Text heading) {
        out.append('\n')
                .append("#".repeat(level + 1))
                .append(' ')
                .append(heading.in(lang))
                .append("\n\n");
    }

    /** The components of one part, without naming the part. */
    public void part(String name) {
        record(
                (Record) value(plan, component(plan, name)),
                schema.property(name).orElseThrow(),
                0);
    }

    /** Parts with their names. */
    public void fields(List<String> names) {
        names.forEach(name -> entry(
                name, value(plan, component(plan, name)), schema.property(name).orElseThrow(), 0));
    }

    private void record(Record record, SchemaGuide declared, int depth) {
        Scope outer = scope;
        if (record instanceof Benchmark benchmark) {
            scope = Scope.of(benchmark.variables());
        }
        SchemaGuide guide = declared.hasBranches() ? declared.branch(kind(record)) : declared;
        components(
                record, guide, depth, record instanceof EconomicModel.InlineModel ? List.of("definition") : List.of());
        scope = outer;
    }

    private void components(Record record, SchemaGuide guide, int depth, List<String> except) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!except.contains(component.getName())) {
                SchemaGuide below = guide.property(component.getName()).orElse(guide);
                entry(component.getName(), value(record, component), below, depth);
            }
        }
    }

    private static String kind(Record record) {
        return switch (record) {
            case DesignMethod method -> DesignKind.of(method).id();
            case EconomicModel.PatientLevel _ -> "patient-level";
            case EconomicModel.ModelFile _ -> "model-file";
            case EconomicModel.InlineModel _ -> "model";
            default -> "partitioned-survival";
        };
    }

    private void entry(String name, Object value, SchemaGuide guide, int depth) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(v -> entry(name, v, guide, depth));
            case List<?> list when list.isEmpty() -> {}
            case Map<?, ?> map when map.isEmpty() -> {}
            case Text text when text.isBlank() -> {}
            case List<?> list
            when list.getFirst() instanceof Record && !(list.getFirst() instanceof Text) ->
                items(name, list, guide, depth);
            case Text text -> line(depth, name, guide, text.in(lang));
            case Record record
            when summary(record).isPresent() ->
                line(depth, name, guide, summary(record).get());
            case Record record -> {
                String choice = record instanceof DesignMethod method ? EnumLabels.of(DesignKind.of(method), lang) : "";
                line(depth, name, guide, choice);
                record(record, guide, depth + 1);
            }
            default -> line(depth, name, guide, words(value));
        }
    }

    private void items(String name, List<?> list, SchemaGuide guide, int depth) {
        line(depth, name, guide, "");
        SchemaGuide items = guide.items().orElse(guide);
        for (Object item : list) {
            item((Record) item, items, depth + 1);
        }
    }

    private void item(Record record, SchemaGuide guide, int depth) {
        List<String> leading =
                LEADS.stream().filter(name -> leads(record, name)).toList();
        Optional<String> summary = summary(record);
        if (summary.isPresent()) {
            indent(depth).append("- ").append(summary.get()).append('\n');
        } else if (leading.isEmpty()) {
            indent(depth).append("- ").append(inline(record, guide)).append('\n');
        } else {
            String lead = leading.stream()
                    .map(name -> words(value(record, component(record, name))))
                    .collect(Collectors.joining(lang == Lang.ZH ? "：" : ": "));
            indent(depth).append("- ").append(lead).append('\n');
            Scope outer = scope;
            scope = record instanceof LongTable table ? Scope.of(table.variables()) : scope;
            components(record, guide, depth + 1, leading);
            scope = outer;
        }
    }

    /** A small record on one line. */
    private String inline(Record record, SchemaGuide guide) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(c -> !(value(record, c) instanceof Text text && text.isBlank()))
                .map(c -> label(c.getName(), guide.property(c.getName()).orElse(guide))
                        + (lang == Lang.ZH ? "：" : ": ")
                        + words(value(record, c)))
                .collect(Collectors.joining(lang == Lang.ZH ? "；" : "; "));
    }

    /** What may be absent gets a line of its own, since it cannot head one. */
    private static boolean leads(Record record, String name) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .anyMatch(c -> c.getName().equals(name) && c.getType() != Optional.class);
    }

    private void line(int depth, String name, SchemaGuide guide, String value) {
        indent(depth).append("- ").append(label(name, guide)).append(lang == Lang.ZH ? "：" : ":");
        if (!value.isEmpty()) {
            out.append(lang == Lang.ZH ? "" : " ").append(value);
        }
        out.append('\n');
    }

    private StringBuilder indent(int depth) {
        return out.append("  ".repeat(depth));
    }

    /** The schema's Chinese title up to its first explanation; in English the field's name in words. */
    private String label(String name, SchemaGuide guide) {
        return switch (lang) {
            case ZH -> guide.titleZh().split("[：；，（。]", 2)[0];
            case EN -> {
                String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
                yield Character.toUpperCase(words.charAt(0)) + words.substring(1);
            }
        };
    }

    private Optional<String> summary(Record record) {
        return switch (record) {
            case Criterion criterion -> Optional.of(criterion(criterion));
            case Variable variable -> Optional.of(variable(variable));
            case Variable.Level level ->
                Optional.of(join(level.value(), level.label().in(lang)));
            case Protocol.Author author ->
                Optional.of(join(author.name().in(lang), author.affiliation().in(lang)));
            case Protocol.ResearchPlan.Milestone m ->
                Optional.of(join(m.date().toString(), m.name().in(lang)));
            case Protocol.ResearchPlan.BudgetLine b ->
                Optional.of(join(b.item().in(lang), b.amount().toPlainString() + " " + b.currency()));
            case Protocol.Reference r ->
                Optional.of("[" + r.id() + "] " + r.text()
                        + r.doi().map(d -> " doi:" + d).orElse(""));
            default -> events.of(record);
        };
    }

    private String criterion(Criterion criterion) {
        return join(
                criterion.id(),
                criterion.text().in(lang),
                (lang == Lang.ZH ? "规则：" : "rule: ") + prose(criterion.rule()),
                (lang == Lang.ZH ? "" : "if undecided: ") + EnumLabels.of(criterion.onMissing(), lang));
    }

    private String variable(Variable variable) {
        List<String> parts = new ArrayList<>();
        parts.add(variable.name());
        parts.add(variable.label().in(lang));
        parts.add(EnumLabels.of(variable.role(), lang));
        parts.add(EnumLabels.of(variable.type(), lang));
        variable.unit().ifPresent(unit -> parts.add(unit.in(lang)));
        variable.column()
                .ifPresent(column -> parts.add(Text.of("来源列 ", "column ").in(lang) + column));
        variable.define()
                .ifPresent(rule -> parts.add(Text.of("定义：", "defined as ").in(lang) + prose(rule)));
        list(
                parts,
                Text.of("水平：", "levels: "),
                variable.levels().stream().map(l -> l.value() + "=" + l.label().in(lang)));
        list(parts, Text.of("是：", "true: "), variable.yes().stream());
        list(parts, Text.of("否：", "false: "), variable.no().stream());
        list(parts, Text.of("缺失：", "missing: "), variable.missing().stream().map(m -> m.isEmpty() ? "\"\"" : m));
        list(
                parts,
                Text.of("转换：", "recoded: "),
                variable.recode().entrySet().stream().map(e -> "\"" + e.getKey() + "\"→" + e.getValue()));
        variable.minimum().ifPresent(m -> parts.add(Text.of("不小于 ", "at least ").in(lang) + number(m)));
        variable.maximum().ifPresent(m -> parts.add(Text.of("不大于 ", "at most ").in(lang) + number(m)));
        variable.note().ifPresent(note -> parts.add(note.in(lang)));
        return join(parts.toArray(String[]::new));
    }

    private void list(List<String> parts, Text label, Stream<String> values) {
        String joined = values.collect(Collectors.joining(lang == Lang.ZH ? "、" : ", "));
        if (!joined.isEmpty()) {
            parts.add(label.in(lang) + joined);
        }
    }

    private String prose(String rule) {
        return Expressions.prose(Expressions.parse(rule, Place.NONE), scope, lang);
    }

    private String join(String... parts) {
        return String.join(lang == Lang.ZH ? "；" : "; ", parts);
    }

    private String words(Object value) {
        return switch (value) {
            case Text text -> text.in(lang);
            case Boolean yes -> (yes ? Text.of("是", "yes") : Text.of("否", "no")).in(lang);
            case Enum<?> constant -> EnumLabels.of(constant, lang);
            case BigDecimal amount -> amount.toPlainString();
            case Number n -> number(n);
            case String text when text.isEmpty() -> "\"\"";
            case Optional<?> optional -> optional.map(this::words).orElse("");
            case Collection<?> many ->
                many.stream().map(this::words).collect(Collectors.joining(lang == Lang.ZH ? "、" : ", "));
            default -> value.toString();
        };
    }

    private static String number(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    private static RecordComponent component(Record record, String name) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            @Nullable Object value = component.getAccessor().invoke(record);
            if (value == null) {
                throw new IllegalStateException("a plan holds no null: " + component.getName());
            }
            return value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records can be read", e);
        }
    }
}
