package org.steelyard.stats.caseseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Shared;
import org.steelyard.stats.testing.SimulatedTables;

class CaseSeriesTest {

    /** The 38 rows that the reference output prints: row, indiv, event, interval, agegr, exgr, loginterval. */
    private static CaseIntervals oxford() throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Shared.file("data/effects-reference/its_did_iv_meta_sccs.out"))) {
            String[] field = line.trim().split("\\s+");
            if (field.length == 7 && field[0].matches("\\d+") && field[6].contains(".")) {
                rows.add(Arrays.stream(field).mapToDouble(Double::parseDouble).toArray());
            }
        }
        assertThat(rows).hasSize(38);
        return new CaseIntervals(
                rows.stream().mapToInt(r -> (int) r[1]).toArray(),
                column(rows, 3),
                rows.stream().mapToInt(r -> (int) r[2]).toArray(),
                List.of("exposed", "age 2"),
                new double[][] {
                    column(rows, 5),
                    Arrays.stream(column(rows, 4)).map(a -> a - 1).toArray()
                });
    }

    private static double[] column(List<double[]> rows, int at) {
        return rows.stream().mapToDouble(r -> r[at]).toArray();
    }

    @Test
    void meningitisAfterVaccinationAgreesWithThePublishedAnalysis() throws IOException {
        CaseSeries.Fit fit = CaseSeries.fit(oxford());
        Estimate irr = fit.ratio("exposed", 0.95);
        String m = "Self-controlled case series";
        String r = "R 4.2.2 clogit, glm; Whitaker 2006";
        Oracle.check(m, r, "Oxford: exposed", 2.487974653, fit.coefficients()[0], 1e-8);
        Oracle.check(m, r, "Oxford: age", -1.490575697, fit.coefficients()[1], 1e-8);
        Oracle.check(m, r, "Oxford: exposed, se", .7084879181, irr.se(), 1e-6);
        Oracle.check(m, r, "Oxford: IRR", 12.03687257, irr.value(), 1e-8);
        Oracle.check(m, r, "Oxford: lower", 3.002255531, irr.lower(), 1e-6);
        Oracle.check(m, r, "Oxford: upper", 48.25915043, irr.upper(), 1e-6);
        Oracle.check(m, r, "Oxford: log-likelihood", -10.08827721, fit.logLikelihood(), 1e-8);
        Oracle.check(m, r, "Oxford: log-likelihood of none", -19.5458391, fit.nullLogLikelihood(), 1e-8);
        Estimate profile = CaseSeries.profile(oxford(), "exposed", 0.95);
        String cyclops = "Cyclops 3.7.0, profile likelihood";
        Oracle.check(m, cyclops, "Oxford: log lower", 1.1077888, Math.log(profile.lower()), 1e-4);
        Oracle.check(m, cyclops, "Oxford: log upper", 3.9868162, Math.log(profile.upper()), 1e-4);
    }

    private static CaseIntervals simulated() {
        Csv csv = SimulatedTables.csv("caseseries.csv");
        return new CaseIntervals(
                Arrays.stream(csv.numbers("id")).mapToInt(v -> (int) v).toArray(),
                csv.numbers("len"),
                Arrays.stream(csv.numbers("ev")).mapToInt(v -> (int) v).toArray(),
                List.of("w1", "w2", "age"),
                new double[][] {csv.numbers("w1"), csv.numbers("w2"), csv.numbers("age")});
    }

    @Test
    void severalWindowsAgreeWithPoissonAndPersonEffects() {
        Reference ref = Reference.of("timeseries");
        CaseSeries.Fit fit = CaseSeries.fit(simulated());
        for (String term : fit.terms()) {
            Estimate e = fit.ratio(term, 0.95);
            String r = "R 4.2.2 glm with person effects; stats/src/test/r/timeseries.R";
            Oracle.check(
                    "Self-controlled case series",
                    r,
                    "simulated: " + term,
                    ref.value("sccs " + term),
                    e.transformed(),
                    1e-8);
            Oracle.check(
                    "Self-controlled case series",
                    r,
                    "simulated: " + term + ", se",
                    ref.value("sccs se " + term),
                    e.se(),
                    1e-6);
        }
    }

    /** One window, everybody 10 days exposed and 30 not, 6 events of 9 exposed: the ratio is (6/10)/(3/30). */
    @Test
    void equalHistoriesByHand() {
        int[] person = new int[18];
        double[] length = new double[18];
        int[] events = new int[18];
        double[] exposed = new double[18];
        for (int i = 0; i < 9; i++) {
            person[2 * i] = i;
            person[2 * i + 1] = i;
            length[2 * i] = 10;
            length[2 * i + 1] = 30;
            exposed[2 * i] = 1;
            events[i < 6 ? 2 * i : 2 * i + 1] = 1;
        }
        CaseIntervals data = new CaseIntervals(person, length, events, List.of("exposed"), new double[][] {exposed});
        assertThat(CaseSeries.fit(data).ratio("exposed", 0.95).value()).isCloseTo(6, within(1e-9));
    }

    @Test
    void peopleWithoutEventsOrWithoutExposureDoNotMatterWithoutAge() {
        CaseIntervals all = simulated();
        CaseIntervals noAge =
                new CaseIntervals(all.person(), all.length(), all.events(), List.of("w1", "w2"), new double[][] {
                    all.columns()[0], all.columns()[1]
                });
        double before = CaseSeries.fit(noAge).coefficients()[0];
        int n = all.person().length;
        int[] person = Arrays.copyOf(all.person(), n + 2);
        double[] length = Arrays.copyOf(all.length(), n + 2);
        int[] events = Arrays.copyOf(all.events(), n + 2);
        person[n] = 9999;
        person[n + 1] = 9998;
        length[n] = 50;
        length[n + 1] = 70;
        events[n] = 1;
        CaseIntervals more = new CaseIntervals(person, length, events, List.of("w1", "w2"), new double[][] {
            Arrays.copyOf(all.columns()[0], n + 2), Arrays.copyOf(all.columns()[1], n + 2)
        });
        assertThat(CaseSeries.fit(more).coefficients()[0]).isCloseTo(before, within(1e-12));
    }

    /** Born at 0, seen from 100 to 300, vaccinated at 150; window 15 to 35 days; age band from 200. */
    @Test
    void historiesAreCutAtWindowsAndAges() {
        CaseIntervals cut = CaseIntervals.of(
                List.of(new CaseIntervals.History(100, 300, new double[] {170}, new double[] {150})),
                List.of(new CaseIntervals.Window("risk", 15, 35)),
                new double[] {200});
        assertThat(cut.length()).containsExactly(65, 20, 15, 100);
        assertThat(cut.events()).containsExactly(0, 1, 0, 0);
        assertThat(cut.columns()[0]).containsExactly(0, 1, 0, 0);
        assertThat(cut.columns()[1]).containsExactly(0, 0, 0, 1);
    }

    private static final double NONE = -9999;

    /** Whole days of a record, both ends of observations and windows within them; here the end is the day after. */
    private static CaseIntervals dayByDay() {
        Csv csv = SimulatedTables.csv("windows.csv");
        List<CaseIntervals.History> histories = new ArrayList<>();
        for (int i = 0; i < csv.rows(); i++) {
            histories.add(new CaseIntervals.History(
                    csv.numbers("start")[i],
                    csv.numbers("last")[i] + 1,
                    present(csv.numbers("event")[i], csv.numbers("second")[i]),
                    present(csv.numbers("one")[i], csv.numbers("two")[i])));
        }
        List<CaseIntervals.Window> windows = List.of(
                new CaseIntervals.Window("before", -14, 0),
                new CaseIntervals.Window("early", 0, 7),
                new CaseIntervals.Window("late", 7, 28));
        return CaseIntervals.of(histories, windows, new double[] {200});
    }

    private static double[] present(double... values) {
        return Arrays.stream(values).filter(v -> v != NONE).toArray();
    }

    /**
     * Events on the first and last day of every window and one day outside, of observations too; second exposures whose windows overlap those of the first;
     * a window before exposure; observations that begin within a window.
     */
    @Test
    void eventsOnTheFirstAndLastDaysOfWindowsAgreeWithCountingDayByDay() {
        Reference ref = Reference.of("windows");
        CaseIntervals data = dayByDay();
        CaseSeries.Fit fit = CaseSeries.fit(data);
        String m = "Self-controlled case series";
        String r = "R 4.2.2 clogit with a row a day, glm with person effects; stats/src/test/r/windows.R";
        for (String term : List.of("before", "early", "late", "age")) {
            String own = term.equals("age") ? "age from 200.0" : term;
            Estimate e = fit.ratio(own, 0.95);
            int column = fit.terms().indexOf(own);
            int events = 0;
            for (int i = 0; i < data.events().length; i++) {
                events += data.columns()[column][i] == 1 ? data.events()[i] : 0;
            }
            Oracle.check(m, r, "day by day: events, " + term, ref.value(term + " events"), events, 1e-12);
            Oracle.check(m, r, "day by day: " + term, ref.value(term), e.transformed(), 1e-8);
            Oracle.check(m, r, "day by day: se, " + term, ref.value(term + " se"), e.se(), 1e-6);
        }
        assertThat((double) fit.events()).isEqualTo(ref.value("events"));
        double ratio = 2 * (fit.logLikelihood() - fit.nullLogLikelihood());
        Oracle.check(m, r, "day by day: likelihood ratio", ref.value("likelihood ratio"), ratio, 1e-8);
        Estimate profile = CaseSeries.profile(data, "early", 0.95);
        Oracle.check(m, r, "day by day: log lower", ref.value("early lower"), Math.log(profile.lower()), 1e-6);
        Oracle.check(m, r, "day by day: log upper", ref.value("early upper"), Math.log(profile.upper()), 1e-6);
    }
}
