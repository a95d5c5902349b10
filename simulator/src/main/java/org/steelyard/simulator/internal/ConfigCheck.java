package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.SimulatorError;

/** Ranges of a configuration, and names in it that must exist. All faults are found, not only the first. */
public final class ConfigCheck {

    private static final long MOST_PERSONS = 100_000_000L;

    private final String file;
    private final Problems problems = new Problems();

    private ConfigCheck(String file) {
        this.file = file;
    }

    public static Problems check(RegionConfig config, String file) {
        ConfigCheck check = new ConfigCheck(file);
        check.runAndPeriod(config);
        check.people(config);
        check.places(config);
        check.care(config);
        check.payment(config);
        return check.problems;
    }

    private void runAndPeriod(RegionConfig c) {
        range("format", c.format(), 1, 1);
        range("run.persons", c.run().persons(), 1, MOST_PERSONS);
        range("run.defectRate", c.run().defectRate(), 0, 1.0 / Defect.perVisit().size());
        for (String id : c.run().defects()) {
            one("run.defects", id, known -> Arrays.stream(Defect.values()).anyMatch(d -> d.id().equals(known)));
        }
        range("period.years", c.period().years(), 1, 20);
        range("period.start", c.period().start().getYear(), 1990, 2100);
    }

    private void people(RegionConfig c) {
        share("population.male", c.population().male());
        share("population.bornInPeriod", c.population().bornInPeriod());
        range("population.frailtySd", c.population().frailtySd(), 0, 3);
        notEmpty("population.ages", c.population().ages());
        for (RegionConfig.AgeShare age : c.population().ages()) {
            share("population.ages.share", age.share());
            range("population.ages.from", age.from(), 0, age.to());
            range("population.ages.to", age.to(), age.from(), 110);
        }
        RegionConfig.Insurance insurance = c.insurance();
        rising("insurance.employees", insurance.employees());
        shares(
                "insurance",
                List.of(
                        insurance.civilServants(),
                        insurance.enterprise(),
                        insurance.medicalAid(),
                        insurance.late(),
                        insurance.leaves(),
                        insurance.changes()));
        c.missing().forEach((column, share) -> {
            share("missing." + column, share);
            one("missing." + column, column, ConfigCheck::isColumn);
        });
    }

