package org.steelyard.platform.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.Checklist;
import org.steelyard.platform.export.WordFile;
import org.steelyard.platform.export.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation as a Word document: what it is, who takes part, and everything that was filed, in the words of the forms. */
final class Dossier {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    /** What is read elsewhere: the plan and the results are files of their own. */
    private static final Set<String> ELSEWHERE = Set.of("yaml", "results");

    /** Numbers that name something. */
    private static final Set<String> NAMES_BY_NUMBER =
            Set.of("year", "seed", "run", "finding", "request", "extraction", "amendment");

    private static final int FIGURES = 4;

    /** What a review looks at, by id. */
    private static final Map<String, Text> CHECKS =
            Checklist.items().stream().collect(Collectors.toUnmodifiableMap(Checklist.Item::id, Checklist.Item::label));

    private final Lang lang;
    private final Map<String, String> names;

    /** @param names of people, organisations and files, by id */
    Dossier(Lang lang, Map<String, String> names) {
        this.lang = lang;
        this.names = Map.copyOf(names);
    }

    byte[] write(Answers.Whole whole) {
        Answers.Summary e = whole.evaluation();
        WordFile file = new WordFile().title(e.title().in(lang)).text(e.number());
        file.table(List.of(
                List.of(word("项目", "Field"), word("内容", "Content")),
                List.of(word("状态", "State"), e.stateLabel().in(lang)),
                List.of(word("发起方式", "Initiation"), whole.initiation().label().in(lang)),
                List.of(word("项目编码", "Item codes"), String.join(word("，", ", "), e.itemCodes())),
                List.of(word("疾病", "Disease"), e.disease()),
                List.of(word("政策场景", "Scenario"), chosen(e.scenario())),
                List.of(word("证据等级", "Evidence grade"), e.grade().orElse("—")),
                List.of(word("期限", "Due"), e.dueOn().map(Object::toString).orElse("—"))));
        file.heading(1, word("参与方", "Parties"));
        List<List<String>> parties = new ArrayList<>();
        parties.add(List.of(word("角色", "Role"), word("单位", "Organisation"), word("人员", "Person")));
        whole.parties()
                .forEach(p -> parties.add(List.of(
                        p.role().label().in(lang),
                        names.getOrDefault(p.organisation(), ""),
                        p.account().map(a -> names.getOrDefault(a, "")).orElse(""))));
        file.table(parties);
        file.heading(1, word("过程记录", "What was filed"));
        whole.filings().forEach(f -> filing(file, f));
        return file.bytes();
    }

    private void filing(WordFile file, Answers.Entry filing) {
        file.heading(2, filing.number() + ". " + filing.label().in(lang));
        file.text(MINUTE.format(filing.at()) + "  " + filing.role().label().in(lang) + "  "
                + names.getOrDefault(filing.by(), ""));
        file.text("SHA-256 " + filing.sha256());
        JsonNode body = JsonMapper.shared().valueToTree(filing.body());
        body.properties().forEach(field -> field(file, field.getKey(), field.getValue()));
    }

    private void field(WordFile file, String name, JsonNode value) {
        if (isEmpty(value)) {
            return;
        }
        if (ELSEWHERE.contains(name)) {
            file.text(label(name) + word("：见平台相应页面与文件", ": see its page and its files on the platform"));
        } else if (value.isArray() && value.get(0).isObject()) {
            file.label(label(name));
            file.table(rows(value));
        } else {
            file.text(label(name) + word("：", ": ") + plain(name, value));
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || value.isContainer() && value.isEmpty()
                || value.isString() && value.asString().isBlank();
    }

    /** One column a field that any of the rows has filled in, in the order of the form. */
    private List<List<String>> rows(JsonNode list) {
        Set<String> columns = new LinkedHashSet<>();
        list.forEach(row -> row.properties().stream()
                .filter(p -> !plain(p.getKey(), p.getValue()).isBlank())
                .forEach(p -> columns.add(p.getKey())));
        List<List<String>> table = new ArrayList<>();
        table.add(columns.stream().map(this::label).toList());
        list.forEach(row ->
                table.add(columns.stream().map(c -> plain(c, row.path(c))).toList()));
        return table;
    }

    /** @param field what the value is of: numbers of a list have names, sums and measures are rounded, years and seeds are not */
    private String plain(String field, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> parts.add(plain(field, item)));
            return String.join(word("；", "; "), parts);
        }
        if (value.isObject()) {
            value.properties().forEach(p -> parts.add(chosen(p.getKey()) + " " + plain(p.getKey(), p.getValue())));
            return String.join(word("；", "; "), parts);
        }
        if (value.isNumber()) {
            return Words.field(field + "." + value.asString())
                    .map(text -> text.in(lang))
                    .orElseGet(() -> NAMES_BY_NUMBER.contains(field) ? value.asString() : figure(value.decimalValue()));
        }
        String text = value.asString();
        return names.getOrDefault(text, chosen(text));
    }

    /** A sum with its thousands apart; a measure with four digits. */
    private static String figure(BigDecimal value) {
        BigDecimal exact = value.stripTrailingZeros();
        BigDecimal shown = exact.scale() <= 2
                ? exact
                : value.round(new MathContext(FIGURES)).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, shown.scale()) + "f", shown);
    }

    private String label(String field) {
        return Words.field(field).map(text -> text.in(lang)).orElse(field);
    }

    private String chosen(String value) {
        return Words.choice(value)
                .or(() -> Optional.ofNullable(CHECKS.get(value)))
                .map(text -> text.in(lang))
                .orElse(value);
    }

    private String word(String zh, String en) {
        return Text.of(zh, en).in(lang);
    }
}
