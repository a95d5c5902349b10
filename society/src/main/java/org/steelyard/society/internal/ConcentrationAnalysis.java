package org.steelyard.society.internal;

import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.society.SocialResults.Concentration;
import org.steelyard.society.SocialSettings;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inequality.ConcentrationIndex;

/** How unequally a variable is spread along a ranking of people from worst to best off. */
final class ConcentrationAnalysis {

    private final SocialRun run;
    private final AnalysisTable table;
    private final SocialSettings.Limits limits;
    private final Recorder recorder;

    ConcentrationAnalysis(SocialRun run) {
        this.run = run;
        table = run.table();
        limits = run.settings().limits();
        recorder = run.recorder();
    }

    /** Empty, with a diagnostic that says why, when the index does not exist. */
    Optional<Concentration> of(SocialPlan.Concentration plan, String variable) {
        double[] ranking = table.numbers(plan.rank());
        double[] health = table.numbers(variable);
        int[] known = IntStream.range(0, table.rows())
                .filter(i -> !Double.isNaN(ranking[i]) && !Double.isNaN(health[i]))
                .toArray();
        String about = "concentration-index/" + variable + "/" + plan.rank();
        recorder.atMost(
                about,
                "rank-missing",
                1 - (double) known.length / table.rows(),
                limits.missing(),
                Text.of("排序变量或被测变量缺失的患者比例", "share of people whose rank or value is missing"));
        try {
            ConcentrationIndex.Result result =
                    ConcentrationIndex.of(pick(health, known), pick(ranking, known), options(variable));
            return Optional.of(record(plan, variable, result, counts(known, health)));
        } catch (SteelyardException e) {
            Text what = Text.of(
                    "“" + variable + "”沿“" + plan.rankName().zh() + "”的集中指数无法估计",
                    "the concentration index of " + variable + " along "
                            + plan.rankName().en() + " cannot be estimated");
            recorder.notEstimated(about, what, e);
            return Optional.empty();
        }
    }

    private boolean binary(String variable) {
        return table.column(variable) instanceof Column.Binary;
    }

    private ConcentrationIndex.Options options(String variable) {
        ConcentrationIndex.Options options =
                ConcentrationIndex.Options.of(run.plan().analysis().level());
        return binary(variable) ? options.bounded(0, 1) : options;
    }

    private Recorder.Counts counts(int[] known, double[] health) {
        double[] exposure = table.numbers(run.plan().exposure().variable());
        int treated = (int) IntStream.of(known).filter(i -> exposure[i] == 1).count();
        int events = (int) IntStream.of(known).filter(i -> health[i] == 1).count();
        return new Recorder.Counts(known.length, treated, events);
    }

    private Concentration record(
            SocialPlan.Concentration plan, String variable, ConcentrationIndex.Result result, Recorder.Counts counts) {
        Recorder.Counts shown = binary(variable) ? counts : new Recorder.Counts(counts.n(), counts.treated(), -1);
        recorder.estimate(subject("concentration-index", plan.rank(), variable), result.index(), shown);
        result.erreygers()
                .ifPresent(e ->
                        recorder.estimate(subject("concentration-index-erreygers", plan.rank(), variable), e, shown));
        Estimate index = result.index();
        return new Concentration(
                plan.rank(),
                variable,
                index.value(),
                index.se(),
                index.lower(),
                index.upper(),
                index.p(),
                result.erreygers().map(Estimate::value).orElse(Double.NaN),
                result.curve().population(),
                result.curve().cumulative());
    }

    private static Recorder.Subject subject(String measure, String rank, String variable) {
        return new Recorder.Subject(
                measure + "/" + variable + "/" + rank,
                Dimension.EQUITY,
                variable,
                measure,
                "all",
                "covariance with the fractional rank, linearised variance",
                "description",
                "index",
                "ranked by " + rank + ", worst to best off; ties share their middle rank");
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
    }
}
