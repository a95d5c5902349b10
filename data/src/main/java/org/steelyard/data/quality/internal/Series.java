package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Reason;
import org.steelyard.kernel.Text;

/** Checks that judge counts together. */
final class Series {

    private Series() {}

    static Outcome judge(Check check, CheckType type, List<List<Object>> rows) {
        Settings settings = new Settings(check, type);
        return switch (type.name()) {
            case "monthShift" -> monthShifts(rows, settings);
            case "benford" -> benford(rows, settings);
            default -> throw new IllegalStateException("no series of type " + type.name());
        };
    }

    private record Settings(Check check, CheckType type) {
        double number(String name) {
            String given = check.parameters().get(name);
            return Double.parseDouble(
                    given != null
                            ? given
                            : type.parameter(name)
                                    .flatMap(CheckType.Parameter::fallback)
                                    .orElseThrow());
        }
    }

    /** @param index months since year 0 */
    private record Month(long index, double rows, double mean) {
        String name() {
            return String.format(Locale.ROOT, "%04d-%02d", index / 12, index % 12 + 1);
        }
    }

    /** One series a site; sites without enough whole months are left out. */
    private static Outcome monthShifts(List<List<Object>> rows, Settings settings) {
        Map<String, List<List<Object>>> sites = new TreeMap<>();
        rows.forEach(row -> sites.computeIfAbsent(String.valueOf(row.get(3)), key -> new ArrayList<>())
                .add(row));
        long judged = 0;
        long failing = 0;
        List<Text> details = new ArrayList<>();
        Outcome last = tooFew("没有月份", "there are no months");
        for (Map.Entry<String, List<List<Object>>> site : sites.entrySet()) {
            last = monthShift(months(site.getValue()), settings);
            if (last instanceof Outcome.Counted counted) {
                judged += counted.rows();
                failing += counted.failing();
                counted.details().forEach(d -> details.add(named(site.getKey(), d)));
            }
        }
        return judged == 0 ? last : new Outcome.Counted(judged, failing, details);
    }

    private static Text named(String site, Text detail) {
        return site.isEmpty() ? detail : Text.of(site + " " + detail.zh(), site + " " + detail.en());
    }

    private static List<Month> months(List<List<Object>> rows) {
        List<Month> months = new ArrayList<>();
        for (List<Object> row : rows) {
            months.add(new Month(whole(row.get(0)), number(row.get(1)), number(row.get(2))));
        }
        return months;
    }

    /** The first and the last month may be cut; they are neither judged nor used. Months without rows count as zero. */
    private static Outcome monthShift(List<Month> found, Settings settings) {
        int history = (int) settings.number("months");
        List<Month> months = filled(found);
        List<Month> whole = months.size() < 3 ? List.of() : months.subList(1, months.size() - 1);
        if (whole.size() <= history) {
            return tooFew("整月不足 " + (history + 1) + " 个", "fewer than " + (history + 1) + " whole months");
        }
        List<Text> details = new ArrayList<>();
        long failing = 0;
        for (int i = history; i < whole.size(); i++) {
            List<Month> before = whole.subList(i - history, i);
            boolean volume = volumeShifted(before, whole.get(i), settings);
            boolean mean = meanShifted(before, whole.get(i), settings);
            if (volume || mean) {
                failing++;
                details.add(shift(whole.get(i).name(), volume, mean));
            }
        }
        return new Outcome.Counted(whole.size() - history, failing, details);
    }

    private static List<Month> filled(List<Month> found) {
        List<Month> months = new ArrayList<>();
        for (Month month : found) {
            while (!months.isEmpty() && months.getLast().index() + 1 < month.index()) {
                months.add(new Month(months.getLast().index() + 1, 0, Double.NaN));
            }
            months.add(month);
        }
        return months;
    }

    /**
     * A count is judged on the root scale, where its spread hardly depends on its size, against the spread of the months before
     * and never less than that of a Poisson count: z = 2 (√(x + 3/8) − √(m + 3/8)) / √(φ (1 + 1/k)), m and φ = max(1, s²/m)
     * from the k months before, the last factor because m itself is estimated. Without the floor a small site whose months
     * happened to be alike would raise an alarm for two visits more.
     *
     * <p>Reference: Anscombe FJ. Biometrika 1948;35:246, doi:10.1093/biomet/35.3-4.246.
     */
    private static boolean volumeShifted(List<Month> before, Month now, Settings settings) {
        Spread past = Spread.of(before.stream().mapToDouble(Month::rows).toArray());
        if (past.count() < 3 || past.mean() == 0) {
            return false;
        }
        double dispersion = Math.max(1, past.variance() / past.mean()) * (1 + 1.0 / past.count());
        double z = 2 * Math.abs(root(now.rows()) - root(past.mean())) / Math.sqrt(dispersion);
        return z > settings.number("sd")
                && Math.abs(now.rows() - past.mean()) > settings.number("change") * past.mean();
    }

    private static double root(double count) {
        return Math.sqrt(count + 0.375);
    }

    private static boolean meanShifted(List<Month> before, Month now, Settings settings) {
        Spread past = Spread.of(before.stream()
                .mapToDouble(Month::mean)
                .filter(x -> !Double.isNaN(x))
                .toArray());
        if (past.count() < 3 || Double.isNaN(now.mean())) {
            return false;
        }
        double distance = Math.abs(now.mean() - past.mean());
        return distance > settings.number("sd") * Math.sqrt(past.variance())
                && distance > settings.number("change") * Math.abs(past.mean());
    }

    private record Spread(int count, double mean, double variance) {
        static Spread of(double[] values) {
            double mean = Arrays.stream(values).sum() / values.length;
            double squares =
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
            return new Spread(values.length, mean, squares / (values.length - 1));
        }
    }

    private static Text shift(String month, boolean volume, boolean mean) {
        String zh = volume && mean ? "记录数与均值" : volume ? "记录数" : "均值";
        String en = volume && mean ? "volume and mean" : volume ? "volume" : "mean";
        return Text.of(month + "：" + zh, month + ": " + en);
    }

    /**
     * Mean absolute deviation of the shares of first digits from log10(1 + 1/d).
     *
     * <p>Reference: Nigrini MJ. Benford's Law. Wiley 2012, doi:10.1002/9781119203094, table 7.1: above 0.015 first digits do
     * not conform.
     */
    private static Outcome benford(List<List<Object>> rows, Settings settings) {
        double[] counts = new double[10];
        double all = 0;
        for (List<Object> row : rows) {
            String digit = String.valueOf(row.get(0));
            if (!digit.isEmpty()) {
                counts[Integer.parseInt(digit)] += number(row.get(1));
                all += number(row.get(1));
            }
        }
        long minimum = (long) settings.number("minimum");
        if (all < minimum) {
            return tooFew("金额不足 " + minimum + " 个", "fewer than " + minimum + " amounts");
        }
        double deviation = 0;
        for (int digit = 1; digit <= 9; digit++) {
            deviation += Math.abs(counts[digit] / all - Math.log10(1 + 1.0 / digit)) / 9;
        }
        String shown = String.format(Locale.ROOT, "%.4f", deviation);
        return new Outcome.Counted(
                1,
                deviation > settings.number("limit") ? 1 : 0,
                List.of(Text.of("平均绝对偏差 " + shown, "mean absolute deviation " + shown)));
    }

    private static Outcome tooFew(String zh, String en) {
        return new Outcome.NotApplicable(Reason.TOO_FEW, Text.of(zh, en));
    }

    private static long whole(Object value) {
        return ((Number) value).longValue();
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
