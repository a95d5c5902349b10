package org.steelyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.causal.AugmentedIpw;
import org.steelyard.stats.causal.MatchingEstimator;
import org.steelyard.stats.causal.Nuisance;
import org.steelyard.stats.causal.OutcomeRegression;
import org.steelyard.stats.causal.PropensityModel;
import org.steelyard.stats.causal.Standardisation;
import org.steelyard.stats.causal.TargetedLearning;
import org.steelyard.stats.causal.UnadjustedMeans;
import org.steelyard.stats.causal.WeightedMeans;
import org.steelyard.stats.learning.Covariates;
import org.steelyard.stats.learning.Learner;
import org.steelyard.stats.learning.Outcome;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LogisticRegression;
import org.steelyard.stats.weighting.EntropyBalancing;
import org.steelyard.stats.weighting.TargetPopulation;

/**
 * Ranks our estimators of the effect in the treated on data sets of the ACIC 2016 challenge, whose truth is known, beside the entrants' published estimates.
 *
 * <p>Arguments: folder of the data, folder to write {@code acic.md} and {@code acic.csv} into. Dorie et al., Stat Sci 2019;34:43-68, doi:10.1214/18-STS667.
 */
public final class Acic {

    private static final double LEVEL = 0.95;
    static final long SEED_NUMBER = 20261122;

    private static final Seed SEED = new Seed(SEED_NUMBER);
    private static final int RARE = 25;
    private static final int[] SETTINGS = {1, 2, 5, 10, 20, 30, 40, 50, 60, 77};

    /** What one method says of one data set; the standard error is NaN where it has none. */
    private record Said(double value, double se) {

        static Said of(Estimate e) {
            return new Said(e.value(), e.se());
        }
    }

