package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching.MatchingMethod;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.AnalysisPlan.Trim.TrimMethod;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** The page of methods and their proofs: every method has a number from outside, a case by hand and a property, and the tests that it names exist. */
class MethodCoverageTest {

    private static final List<String> PROOFS = List.of("number from outside", "by hand", "property");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");

    /** What the effect engine promises to do, one method a line. */
    private static final List<String> PROMISED =
            """
            logistic score
            L1-penalised score, cross-validated
            large-scale propensity score
            covariate balancing, just-identified
            covariate balancing, over-identified
            entropy balancing
            weights ATE
            weights ATT
            weights ATC
            weights ATO
            weights ATM
            stabilised weights
            truncated weights
            trimming after Crump
            trimming by percentile
            trimming by preference score
            several arms, weights
            several arms, outcome models
            several arms, pairwise contrasts
            nearest neighbour, 1:1
            1:k without replacement
            with replacement
            caliper
            exact
            coarsened exact
            Mahalanobis within caliper
            optimal
            full
            Abadie–Imbens errors
            paired errors
            g-computation
            AIPW
            TMLE
            cross-fitting
            learner GLM
            learner lasso
            learner boosted trees
            influence-function intervals
            bootstrap intervals
            binary
            continuous
            count, Poisson
            count, negative binomial
            cost
            ordinal
            repeated, GEE
            repeated, linear mixed model
            time to event, Kaplan–Meier
            weighted Kaplan–Meier
            log-rank
            weighted log-rank
            RMST
            recurrent events
            competing risks, Aalen–Johansen
            competing risks, cause-specific
            competing risks, Fine–Gray
            Cox with strata
            ties after Efron
            ties after Breslow
            ties, exact
            time-varying covariates
            clustered robust variance
            proportional-hazards test
            clone–censor–weight
            clone–censor–weight, logistic at the window
            sequential trials
            marginal structural model
            parametric g-formula
            inverse-probability-of-censoring weights
            new-user active comparator
            external control, transport weights
            before–after
            interrupted time series, autocorrelation
            interrupted time series, control series
            difference-in-differences, two periods
            staggered adoption
            event study
            synthetic control
            regression discontinuity
            instrumental variables
            self-controlled case series
            TOST
            margins on differences
            margins on ratios
            margins on survival
            sample size and power
            sample size of clusters
            multiple imputation
            Rubin's rules
            delta adjustment and tipping point
            weights for missing values
            E-value
            Rosenbaum bounds
            bias analysis, unmeasured confounder
            bias analysis, misclassification
            bias analysis, selection
            negative controls, calibrated p and interval
            specification curve
            Holm
            Hochberg
            Hommel
            Benjamini–Hochberg
            gatekeeping
            subgroups, interaction
            subgroups, shrinkage
            fixed effect
            DerSimonian–Laird
            REML
            Paule–Mandel
            Hartung–Knapp
            leave-one-out
            heterogeneity
            funnel, trim and fill
            bias tests
            """.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();

    private static Map<String, List<String>> page;
    private static Map<String, List<Path>> tests;

    @BeforeAll
    static void read() throws IOException {
        page = new LinkedHashMap<>();
        for (String line : Files.readAllLines(GeneratedFile.root().resolve("docs/methods/coverage.md"))) {
            String[] cells = line.split("\\|", -1);
            boolean row = cells.length == 6 && !cells[1].isBlank() && !cells[1].startsWith("--");
            if (row && !cells[1].strip().equals("method")) {
                page.put(
                        cells[1].strip(),
                        Arrays.stream(cells, 2, 5).map(String::strip).toList());
            }
        }
        tests = new TreeMap<>();
        try (Stream<Path> files = Files.list(GeneratedFile.root())) {
            for (Path module : files.map(p -> p.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> all = Files.walk(module)) {
                    all.filter(f -> f.toString().endsWith("Test.java"))
                            .forEach(f -> tests.computeIfAbsent(
                                            f.getFileName().toString().replace(".java", ""), k -> new ArrayList<>())
                                    .add(f));
                }
            }
        }
    }

    @Test
    void everyPromisedMethodHasItsRow() {
        assertThat(page.keySet()).containsExactlyElementsOf(PROMISED);
    }

    @Test
    void everyMethodHasAllThreeProofs() throws IOException {
        List<String> lacking = new ArrayList<>();
        for (var row : page.entrySet()) {
            for (int k = 0; k < PROOFS.size(); k++) {
                Matcher m = REFERENCE.matcher(row.getValue().get(k));
                if (!m.find()) {
                    lacking.add(row.getKey() + ": " + PROOFS.get(k));
                    continue;
                }
                do {
                    String wrong = wrong(m.group(1), m.group(2), k == 0);
                    if (!wrong.isEmpty()) {
                        lacking.add(row.getKey() + ": " + m.group() + " " + wrong);
                    }
                } while (m.find());
            }
        }
        assertThat(lacking).isEmpty();
    }

