package org.steelyard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;

/**
 * A plan with as many covariates as wanted: the example of the simulated region, but everybody with a visit in 2022 enters, and
 * the covariates count the most frequent diagnoses, drugs and procedures of the store in two windows before the index date.
 */
final class ProvincePlan {

    private static final int FIXED = 10;

    /** Of each domain in turn: table, name of the code, share of the covariates in per cent. */
    private static final List<List<String>> DOMAINS = List.of(
            List.of("condition_occurrence", "condition", "30"),
            List.of("drug_exposure", "drug", "40"),
            List.of("procedure_occurrence", "procedure", "30"));

    private record Covariate(String name, String domain, String system, String code, int from) {

        String set() {
            return "  - {id: " + name + "-codes, label: {zh: 编码 " + name + ", en: code " + name + "}, items: [{system: "
                    + system + ", code: \"" + code + "\"}]}";
        }

        String measure() {
            return "    - {name: " + name + ", label: {zh: 次数 " + name + ", en: times " + name
                    + "}, kind: count, event: {domain: " + domain + ", concepts: " + name + "-codes}, window: {from: "
                    + from + ", to: -1}}";
        }
    }

    private ProvincePlan() {}

    /** @param example the plan of {@code examples/region} */
    static Protocol of(StandardStore store, int covariates, Path example) throws IOException, SQLException {
        List<Covariate> coded = coded(store, covariates - FIXED);
        String text = Files.readString(example);
        text = replaced(text, "(?m)^conceptSets:\n", "conceptSets:\n" + lines(coded, Covariate::set));
        String outcomes = found(text, "(?ms)^  outcomes:\n.*?(?=^  covariates:)");
        String judged = text.lines()
                .filter(line -> line.matches("  - \\{name: .*role: (outcome|event|time).*"))
                .collect(Collectors.joining("\n", "", "\n"));
        text = replaced(text, "(?ms)^cohort:\n.*?(?=^variables:)", cohort(coded).formatted(outcomes));
        text = replaced(
                text, "(?ms)^variables:\n.*?(?=^exposure:)", variables(coded).formatted(judged));
        text = replaced(text, "(?m)^  covariates: \\[.*]$", "  covariates: [" + names(coded) + "]");
        return ProtocolFile.parse(text.getBytes(StandardCharsets.UTF_8), "province.yaml");
    }