    private Acic() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Covariates x = covariates(folder.resolve("input_2016.csv"));
        List<Map<String, Said>> ours = new ArrayList<>();
        List<Map<String, Double>> published = published(folder.resolve("truth_and_published_method_estimates.csv"));
        for (int setting : SETTINGS) {
            for (int repetition = 1; repetition <= 2; repetition++) {
                Path file = folder.resolve(String.format(Locale.ROOT, "dgp_s%02d_r%d.csv", setting, repetition));
                List<String[]> rows = read(file);
                boolean[] treated = new boolean[rows.size()];
                double[] y = new double[rows.size()];
                for (int i = 0; i < y.length; i++) {
                    treated[i] = rows.get(i)[0].equals("1");
                    y[i] = Double.parseDouble(rows.get(i)[1]);
                }
                ours.add(estimates(common(x, treated), treated, y));
                System.err.println(file.getFileName() + " " + ours.getLast());
                AcicTable table = new AcicTable(scores(ours, published.subList(0, ours.size())), LocalDate.now());
                Files.writeString(Path.of(args[1]).resolve("acic.md"), table.page());
                Files.writeString(Path.of(args[1]).resolve("acic.csv"), table.csv());
            }
        }
    }

    private static List<String[]> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(l -> l.replace("\"", "").split(",", -1))
                .toList();
    }

    /** Numbers as they are, letters as indicators of all levels but the first. */
    private static Covariates covariates(Path file) throws IOException {
        String[] header = Files.readAllLines(file).getFirst().replace("\"", "").split(",");
        List<String[]> rows = read(file);
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < header.length; j++) {
            int column = j;
            TreeSet<String> levels = new TreeSet<>();
            rows.forEach(r -> levels.add(r[column]));
            if (levels.first().matches("[A-Za-z]+")) {
                levels.stream().skip(1).forEach(level -> {
                    names.add(header[column] + level);
                    columns.add(rows.stream()
                            .mapToDouble(r -> r[column].equals(level) ? 1 : 0)
                            .toArray());
                });
            } else {
                names.add(header[column]);
                columns.add(rows.stream()
                        .mapToDouble(r -> Double.parseDouble(r[column]))
                        .toArray());
            }
        }
        return new Covariates(names, columns.toArray(double[][]::new));
    }

    /** Columns in which enough people of both arms differ from the commonest value: rarer ones cannot be told from chance, and separate arms. */
    private static Covariates common(Covariates x, boolean[] treated) {
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (int j = 0; j < x.columns().length; j++) {
            double[] column = x.columns()[j];
            Map<Double, Integer> count = new LinkedHashMap<>();
            for (double v : column) {
                count.merge(v, 1, Integer::sum);
            }
            double mode = count.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            int[] off = new int[2];
            for (int i = 0; i < column.length; i++) {
                off[treated[i] ? 1 : 0] += column[i] == mode ? 0 : 1;
            }
            if (Math.min(off[0], off[1]) >= RARE) {
                names.add(x.names().get(j));
                columns.add(column);
            }
        }
        return new Covariates(names, columns.toArray(double[][]::new));
    }

    /** Truth and entrants' estimates by data set. */
    private static List<Map<String, Double>> published(Path file) throws IOException {
        String[] header = Files.readAllLines(file).getFirst().replace("\"", "").split(",");
        List<Map<String, Double>> sets = new ArrayList<>();
        for (String[] row : read(file)) {
            Map<String, Double> set = new LinkedHashMap<>();
            for (int j = 0; j < header.length; j++) {
                set.put(header[j], row[j].equals("NA") ? Double.NaN : Double.parseDouble(row[j]));
            }
            sets.add(set);
        }
        return sets;
    }

    private interface Method {
        Said say();
    }

    private static Map<String, Said> estimates(Covariates x, boolean[] treated, double[] y) {
        Map<String, Said> said = new LinkedHashMap<>();
        Outcome outcome = new Outcome.Continuous(y);
        add(said, "unadjusted", () -> Said.of(UnadjustedMeans.means(y, treated).difference(LEVEL)));
        add(said, "standardisation, a linear model per arm", () -> {
            OutcomeRegression.Options options = OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS)
                    .with(OutcomeRegression.Form.PER_ARM);
            return Said.of(Standardisation.estimate(
                            OutcomeRegression.fit(y, treated, x.design(), options), treated, TargetPopulation.ATT)
                    .difference(LEVEL));
        });
        add(said, "weighting, logistic score", () -> {
            PropensityModel model = PropensityModel.fit(x.design(), treated, Numerics.plain());
            return Said.of(WeightedMeans.estimate(y, treated, model, TargetPopulation.ATT)
                    .difference(LEVEL));
        });
        add(
                said,
                "entropy balancing",
                () -> Said.of(WeightedMeans.estimate(
                                y, treated, EntropyBalancing.of(x.design(), treated, TargetPopulation.ATT))
                        .difference(LEVEL)));
        add(said, "matching estimator on the score, 1 nearest", () -> {
            double[] indicator = new double[treated.length];
            Arrays.setAll(indicator, i -> treated[i] ? 1 : 0);
            double[] logit =
                    LogisticRegression.withDefaults().fit(x.design(), indicator).linearPredictor();
            return Said.of(MatchingEstimator.estimate(
                            y, treated, new double[][] {logit}, MatchingEstimator.Options.of(TargetPopulation.ATT))
                    .difference());
        });
        learned(said, "main effects", new Learner.MainEffects(), new Sets(x, treated, outcome));
        learned(said, "lasso", Learner.Lasso.withDefaults(), new Sets(x, treated, outcome));
        learned(said, "boosted trees", new Learner.BoostedTrees(100, 3, 0.1, 10, 1), new Sets(x, treated, outcome));
        return said;
    }

    private record Sets(Covariates x, boolean[] treated, Outcome outcome) {}

    private static void learned(Map<String, Said> said, String name, Learner learner, Sets sets) {
        Nuisance nuisance;
        try {
            nuisance = Nuisance.learn(
                    sets.x,
                    sets.treated,
                    sets.outcome,
                    Nuisance.Plan.of(learner, learner, SEED).withThreads(2));
        } catch (SteelyardException e) {
            return;
        }
        AugmentedIpw.Input input =
                new AugmentedIpw.Input(sets.outcome.values(), sets.treated, nuisance.score(), nuisance.predictions());
        add(
                said,
                "augmented weighting, cross-fitted " + name,
                () -> Said.of(AugmentedIpw.estimate(input, TargetPopulation.ATT).difference(LEVEL)));
        add(
                said,
                "targeted learning, cross-fitted " + name,
                () -> Said.of(
                        TargetedLearning.estimate(input, TargetPopulation.ATT, TargetedLearning.Fluctuation.WEIGHTS)
                                .means()
                                .difference(LEVEL)));
        add(said, "plug-in standardisation, cross-fitted " + name, () -> {
            int[] rows = IntStream.range(0, sets.treated.length)
                    .filter(i -> sets.treated[i])
                    .toArray();
            double sum = Arrays.stream(rows)
                    .mapToDouble(i ->
                            sets.outcome.values()[i] - nuisance.predictions().control()[i])
                    .sum();
            return new Said(sum / rows.length, Double.NaN);
        });
    }

    /** A method that refuses a data set has no estimate there: it is counted, not filled in. */
    private static void add(Map<String, Said> said, String name, Method method) {
        try {
            said.put(name, method.say());
        } catch (SteelyardException e) {
            System.err.println(name + ": " + e.problems().getFirst().code().id());
        }
    }

    private static List<AcicTable.Score> scores(List<Map<String, Said>> ours, List<Map<String, Double>> published) {
        List<AcicTable.Score> scores = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        ours.forEach(set -> names.addAll(set.keySet()));
        for (String name : names) {
            scores.add(score(name, ours, published));
        }
        List<String> known = List.of("setting", "rep", "n", "treated", "SATT", "SATE", "naive", "pmin", "pmax");
        for (String name : published.getFirst().keySet()) {
            if (!known.contains(name)) {
                double[] errors = published.stream()
                        .mapToDouble(
                                set -> Objects.requireNonNull(set.get(name)) - Objects.requireNonNull(set.get("SATT")))
                        .filter(e -> !Double.isNaN(e))
                        .toArray();
                scores.add(new AcicTable.Score(name, false, mean(errors), rms(errors), Double.NaN, errors.length));
            }
        }
        scores.sort(Comparator.comparingDouble(AcicTable.Score::rmse));
        return scores;
    }

    private static AcicTable.Score score(
            String name, List<Map<String, Said>> ours, List<Map<String, Double>> published) {
        List<Double> errors = new ArrayList<>();
        int held = 0;
        boolean intervals = false;
        for (int k = 0; k < ours.size(); k++) {
            if (ours.get(k).containsKey(name)) {
                Said said = Objects.requireNonNull(ours.get(k).get(name));
                double error = said.value()
                        - Objects.requireNonNull(
                                Objects.requireNonNull(published.get(k)).get("SATT"));
                errors.add(error);
                held += Math.abs(error) <= 1.96 * said.se() ? 1 : 0;
                intervals |= !Double.isNaN(said.se());
            }
        }
        double[] all = errors.stream().mapToDouble(Double::doubleValue).toArray();
        return new AcicTable.Score(
                name, true, mean(all), rms(all), intervals ? (double) held / all.length : Double.NaN, all.length);
    }

    private static double mean(double[] v) {
        return Arrays.stream(v).average().orElse(Double.NaN);
    }

    private static double rms(double[] v) {
        return Math.sqrt(Arrays.stream(v).map(e -> e * e).average().orElse(Double.NaN));
    }
}
