package org.steelyard.data.quality;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.steelyard.data.quality.FitResult.Kind;
import org.steelyard.data.quality.FitResult.Verdict;
import org.steelyard.data.quality.internal.CheckDatabase;
import org.steelyard.data.quality.internal.EventColumns;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.StudyPeriod;

/**
 * Judges the data against what one evaluation needs of them: filled fields, codes that occur in every year, time under
 * observation, sites with records. What cannot be judged is unknown, never fit.
 *
 * <p>Reference: Gatto NM et al. A structured process to identify fit-for-purpose data. Clin Pharmacol Ther
 * 2022;111(1):122-134, doi:10.1002/cpt.2466.
 */
public final class FitForPurpose {

    private final CheckDatabase database;
    private final FitNeeds needs;

    private FitForPurpose(CheckDatabase database, FitNeeds needs) {
        this.database = database;
        this.needs = needs;
    }

    public static List<FitResult> judge(CheckedTables tables, FitNeeds needs, QualitySettings settings) {
        try (CheckDatabase database = CheckDatabase.open(tables, settings)) {
            return new FitForPurpose(database, needs).all();
        } catch (SQLException e) {
            throw new IllegalStateException("a summary of the data failed", e);
        }
    }

    private List<FitResult> all() throws SQLException {
        List<FitResult> results = new ArrayList<>();
        for (FitNeeds.FieldNeed field : needs.fields()) {
            results.add(field(field));
        }
        for (FitNeeds.SetNeed set : needs.sets()) {
            results.add(set(set));
        }
        results.add(observation());
        results.add(sites());
        return results;
    }

    private boolean has(String table, String... fields) {
        return database.tables().has(Check.Store.STANDARD, table)
                && List.of(fields).stream()
                        .allMatch(f -> database.tables()
                                .type(Check.Store.STANDARD, table, f)
                                .isPresent());
    }

    private FitResult field(FitNeeds.FieldNeed need) throws SQLException {
        Text about = Text.of(
                need.why().zh() + "（" + need.table() + "." + need.field() + "）",
                need.why().en() + " (" + need.table() + "." + need.field() + ")");
        if (!has(need.table(), need.field())) {
            return unknown(Kind.FIELD, about, Text.of("没有这张表或这个字段", "there is no such table or field"));
        }
        boolean concept = need.field().endsWith("_concept_id");
        List<Object> counts = row("SELECT count(*), count(*) FILTER (WHERE \"" + need.field() + "\" IS NOT NULL"
                + (concept ? " AND \"" + need.field() + "\" <> 0" : "") + ") FROM standard.\"" + need.table() + "\"");
        long rows = number(counts.get(0));
        return rows == 0
                ? unknown(Kind.FIELD, about, Text.of("表中没有记录", "the table has no records"))
                : shared(Kind.FIELD, about, new Share(number(counts.get(1)), rows), Text.EMPTY);
    }

    private record Share(long part, long whole) {
        double value() {
            return (double) part / whole;
        }
    }

    private FitResult shared(Kind kind, Text about, Share share, Text finding) {
        Verdict verdict = share.value() >= needs.minimumCompleteness()
                ? Verdict.FIT
                : share.part() == 0 ? Verdict.UNFIT : Verdict.LIMITED;
        return new FitResult(
                kind,
                about,
                verdict,
                OptionalDouble.of(share.value()),
                OptionalDouble.of(needs.minimumCompleteness()),
                Optional.of(share.whole()),
                Optional.empty(),
                List.of(),
                finding);
    }

    private static FitResult unknown(Kind kind, Text about, Text why) {
        return new FitResult(
                kind,
                about,
                Verdict.UNKNOWN,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                why);
    }

    private FitResult set(FitNeeds.SetNeed need) throws SQLException {
        EventColumns columns = EventColumns.of(need.domain());
        Text label = need.set().label().isBlank()
                ? Text.same(need.set().id())
                : need.set().label();
        Text about = Text.of(label.zh() + "（" + columns.table() + "）", label.en() + " (" + columns.table() + ")");
        if (!has(columns.table(), columns.date(), "person_id")) {
            return unknown(Kind.CONCEPT_SET, about, Text.of("没有这张表", "there is no such table"));
        }
        String where = where(need, columns);
        String from = " FROM standard.\"" + columns.table() + "\" WHERE " + where;
        List<Object> counts = row("SELECT count(*), count(DISTINCT person_id)" + from);
        List<FitResult.YearCount> years = new ArrayList<>();
        String date = "CAST(\"" + columns.date() + "\" AS DATE)";
        for (List<Object> year : database.rows("SELECT extract(YEAR FROM " + date + ") AS y, count(*)" + from
                + " AND \"" + columns.date() + "\" IS NOT NULL GROUP BY 1 ORDER BY 1")) {
            years.add(new FitResult.YearCount((int) number(year.get(0)), number(year.get(1))));
        }
        return counted(about, number(counts.get(0)), number(counts.get(1)), years);
    }

    private FitResult counted(Text about, long records, long persons, List<FitResult.YearCount> years) {
        List<Integer> gaps = gaps(years);
        Verdict verdict = records == 0 ? Verdict.UNFIT : gaps.isEmpty() ? Verdict.FIT : Verdict.LIMITED;
        String list = runs(gaps);
        boolean tell = persons == 0 || persons > needs.smallestCount();
        return new FitResult(
                Kind.CONCEPT_SET,
                about,
                verdict,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                tell ? Optional.of(records) : Optional.empty(),
                tell ? Optional.of(persons) : Optional.empty(),
                tell ? years : List.of(),
                gaps.isEmpty() || records == 0 ? Text.EMPTY : Text.of("以下年份没有记录：" + list, "no records in " + list));
    }