    private static String replaced(String text, String pattern, String by) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the example's plan has changed: no " + pattern);
        }
        return text.substring(0, matcher.start()) + by + text.substring(matcher.end());
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the example's plan has changed: no " + pattern);
        }
        return matcher.group();
    }

    private static String lines(List<Covariate> coded, java.util.function.Function<Covariate, String> line) {
        return coded.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String names(List<Covariate> coded) {
        return "age, sex, insurance, charlson, bed_days, cost_year, cost_month, fund_year, cash_year, visits_year, "
                + coded.stream().map(Covariate::name).collect(Collectors.joining(", "));
    }

    private static String cohort(List<Covariate> coded) {
        return """
                cohort:
                  design: common-entry
                  source: region
                  period: {start: 2022-01-01, end: 2022-12-31}
                  entry: {domain: visit}
                  assignment: {grace: 30, timeZero: landmark}
                  treated:
                    event: {domain: condition, concepts: hypertension}
                  control: {}
                  restrictions: {priorObservation: 365}
                  inclusion:
                    - {id: adult, text: {zh: 年满 18 岁, en: Aged 18 or over}, kind: age, minimum: 18}
                  followUp: {startOffset: 1, endAnchor: cohort-start, endOffset: 365, censor: [death, observation-end]}
                %s  covariates:
                    - {name: age, label: {zh: 年龄, en: Age}, kind: age}
                    - {name: sex, label: {zh: 性别, en: Sex}, kind: sex}
                    - {name: insurance, label: {zh: 险种, en: Insurance}, kind: insurance, values: ["390", "310"]}
                    - {name: charlson, label: {zh: 查尔森指数, en: Charlson}, kind: charlson, window: {from: -365, to: 0}}
                    - {name: bed_days, label: {zh: 住院天数, en: Days in hospital}, kind: inpatient-days, window: {from: -365, to: -1}}
                    - {name: cost_year, label: {zh: 一年费用, en: Cost of a year}, kind: cost, window: {from: -365, to: -1}}
                    - {name: cost_month, label: {zh: 三十天费用, en: Cost of thirty days}, kind: cost, window: {from: -30, to: -1}}
                    - {name: fund_year, label: {zh: 基金支付, en: Paid by the fund}, kind: cost, component: fund, window: {from: -365, to: -1}}
                    - {name: cash_year, label: {zh: 个人支付, en: Paid by the person}, kind: cost, component: person, window: {from: -365, to: -1}}
                    - {name: visits_year, label: {zh: 就诊次数, en: Visits}, kind: count, event: {domain: visit}, window: {from: -365, to: -1}}
                """ + lines(coded, Covariate::measure) + "\n";
    }

    private static String variables(List<Covariate> coded) {
        String counts = "  - {name: %s, label: {zh: %s, en: %s}, role: covariate, type: number}";
        List<String> more = new ArrayList<>(
                List.of("charlson", "bed_days", "cost_year", "cost_month", "fund_year", "cash_year", "visits_year"));
        coded.forEach(c -> more.add(c.name()));
        return """
                variables:
                  - {name: row_key, label: {zh: 行标识, en: Row}, role: identifier, type: text}
                  - {name: treated, label: {zh: 组别, en: Arm}, role: exposure, type: binary, yes: ["1"], no: ["0"]}
                  - {name: age, label: {zh: 年龄, en: Age}, role: covariate, type: integer, minimum: 18, maximum: 130}
                  - {name: sex, label: {zh: 性别, en: Sex}, role: covariate, type: category, levels: [{value: female, label: {zh: 女, en: Female}}, {value: male, label: {zh: 男, en: Male}}]}
                  - {name: insurance, label: {zh: 险种, en: Insurance}, role: covariate, type: category, missing: [""], levels: [{value: "390", label: {zh: 居民, en: Residents}}, {value: "310", label: {zh: 职工, en: Employees}}]}
                %s"""
                + more.stream()
                        .map(n -> String.format(Locale.ROOT, counts, n, n, n))
                        .collect(Collectors.joining("\n", "", "\n\n"));
    }

    /** The most frequent codes of each domain over a year, then over thirty days when there are not enough. */
    private static List<Covariate> coded(StandardStore store, int wanted) throws SQLException {
        List<Covariate> out = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int from : List.of(-365, -30, -90, -180)) {
                for (List<String> domain : DOMAINS) {
                    int most = Math.min(wanted * Integer.parseInt(domain.get(2)) / 100, wanted - out.size());
                    add(statement, store, new Wanted(domain.get(0), domain.get(1), from, most), out);
                }
            }
        }
        if (out.size() < wanted) {
            throw new IllegalStateException("the store has too few codes for " + wanted + " covariates");
        }
        return out;
    }

    private record Wanted(String table, String domain, int from, int most) {}

    private static void add(Statement statement, StandardStore store, Wanted wanted, List<Covariate> out)
            throws SQLException {
        String code = wanted.domain() + "_source_value";
        String sql = "SELECT " + code + ", source_vocabulary FROM read_parquet('" + store.parquet(wanted.table())
                + "') WHERE " + code + " IS NOT NULL AND source_vocabulary IS NOT NULL"
                + " GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT " + wanted.most();
        try (ResultSet codes = statement.executeQuery(sql)) {
            while (codes.next()) {
                String name = String.format(Locale.ROOT, "c%03d", out.size() + 1);
                out.add(new Covariate(name, wanted.domain(), codes.getString(2), codes.getString(1), wanted.from()));
            }
        }
    }
}
