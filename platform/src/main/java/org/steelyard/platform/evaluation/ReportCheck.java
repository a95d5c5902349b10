package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a filed report beside those that its run left (guide, part 6, section 7.3: data, results and indicators agree
 * with records and protocol, nothing is reported selectively).
 *
 * <p>A number that was altered by hand is in neither place twice: it is missing from the one and new in the other. Where the run
 * left a report of its own, every number of both is compared; in any case each pre-specified estimate is looked for, rounded as
 * the report rounds. What is not found is a question to the authors, not a verdict: they may have written it in words.
 *
 * @param report number of the filing of the report
 * @param run number of the filing of its run
 * @param readable whether its words could be read: those of a PDF cannot
 * @param own name of the report that the run left, if it did
 * @param missing numbers of the run's own report that the filed one lacks, with how often
 * @param added numbers of the filed report that the run's own one lacks
 * @param estimates pre-specified estimates that were looked for
 * @param absent those that were not found
 * @param undisclosed sources of money that were declared here and that the report does not name
 */
public record ReportCheck(
        int report,
        int run,
        boolean readable,
        Optional<String> own,
        List<Written> missing,
        List<Written> added,
        int estimates,
        List<Estimate> absent,
        List<String> undisclosed) {

    private static final int SHOWN = 200;

    /** A number; a hyphen before it is a minus unless something stands before the hyphen. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\p{N}._])(?<sign>(?<![\\p{L}\\p{N}])[-\u2212])?(?<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?)");

    /** @param times how often */
    public record Written(String number, int times) {}

    /** An estimate of the results. */
    public record Estimate(String id, String outcome, String analysis, String measure, double value) {}

    /**
     * What is looked at.
     *
     * @param own the run's own report
     * @param sources of money that were declared: plan and report disclose them (guide, part 9)
     */
    record Papers(byte[] filed, Optional<String> ownName, Optional<byte[]> own, List<String> sources) {}

    /** @param report the filing of the report; @param run that of its run */
    static ReportCheck of(Filing report, Filing run, Papers papers) {
        Optional<String> filed = WordText.of(papers.filed());
        Optional<String> own = papers.own().flatMap(WordText::of);
        List<Estimate> wanted = preSpecified(((Body.Run) run.body()).results());
        Map<String, Integer> here = numbers(filed.orElse(""));
        Map<String, Integer> there = numbers(own.orElse(""));
        boolean both = filed.isPresent() && own.isPresent();
        return new ReportCheck(
                report.number(),
                run.number(),
                filed.isPresent(),
                papers.ownName().filter(name -> own.isPresent()),
                both ? less(there, here) : List.of(),
                both ? less(here, there) : List.of(),
                wanted.size(),
                filed.isEmpty()
                        ? List.of()
                        : wanted.stream().filter(e -> !isWritten(e, here)).toList(),
                filed.map(text -> papers.sources().stream()
                                .filter(source -> !text.contains(source))
                                .toList())
                        .orElse(List.of()));
    }

    static Map<String, Integer> numbers(String text) {
        Map<String, Integer> all = new LinkedHashMap<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            String digits = number.group("digits").replace(",", "");
            all.merge((number.group("sign") == null ? "" : "-") + digits, 1, Integer::sum);
        }
        return all;
    }

    private static List<Written> less(Map<String, Integer> all, Map<String, Integer> others) {
        return all.entrySet().stream()
                .map(e -> new Written(e.getKey(), e.getValue() - others.getOrDefault(e.getKey(), 0)))
                .filter(w -> w.times() > 0)
                .limit(SHOWN)
                .toList();
    }

    private static List<Estimate> preSpecified(Map<String, Object> results) {
        List<Estimate> all = new ArrayList<>();
        if (results.get("estimates") instanceof List<?> rows) {
            for (Object row : rows) {
                if (row instanceof Map<?, ?> e
                        && Boolean.TRUE.equals(e.get("preSpecified"))
                        && e.get("value") instanceof Number value) {
                    all.add(new Estimate(
                            text(e.get("id")),
                            text(e.get("outcome")),
                            text(e.get("analysis")),
                            text(e.get("measure")),
                            value.doubleValue()));
                }
            }
        }
        return all;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    /** As it is or as a percentage, with the sign left to the words around it. */
    private static boolean isWritten(Estimate estimate, Map<String, Integer> numbers) {
        double value = Math.abs(estimate.value());
        return numbers.keySet().stream()
                .map(BigDecimal::new)
                .anyMatch(n -> isRounded(n, value) || isRounded(n, 100 * value));
    }

    /** A number of one digit says too little to be taken for an estimate, unless that is a whole number itself. */
    private static boolean isRounded(BigDecimal written, double value) {
        BigDecimal size = written.abs();
        boolean telling = size.unscaledValue().toString().length() >= 2 || value == Math.rint(value);
        double half = 0.5 * Math.pow(10, -size.scale());
        return telling && Math.abs(size.doubleValue() - value) <= half * (1 + 1e-9);
    }

    /** The last report of an evaluation, with its run. */
    public record Reported(Filing report, Filing run, List<String> sources) {

        public Reported {
            sources = List.copyOf(sources);
        }

        public static Optional<Reported> last(Case file) {
            return file.of("submit-report")
                    .reduce((first, second) -> second)
                    .flatMap(report ->
                            run(file, report).map(run -> new Reported(report, run, Disclosures.sources(file))));
        }

        private static Optional<Filing> run(Case file, Filing report) {
            int number = ((Body.Report) report.body()).run();
            return file.of("record-run").filter(f -> f.number() == number).findFirst();
        }

        /** @param documents of the same evaluation */
        public ReportCheck check(String evaluation, Documents documents) {
            String wanted = "run-" + run.number() + "-report.docx";
            Optional<Documents.Document> own = documents.of(evaluation).stream()
                    .filter(d -> d.name().equals(wanted))
                    .findFirst();
            String filed = ((Body.Report) report.body()).document();
            byte[] content = Stream.of(filed)
                    .filter(id -> documents.find(evaluation, id).isPresent())
                    .map(documents::content)
                    .findFirst()
                    .orElse(new byte[0]);
            return ReportCheck.of(
                    report,
                    run,
                    new Papers(
                            content,
                            own.map(Documents.Document::name),
                            own.map(d -> documents.content(d.id())),
                            sources));
        }
    }
}