    /** What is wrong with a reference to a test; empty when nothing is. */
    private static String wrong(String type, String method, boolean recorded) throws IOException {
        Pattern test =
                Pattern.compile("@(?:Parameterized)?Test\\b(?:(?!\\bvoid\\b)[\\s\\S])*+\\bvoid " + method + "\\(");
        for (Path file : tests.getOrDefault(type, List.of())) {
            String source = Files.readString(file);
            if (test.matcher(source).find()) {
                return recorded && !source.contains("Oracle.check(") ? "records no comparison" : "";
            }
        }
        return "is no test";
    }

    /** Each switch has no default: a choice that a plan gets anew does not compile before it has a row here. */
    @Test
    void everyChoiceOfAPlanHasItsRow() {
        Stream<String> rows = Stream.of(
                        Arrays.stream(DesignKind.values()).map(MethodCoverageTest::row),
                        Arrays.stream(Adjustment.values()).map(MethodCoverageTest::row),
                        Arrays.stream(MatchingMethod.values()).map(MethodCoverageTest::row),
                        Arrays.stream(OutcomeType.values()).map(MethodCoverageTest::row),
                        Arrays.stream(ScoreModel.values()).map(MethodCoverageTest::row),
                        Arrays.stream(TrimMethod.values()).map(MethodCoverageTest::row),
                        Arrays.stream(Target.values()).map(t -> "weights " + t))
                .flatMap(s -> s);
        assertThat(page.keySet()).containsAll(rows.toList());
    }

    private static String row(DesignKind kind) {
        return switch (kind) {
            case INTERRUPTED_TIME_SERIES -> "interrupted time series, autocorrelation";
            case BEFORE_AFTER -> "before–after";
            case DIFFERENCE_IN_DIFFERENCES -> "difference-in-differences, two periods";
            case STAGGERED_ADOPTION -> "staggered adoption";
            case SYNTHETIC_CONTROL -> "synthetic control";
            case REGRESSION_DISCONTINUITY -> "regression discontinuity";
            case INSTRUMENTAL_VARIABLE -> "instrumental variables";
            case SELF_CONTROLLED_CASE_SERIES -> "self-controlled case series";
            case SEQUENTIAL_TRIALS -> "sequential trials";
            case CLONE_CENSOR_WEIGHT -> "clone–censor–weight";
            case MARGINAL_STRUCTURAL_MODEL -> "marginal structural model";
            case G_FORMULA -> "parametric g-formula";
            case EXTERNAL_CONTROL, TRANSPORT -> "external control, transport weights";
            case SEVERAL_ARMS -> "several arms, weights";
            case POOLING -> "REML";
        };
    }

    private static String row(Adjustment adjustment) {
        return switch (adjustment) {
            case NONE -> "binary";
            case WEIGHTING -> "logistic score";
            case MATCHING -> "nearest neighbour, 1:1";
            case AUGMENTED_WEIGHTING -> "AIPW";
            case REGRESSION -> "continuous";
            case G_COMPUTATION -> "g-computation";
            case TMLE -> "TMLE";
        };
    }

    private static String row(MatchingMethod method) {
        return switch (method) {
            case NEAREST -> "nearest neighbour, 1:1";
            case OPTIMAL -> "optimal";
            case FULL -> "full";
            case EXACT -> "exact";
            case COARSENED -> "coarsened exact";
            case ABADIE_IMBENS -> "Abadie–Imbens errors";
        };
    }

    private static String row(OutcomeType type) {
        return switch (type) {
            case BINARY -> "binary";
            case CONTINUOUS -> "continuous";
            case TIME_TO_EVENT -> "time to event, Kaplan–Meier";
            case COUNT -> "count, Poisson";
            case COST -> "cost";
            case ORDINAL -> "ordinal";
            case COMPETING -> "competing risks, Aalen–Johansen";
            case RECURRENT -> "recurrent events";
            case REPEATED -> "repeated, GEE";
        };
    }

    private static String row(ScoreModel model) {
        return switch (model) {
            case LOGISTIC -> "logistic score";
            case LASSO -> "L1-penalised score, cross-validated";
            case COVARIATE_BALANCING -> "covariate balancing, over-identified";
            case ENTROPY_BALANCING -> "entropy balancing";
            case BOOSTED_TREES -> "learner boosted trees";
        };
    }

    private static String row(TrimMethod method) {
        return switch (method) {
            case RANGE, CRUMP -> "trimming after Crump";
            case PERCENTILE, COMMON_SUPPORT -> "trimming by percentile";
            case PREFERENCE -> "trimming by preference score";
        };
    }
}
