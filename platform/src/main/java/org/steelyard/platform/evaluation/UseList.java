package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.steelyard.platform.evaluation.Rules.Screen;

/**
 * What the region's claims say of the use of items, year by year: sums only, no records. From it candidates for an evaluation
 * are screened (guide, part 3, principle five), and the usual care of a disease is found (part 6, section 3.3).
 */
public final class UseList {

    private static final int DIGITS = 6;

    private final List<Row> rows;

    private UseList(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * @param region six digits of GB/T 2260
     * @param disease whose care it is part of; empty where claims do not say
     * @param people who received it
     * @param frequency services
     * @param fund paid by the fund, yuan; @param total paid by all, yuan
     */
    public record Row(
            String region,
            int year,
            String disease,
            String code,
            String nameZh,
            String nameEn,
            long people,
            long frequency,
            BigDecimal fund,
            BigDecimal total) {}

    public static UseList of(List<Row> rows) {
        return new UseList(rows);
    }

    /**
     * @param fee total by frequency; @param growth of fund spending on the year before, where there is one
     * @param reasons the metrics that reach their level: fund, fee, growth
     * @param reach the metric that reaches farthest, as a multiple of its level; what is sorted by
     */
    public record Candidate(
            String code,
            String nameZh,
            String nameEn,
            int year,
            BigDecimal fund,
            BigDecimal fee,
            Optional<Double> growth,
            List<String> reasons,
            double reach) {}

    /** Items by how far they go beyond one of the three levels, in their last year, over all regions of the list. */
    public List<Candidate> candidates(Screen levels) {
        Map<String, List<Row>> byItem =
                rows.stream().collect(Collectors.groupingBy(Row::code, TreeMap::new, Collectors.toList()));
        return byItem.values().stream()
                .map(item -> candidate(item, levels))
                .sorted(Comparator.comparingDouble(Candidate::reach).reversed().thenComparing(Candidate::code))
                .toList();
    }

    private static Candidate candidate(List<Row> item, Screen levels) {
        int year = item.stream().mapToInt(Row::year).max().orElseThrow();
        Row last = item.stream().filter(r -> r.year() == year).findFirst().orElseThrow();
        BigDecimal fund = fund(item, year);
        long frequency = item.stream()
                .filter(r -> r.year() == year)
                .mapToLong(Row::frequency)
                .sum();
        BigDecimal total =
                item.stream().filter(r -> r.year() == year).map(Row::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fee = frequency == 0
                ? BigDecimal.ZERO
                : total.divide(BigDecimal.valueOf(frequency), 2, RoundingMode.HALF_EVEN);
        BigDecimal before = fund(item, year - 1);
        Optional<Double> growth = before.signum() > 0
                ? Optional.of(fund.subtract(before)
                        .divide(before, DIGITS, RoundingMode.HALF_EVEN)
                        .doubleValue())
                : Optional.empty();
        Map<String, Double> reach = new TreeMap<>();
        reach.put("fund", ratio(fund, levels.fund()));
        reach.put("fee", ratio(fee, levels.fee()));
        growth.ifPresent(g -> reach.put("growth", g / levels.growth()));
        List<String> reasons = reach.entrySet().stream()
                .filter(e -> e.getValue() >= 1)
                .map(Map.Entry::getKey)
                .toList();
        double farthest =
                reach.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return new Candidate(last.code(), last.nameZh(), last.nameEn(), year, fund, fee, growth, reasons, farthest);
    }

    private static BigDecimal fund(List<Row> item, int year) {
        return item.stream().filter(r -> r.year() == year).map(Row::fund).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double ratio(BigDecimal value, BigDecimal level) {
        return value.divide(level, DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }

    /**
     * One of the ways in which a disease is treated.
     *
     * @param share of the people that the list has for the disease
     * @param usual whether it is the one that most of them receive: the usual care that a comparator is chosen from
     */
    public record Share(String code, String nameZh, String nameEn, long people, double share, boolean usual) {}

    /** @param region empty for all; @return the most frequent first; nothing where the list has nobody */
    public List<Share> shares(String disease, Optional<String> region, int year) {
        Map<String, List<Row>> byItem = rows.stream()
                .filter(r -> r.disease().equals(disease) && r.year() == year)
                .filter(r -> region.isEmpty() || region.get().equals(r.region()))
                .collect(Collectors.groupingBy(Row::code, TreeMap::new, Collectors.toList()));
        long all = byItem.values().stream()
                .flatMap(List::stream)
                .mapToLong(Row::people)
                .sum();
        if (all == 0) {
            return List.of();
        }
        List<Share> shares = new ArrayList<>();
        byItem.forEach((code, item) -> {
            long people = item.stream().mapToLong(Row::people).sum();
            shares.add(new Share(
                    code, item.getFirst().nameZh(), item.getFirst().nameEn(), people, (double) people / all, false));
        });
        shares.sort(Comparator.comparingLong(Share::people).reversed().thenComparing(Share::code));
        Share first = shares.getFirst();
        shares.set(0, new Share(first.code(), first.nameZh(), first.nameEn(), first.people(), first.share(), true));
        return List.copyOf(shares);
    }

    public List<String> diseases() {
        return List.copyOf(rows.stream()
                .map(Row::disease)
                .filter(d -> !d.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    public List<String> regions() {
        return List.copyOf(rows.stream().map(Row::region).collect(Collectors.toCollection(TreeSet::new)));
    }

    public List<Integer> years() {
        return List.copyOf(rows.stream()
                .map(Row::year)
                .collect(Collectors.toCollection(TreeSet::new))
                .descendingSet());
    }
}
