package org.steelyard.simulator.internal;

import java.util.List;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.internal.Draws.Purpose;
import org.steelyard.simulator.internal.Story.Arm;
import org.steelyard.simulator.internal.Story.IndexEvent;
import org.steelyard.simulator.internal.Visit.Kind;

/**
 * The first stay for acute heart failure: who gets the new service, how long the stay is, and how long life lasts.
 *
 * <p>Treatment: logit P(A = 1 | x) = intercept + trend · years + β'x where the service is offered, 0 elsewhere. Death:
 * Weibull with cumulative hazard (t / scale)^shape · exp(β'x) · HR^A, t in days; the day of death is the index day plus
 * 1 + ⌊T⌋. Stay: lognormal, mean · exp(β'x) · ratio^A, whole days of at least one; cut short by death. Every uniform is
 * drawn from the person's own stream, the same under both treatments.
 */
final class IndexCare {

    private static final double DAYS = 365.25;
    private static final int LONGEST_STAY = 120;

    private final World world;
    private final RegionConfig config;
    private final Draws draws;
    private final Diagnoses diagnoses;
    private final double[] treatment;
    private final double[] death;
    private final double[] stay;
    private final double[] readmission;

    IndexCare(World world) {
        this.world = world;
        config = world.config();
        draws = new Draws(config.run().seed());
        diagnoses = new Diagnoses(world.catalogue());
        RegionConfig.Effects effects = config.effects();
        treatment = world.features().weights(effects.treatment().features());
        death = world.features().weights(effects.death().features());
        stay = world.features().weights(effects.stay().features());
        readmission = world.features().weights(effects.readmission().features());
    }

    IndexEvent event(Person person, Arm arm, boolean priorAdmission, int number) {
        int day = person.index();
        draws.at(person.number(), Purpose.INDEX, 0);
        Site site = draws.chance(config.outOfArea().share())
                ? world.pickAway(draws)
                : world.pick(draws, config.levels().index());
        int age = world.calendar().age(person, day);
        boolean failure =
                draws.chance(logistic(config.index().respiratoryFailure().intercept()
                        + config.index().respiratoryFailure().perDecade() * Features.ageDecades(age)));
        double[] x = features(person, site, new Clinical(age, priorAdmission, failure));
        double propensity = site.service() ? propensity(x, day) : 0;
        boolean decided = draws.chance(propensity);
        boolean treated = arm == Arm.AS_DECIDED ? decided : arm == Arm.NEW;
        int minute = 480 + draws.below(540);
        Catalogue.Diagnosis main = diagnoses.pick(Kind.INDEX, person, age, draws);
        Hazard hazard = hazard(x, treated);
        draws.at(person.number(), Purpose.OUTCOME, 0);
        long survival = 1 + (long) Math.min(1e9, hazard.time(draws.exponential()));
        int planned = plannedStay(x, treated);
        int to = day + (int) Math.min(planned, survival);
        Visit.Stay when = new Visit.Stay(day, minute, to, 600 + draws.below(360), to + settlementDelay());
        Visit visit = new Visit(
                number,
                Kind.INDEX,
                0,
                when,
                site,
                main,
                person.conditions(),
                failure,
                operation(treated),
                survival <= planned,
                treated);
        int horizon = config.index().followUpDays();
        return new IndexEvent(
                visit, x, propensity, treated, survival, hazard.risk(horizon), hazard.restrictedMean(horizon));
    }

    private record Clinical(int age, boolean priorAdmission, boolean failure) {}

    private double[] features(Person person, Site site, Clinical clinical) {
        double[] x = new double[world.features().names().size()];
        x[Features.AGE_DECADES] = Features.ageDecades(clinical.age());
        x[Features.MALE] = flag(person.male());
        x[Features.EMPLOYEE] = flag(person.employee(person.index()));
        x[Features.TERTIARY] = flag(site.level() == 3);
        x[Features.PRIOR_ADMISSION] = flag(clinical.priorAdmission());
        x[Features.RESPIRATORY_FAILURE] = flag(clinical.failure());
        for (int i = 0; i < config.conditions().size(); i++) {
            x[Features.FIRST_CONDITION + i] = flag(person.has(i));
        }
        return x;
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    private static double logistic(double value) {
        return 1 / (1 + StrictMath.exp(-value));
    }

    private double propensity(double[] x, int day) {
        RegionConfig.Treatment t = config.effects().treatment();
        return logistic(t.intercept() + t.trendPerYear() * Calendar.years(day) + Features.predictor(treatment, x));
    }

    private int operation(boolean treated) {
        return treated ? world.catalogue().operation(config.service().operation()) : -1;
    }

    private int settlementDelay() {
        boolean later = draws.chance(config.use().settledLater());
        int delay = 1 + draws.below(Math.max(1, config.use().latestSettlement()));
        return later && config.use().latestSettlement() > 0 ? delay : 0;
    }

    private int plannedStay(double[] x, boolean treated) {
        RegionConfig.Stay s = config.effects().stay();
        double mean = s.meanDays() * StrictMath.exp(Features.predictor(stay, x)) * (treated ? s.ratio() : 1);
        return (int) Math.max(1, Math.min(LONGEST_STAY, StrictMath.rint(mean * draws.lognormal(s.logSd()))));
    }

    /** Weibull with a relative hazard. */
    private record Hazard(double scale, double shape, double relative) {

        double time(double exponential) {
            return scale * StrictMath.pow(exponential / relative, 1 / shape);
        }

        double survival(double t) {
            return StrictMath.exp(-relative * StrictMath.pow(t / scale, shape));
        }

        double risk(int horizon) {
            return 1 - survival(horizon);
        }

        /** Days of death are whole, so that someone who dies within day d counts d days. */
        double restrictedMean(int horizon) {
            double sum = 0;
            for (int day = 0; day < horizon; day++) {
                sum += survival(day);
            }
            return sum;
        }
    }

    private Hazard hazard(double[] x, boolean treated) {
        RegionConfig.Death d = config.effects().death();
        double relative = StrictMath.exp(Features.predictor(death, x)) * (treated ? d.hazardRatio() : 1);
        return new Hazard(d.scaleDays(), d.shape(), relative);
    }

    double readmissionsPerDay(IndexEvent event) {
        RegionConfig.Readmission r = config.effects().readmission();
        double rate = r.perYear() * StrictMath.exp(Features.predictor(readmission, event.features()));
        return Math.max(1e-9, rate * (event.treated() ? r.rateRatio() : 1) / DAYS);
    }

    /** Whether the stay belongs to the population of truth.json, by what can be seen in the tables. */
    boolean eligible(Story story) {
        IndexEvent event = story.index().orElseThrow();
        RegionConfig.Index index = config.index();
        int day = event.visit().when().from();
        List<Integer> levels = index.levels();
        return levels.contains(event.visit().site().level())
                && day >= index.priorObservationDays()
                && day + index.followUpDays() < world.calendar().days()
                && world.calendar().age(story.person(), day) >= index.minAge();
    }
}