    private static boolean isColumn(String name) {
        for (Tables table : Tables.values()) {
            for (Column column : table.columns()) {
                if (name.equals(table.table() + "." + column.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    private void places(RegionConfig c) {
        notEmpty("districts", c.districts());
        notEmpty("institutions", c.institutions());
        share("outOfArea.share", c.outOfArea().share());
        Set<String> codes = new HashSet<>();
        Set<Integer> levels = new HashSet<>();
        for (RegionConfig.Institution one : c.institutions()) {
            one("institutions.code", one.code(), code -> code.matches("H\\d{11}") && codes.add(code));
            range("institutions.level", one.level(), 1, 3);
            range("institutions.size", one.size(), 0, 1e9);
            if (!c.outOfArea().districts().contains(one.district())) {
                levels.add(one.level());
            }
        }
        for (int level = 1; level <= 3; level++) {
            int wanted = level;
            one("institutions.level", "level " + level, text -> levels.contains(wanted));
        }
        three("levels.outpatient", c.levels().outpatient());
        three("levels.inpatient", c.levels().inpatient());
        three("levels.index", c.levels().index());
    }

    private void care(RegionConfig c) {
        Features features = Features.of(c);
        Map.of(
                        "treatment", c.effects().treatment().features(),
                        "death", c.effects().death().features(),
                        "stay", c.effects().stay().features(),
                        "readmission", c.effects().readmission().features())
                .forEach((part, map) -> map.keySet()
                        .forEach(name ->
                                one("effects." + part + ".features." + name, name, features.names()::contains)));
        List<String> conditions =
                c.conditions().stream().map(RegionConfig.Condition::id).toList();
        c.index().perCondition().keySet().forEach(id -> one("index.perCondition." + id, id, conditions::contains));
        range("conditions", c.conditions().size(), 0, 60);
        rising("use.outpatient", c.use().outpatient());
        rising("use.inpatient", c.use().inpatient());
        shares(
                "use",
                List.of(
                        c.use().emergencyShare(),
                        c.use().seasonAmplitude(),
                        c.use().comorbidityRecorded(),
                        c.use().settledLater()));
        range("use.latestSettlement", c.use().latestSettlement(), 0, 7);
        range("effects.death.scaleDays", c.effects().death().scaleDays(), 1, 1e7);
        range("effects.death.shape", c.effects().death().shape(), 0.1, 10);
        range("effects.death.hazardRatio", c.effects().death().hazardRatio(), 0.01, 100);
        range("effects.stay.ratio", c.effects().stay().ratio(), 0.01, 100);
        range("effects.stay.meanDays", c.effects().stay().meanDays(), 1, 200);
        range("effects.readmission.rateRatio", c.effects().readmission().rateRatio(), 0.01, 100);
        range("index.followUpDays", c.index().followUpDays(), 1, c.period().days());
        range(
                "index.priorObservationDays",
                c.index().priorObservationDays(),
                0,
                c.period().days());
        range("index.serviceOnDay", c.index().serviceOnDay(), 0, 0);
        share("mortality.terminalStay", c.mortality().terminalStay());
        shares(
                "refunds",
                List.of(
                        c.refunds().settlement(),
                        c.refunds().billedAgain(),
                        c.refunds().line()));
        Catalogue.missing(c).forEach(name -> one(name, name, text -> false));
    }

    private void payment(RegionConfig c) {
        scheme("payment.310", c.payment().employees());
        scheme("payment.390", c.payment().residents());
        shares(
                "payment",
                List.of(
                        c.payment().civilServantShare(),
                        c.payment().enterpriseShare(),
                        c.payment().medicalAidShare(),
                        c.payment().account().mutualShare()));
        three("prices.serviceLevel", c.prices().serviceLevel());
        range("prices.consumableSpread", c.prices().consumableSpread(), 0, 0.5);
    }

    private void scheme(String path, RegionConfig.Scheme scheme) {
        shares3(path + ".outpatient.share", scheme.outpatient().share());
        shares3(path + ".chronic.share", scheme.chronic().share());
        three(path + ".inpatient.deductible", scheme.inpatient().deductible());
        notEmpty(path + ".inpatient.tiers", scheme.inpatient().tiers());
        scheme.inpatient().tiers().forEach(tier -> shares3(path + ".inpatient.tiers.share", tier.share()));
        one(path + ".overCap.component", scheme.overCap().component(), Settlement.COMPONENTS::contains);
        one(path + ".major.component", scheme.major().component(), Settlement.COMPONENTS::contains);
        share(path + ".retiredBonus", scheme.retiredBonus());
        share(path + ".outOfAreaFactor", scheme.outOfAreaFactor());
    }

    private void shares(String path, List<Double> values) {
        values.forEach(value -> share(path, value));
    }

    private void shares3(String path, List<Double> values) {
        three(path, values);
        shares(path, values);
    }

    private void share(String path, double value) {
        range(path, value, 0, 1);
    }

    private void three(String path, List<Double> values) {
        range(path, values.size(), 3, 3);
        values.forEach(value -> range(path, value, 0, 1e9));
    }

    private void notEmpty(String path, List<?> values) {
        range(path, values.size(), 1, 100_000);
    }

    private void rising(String path, List<RegionConfig.UpTo> values) {
        notEmpty(path, values);
        List<Integer> ages = new ArrayList<>();
        values.forEach(value -> ages.add(value.to()));
        one(path, "ages", text -> ages.equals(ages.stream().sorted().toList()) && ages.getLast() >= 110);
    }

    private void one(String path, String value, Predicate<String> good) {
        if (!good.test(value)) {
            problems.add(
                    SimulatorError.BAD_SETTING,
                    Place.of(file, path),
                    Text.of(
                            "取值不成立：名称不存在、重复或次序不对。",
                            "The value does not hold: a name that does not exist, is doubled, or is out of order."),
                    Text.of("对照 docs/simulate.md 改正。", "Correct it after docs/simulate.md."));
        }
    }

    private void range(String path, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            String allowed = number(low) + "–" + number(high);
            problems.add(
                    SimulatorError.BAD_SETTING,
                    Place.of(file, path),
                    Text.of("超出范围；允许：" + allowed + "。", "Out of range; allowed: " + allowed + "."),
                    Text.of("改正这个设置。", "Correct this setting."));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(java.util.Locale.ROOT, "%.4f", value);
    }
}