    /** Years of the study period without a record, or years between the first and the last one. */
    private List<Integer> gaps(List<FitResult.YearCount> years) {
        if (years.isEmpty()) {
            return List.of();
        }
        StudyPeriod period = needs.period();
        int from = period.start().map(d -> d.getYear()).orElse(years.getFirst().year());
        int to = period.end().map(d -> d.getYear()).orElse(years.getLast().year());
        List<Integer> gaps = new ArrayList<>();
        for (int year = from; year <= to; year++) {
            int wanted = year;
            if (years.stream().noneMatch(y -> y.year() == wanted)) {
                gaps.add(year);
            }
        }
        return gaps;
    }

    /** Whole numbers in rising order; those that follow one another as one run, such as {@code 2011–2013, 2016}. */
    private static String runs(List<Integer> numbers) {
        List<String> out = new ArrayList<>();
        for (int from = 0; from < numbers.size(); ) {
            int to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            out.add(from == to ? String.valueOf(numbers.get(from)) : numbers.get(from) + "–" + numbers.get(to));
            from = to + 1;
        }
        return String.join(", ", out);
    }

    private String where(FitNeeds.SetNeed need, EventColumns columns) {
        String in = conditions(need, columns, false);
        String out = conditions(need, columns, true);
        return "(" + (in.isEmpty() ? "FALSE" : in) + ")"
                + (out.isEmpty() ? "" : " AND NOT coalesce((" + out + "), FALSE)");
    }

    private String conditions(FitNeeds.SetNeed need, EventColumns columns, boolean excluded) {
        return need.set().items().stream()
                .filter(item -> item.exclude() == excluded)
                .map(item -> condition(item, columns))
                .collect(Collectors.joining(" OR "));
    }

    private String condition(ConceptItem item, EventColumns columns) {
        if (item.concept().isPresent()) {
            return concept(item, columns);
        }
        if (columns.source().isEmpty() || !has(columns.table(), columns.source())) {
            return "FALSE";
        }
        String source = "\"" + columns.source() + "\"";
        String match = item.code()
                .map(code -> source + " = " + quoted(code))
                .orElseGet(() ->
                        "substr(" + source + ", 1, " + item.prefix().orElse("").length() + ") = "
                                + quoted(item.prefix().orElse("")));
        boolean held = item.system().isPresent() && has(columns.table(), "source_vocabulary");
        return "(" + match
                + (held ? " AND source_vocabulary = " + quoted(item.system().get()) : "") + ")";
    }

    private String concept(ConceptItem item, EventColumns columns) {
        if (columns.concept().isEmpty() || !has(columns.table(), columns.concept())) {
            return "FALSE";
        }
        long id = item.concept().orElseThrow();
        String field = "\"" + columns.concept() + "\"";
        String own = field + " = " + id;
        return item.descendants() && has("concept_ancestor", "ancestor_concept_id", "descendant_concept_id")
                ? "(" + own + " OR " + field
                        + " IN (SELECT descendant_concept_id FROM standard.concept_ancestor WHERE ancestor_concept_id = "
                        + id + "))"
                : own;
    }

    /** Share of people with enough observation before and after some day. */
    private FitResult observation() throws SQLException {
        int days = needs.priorDays() + needs.followUpDays();
        Text about = Text.of(
                "观察期不少于 " + days + " 天（既往 " + needs.priorDays() + " 天，随访 " + needs.followUpDays() + " 天）",
                "observed for at least " + days + " days (" + needs.priorDays() + " before, " + needs.followUpDays()
                        + " after)");
        if (!has("observation_period", "person_id", "observation_period_start_date", "observation_period_end_date")) {
            return unknown(Kind.FOLLOW_UP, about, Text.of("没有观察期表", "there is no table of observation periods"));
        }
        List<Object> counts = row(
                "SELECT count(*), count(*) FILTER (WHERE longest >= " + days
                        + ") FROM (SELECT person_id, max(CAST(observation_period_end_date AS DATE) - "
                        + "CAST(observation_period_start_date AS DATE)) AS longest FROM standard.observation_period GROUP BY 1)");
        long people = number(counts.get(0));
        return people == 0
                ? unknown(Kind.FOLLOW_UP, about, Text.of("没有观察期", "there is no observation period"))
                : shared(Kind.FOLLOW_UP, about, new Share(number(counts.get(1)), people), Text.EMPTY);
    }

    private FitResult sites() throws SQLException {
        Text about = Text.of("机构都有就诊记录", "every site has visits");
        if (!has("care_site", "care_site_id") || !has("visit_occurrence", "care_site_id")) {
            return unknown(Kind.SITES, about, Text.of("没有机构表", "there is no table of sites"));
        }
        List<Object> counts = row(
                "SELECT count(*), count(*) FILTER (WHERE v.k IS NOT NULL) FROM standard.care_site AS s"
                        + " LEFT JOIN (SELECT DISTINCT care_site_id AS k FROM standard.visit_occurrence) AS v ON v.k = s.care_site_id");
        long sites = number(counts.get(0));
        if (sites == 0) {
            return unknown(Kind.SITES, about, Text.of("机构表没有记录", "the table of sites is empty"));
        }
        long without = sites - number(counts.get(1));
        return new FitResult(
                Kind.SITES,
                about,
                without == 0 ? Verdict.FIT : without == sites ? Verdict.UNFIT : Verdict.LIMITED,
                OptionalDouble.of((double) (sites - without) / sites),
                OptionalDouble.of(1),
                Optional.of(sites),
                Optional.empty(),
                List.of(),
                without == 0 ? Text.EMPTY : Text.of(without + " 家机构没有就诊记录", without + " sites have no visits"));
    }

    private List<Object> row(String sql) throws SQLException {
        return database.rows(sql).getFirst();
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
