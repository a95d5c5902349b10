package org.steelyard.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The ranks as a page and as a table, both with seed and date. */
record AcicTable(List<Score> scores, LocalDate date) {

    /** @param coverage NaN where the method gives no interval */
    record Score(String name, boolean ours, double bias, double rmse, double coverage, int sets) {

        private String held() {
            return Double.isNaN(coverage) ? "" : String.format(Locale.ROOT, "%.2f", coverage);
        }
    }

    AcicTable {
        scores = List.copyOf(scores);
    }

    String csv() {
        StringBuilder text =
                new StringBuilder("rank,method,ours,bias,root_mean_square_error,coverage,sets,seed,date\n");
        int rank = 1;
        for (Score s : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%.3f,%.3f,%s,%d,%d,%s\n",
                    rank++,
                    s.name.contains(",") ? '"' + s.name + '"' : s.name,
                    s.ours ? "yes" : "no",
                    s.bias,
                    s.rmse,
                    s.held(),
                    s.sets,
                    Acic.SEED_NUMBER,
                    date));
        }
        return text.toString();
    }

    String page() {
        StringBuilder text = new StringBuilder("""
                # ACIC 2016: where truth is known

                Effect in the treated (SATT) on data sets of the 2016 challenge (settings 1, 2, 5, 10, 20, 30, 40, 50, 60, 77, two each; the column `sets` says how many were run): 4,802 real
                covariate rows, simulated treatment and outcome. Ours in bold, the 24 entrants' published estimates plain (Dorie et al., Stat Sci 2019;34:43-68,
                doi:10.1214/18-STS667; not all gave intervals here). Made by `org.steelyard.bench.Acic`, seed %d, %s; `acic.csv` holds the same.
                Columns in which fewer than 25 people of an arm differ from the commonest value are left out beforehand, for all of ours. A method
                without an estimate for some of them has fewer: ours refuse some (collinear folds, separation, no balance) rather than answer quietly. Coverage is of the sample's own effect by 95 %% intervals
                for the population's, so that it should lie at or above 95 %%. With 20 data sets a root mean square error has a standard error of about a sixth of itself.

                | rank | method | bias | root mean square error | coverage | sets |
                |---:|---|---:|---:|---:|---:|
                """.formatted(Acic.SEED_NUMBER, date));
        int rank = 1;
        for (Score s : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %.3f | %.3f | %s | %d |\n",
                    rank++,
                    s.ours ? "**" + s.name + "**" : s.name,
                    s.bias,
                    s.rmse,
                    s.held(),
                    s.sets));
        }
        return text.toString();
    }
}
