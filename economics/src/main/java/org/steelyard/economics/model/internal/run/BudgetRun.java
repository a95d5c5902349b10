package org.steelyard.economics.model.internal.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.budget.FundModel;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.BudgetScenario;
import org.steelyard.economics.model.ModelSpec.BudgetSpec;
import org.steelyard.economics.model.ModelSpec.Kind;
import org.steelyard.economics.model.ModelSpec.PoolSpec;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.build.FundPlan;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.input.Specs;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/** Budget impact: base case, one parameter at a time, several together, and all drawn. */
final class BudgetRun {

    private static final double LEVEL = 0.95;

    private final Runner runner;
    private final Built built;
    private final BudgetSpec budget;
    private final FundPlan.Budget plan;

    private BudgetRun(Runner runner, Built built) {
        this.runner = runner;
        this.built = built;
        budget = built.spec().budget().orElseThrow();
        plan = built.fund().budget().orElseThrow();
    }

    static Optional<BudgetResults> of(Runner runner, double[][] draws) {
        if (runner.built().fund().budget().isEmpty()) {
            return Optional.empty();
        }
        runner.settings().progress().accept(Text.of("预算影响分析", "Budget impact"));
        return Optional.of(new BudgetRun(runner, runner.built()).results(draws));
    }

    /** One parameter at one value. */
    private record Side(String parameter, double value) {}

    private BudgetResults results(double[][] draws) {
        List<Side> sides = sides();
        double[] base = built.inputs().base();
        List<double[]> rows = new ArrayList<>();
        rows.add(base);
        for (Side s : sides) {
            double[] row = base.clone();
            row[built.inputs().index(s.parameter)] = s.value;
            rows.add(row);
        }
        rows.addAll(List.of(draws));
        Table table = table(rows.toArray(double[][]::new));
        List<List<FundModel.Year>> totals = IntStream.range(sides.size() + 1, rows.size())
                .mapToObj(table::total)
                .toList();
        return new BudgetResults(
                budget.first(),
                runner.spec().header().currency(),
                services(table),
                pools(table),
                table.total(0),
                spread(totals),
                totals.isEmpty()
                        ? new Interval(Double.NaN, Double.NaN)
                        : Quantile.interval(
                                totals.stream()
                                        .mapToDouble(BudgetResults::fundNet)
                                        .toArray(),
                                LEVEL),
                draws.length,
                oneWay(sides, table),
                scenarios(),
                conventions());
    }

    /** Costs and shares of every row. @param costs by service, year since the start and row */
    private final class Table {
        private final FundNumbers numbers;
        private final double[][][] costs;

        Table(FundNumbers numbers, double[][][] costs) {
            this.numbers = numbers;
            this.costs = costs;
        }

        double[] cost(int service, int row) {
            FundPlan.Service s = plan.services().get(service);
            return s.strategy() < 0
                    ? numbers.costs(s, row)
                    : IntStream.range(0, costs.length)
                            .mapToDouble(y -> costs[y][s.strategy()][row])
                            .toArray();
        }

        FundModel model(int row) {
            int services = plan.services().size();
            double[] current = numbers.current(plan, row);
            double[][] taken = numbers.taken(plan, row);
            double[][] without = new double[budget.years()][];
            double[][] with = new double[budget.years()][];
            for (int y = 0; y < with.length; y++) {
                int year = y;
                double[] uptake = IntStream.range(0, services)
                        .mapToDouble(s -> Math.min(1, Math.max(0, numbers.uptake(plan, s, year, row))))
                        .toArray();
                without[y] = current;
                with[y] = FundModel.displaced(current, uptake, taken);
            }
            double[][] cost =
                    IntStream.range(0, services).mapToObj(s -> cost(s, row)).toArray(double[][]::new);
            return new FundModel(without, with, cost, budget.treated());
        }

        List<List<FundModel.Year>> pools(int row) {
            FundModel model = model(row);
            double growth = runner.settings().fundGrowth().orElse(Double.NaN);
            return plan.pools().stream()
                    .map(p -> model.years(numbers.pool(p, row, growth)))
                    .toList();
        }

        List<FundModel.Year> total(int row) {
            return FundModel.total(pools(row));
        }
    }

    private Table table(double[][] rows) {
        return new Table(new FundNumbers(built, rows), costs(rows));
    }

    /** By year since the start, strategy and row: what a person has cost by the end of the year less what they had cost before. */
    private double[][][] costs(double[][] rows) {
        boolean needed = plan.services().stream().anyMatch(s -> s.strategy() >= 0);
        int years = budget.treated() ? 1 : budget.years();
        int reach = (int) Math.ceil(Math.min(years, plan.horizon()) - 1e-9);
        double[][][] by = new double[needed ? years : 0][][];
        int outcome = built.outcomes().indexOf(budget.outcome());
        double[][] before = new double[built.strategies().size()][rows.length];
        for (int y = 0; y < by.length; y++) {
            by[y] = new double[before.length][rows.length];
            if (y >= reach) {
                continue;
            }
            double[][][] spent = spent(Math.min(y + 1, plan.horizon()), rows);
            for (int s = 0; s < before.length; s++) {
                for (int r = 0; r < rows.length; r++) {
                    by[y][s][r] = spent[s][outcome][r] - before[s][r];
                    before[s][r] = spent[s][outcome][r];
                }
            }
        }
        return by;
    }

    private double[][][] spent(double years, double[][] rows) {
        Built variant = FundVariants.spentBy(built.spec(), years);
        return runner.evaluator(variant).draws(rows, runner.quiet());
    }

    private List<Side> sides() {
        List<Side> out = new ArrayList<>();
        for (String name : built.inputs().names()) {
            built.inputs().range(name, LEVEL, new Findings(Place::field)).ifPresent(range -> {
                out.add(new Side(name, range[0]));
                out.add(new Side(name, range[1]));
            });
        }
        return out;
    }

    private List<BudgetResults.OneWay> oneWay(List<Side> sides, Table table) {
        List<BudgetResults.OneWay> out = new ArrayList<>();
        for (int i = 0; i < sides.size(); i += 2) {
            String name = sides.get(i).parameter;
            double low = BudgetResults.fundNet(table.total(i + 1));
            double high = BudgetResults.fundNet(table.total(i + 2));
            if (low != high) {
                out.add(new BudgetResults.OneWay(
                        name,
                        Known.in(built.spec().parameters(), name).label(),
                        sides.get(i).value,
                        sides.get(i + 1).value,
                        low,
                        high));
            }
        }
        out.sort(Comparator.comparingDouble(w -> -Math.abs(w.fundNetHigh() - w.fundNetLow())));
        return out;
    }

    private List<BudgetResults.Service> services(Table table) {
        List<BudgetResults.Service> out = new ArrayList<>();
        for (int s = 0; s < plan.services().size(); s++) {
            FundPlan.Service service = plan.services().get(s);
            out.add(new BudgetResults.Service(
                    service.id(), service.label(), table.cost(s, 0), plan.uptake()[s].length > 0));
        }
        return out;
    }

    private List<BudgetResults.PoolForecast> pools(Table table) {
        List<PoolSpec> specs = List.copyOf(budget.pools().values());
        List<List<FundModel.Year>> years = table.pools(0);
        return IntStream.range(0, specs.size())
                .mapToObj(i -> new BudgetResults.PoolForecast(
                        specs.get(i).id(),
                        specs.get(i).label(),
                        specs.get(i).province(),
                        specs.get(i).insurance(),
                        years.get(i)))
                .toList();
    }

    private List<BudgetResults.YearSpread> spread(List<List<FundModel.Year>> totals) {
        List<BudgetResults.YearSpread> out = new ArrayList<>();
        for (int y = 0; !totals.isEmpty() && y < budget.years(); y++) {
            int year = y;
            List<FundModel.Year> all = totals.stream().map(t -> t.get(year)).toList();
            boolean judged = all.stream().allMatch(FundModel.Year::judged);
            double over = all.stream().filter(t -> !t.affordable()).count() / (double) all.size();
            out.add(new BudgetResults.YearSpread(
                    Quantile.interval(
                            all.stream().mapToDouble(FundModel.Year::net).toArray(), LEVEL),
                    Quantile.interval(
                            all.stream().mapToDouble(FundModel.Year::fundNet).toArray(), LEVEL),
                    judged ? over : Double.NaN));
        }
        return out;
    }

    private List<BudgetResults.ScenarioForecast> scenarios() {
        return budget.scenarios().values().stream().map(this::scenario).toList();
    }

    private BudgetResults.ScenarioForecast scenario(BudgetScenario s) {
        Built changed = changed(runner.spec(), budget, s, new Findings(Place::field));
        BudgetRun other = new BudgetRun(runner, changed);
        Table table = other.table(new double[][] {changed.inputs().base()});
        return new BudgetResults.ScenarioForecast(s.id(), s.label(), table.total(0));
    }

    /** The model with what a scenario of the budget changes, in the model and in the budget alike. */
    static Built changed(ModelSpec spec, BudgetSpec budget, BudgetScenario s, Findings findings) {
        Map<String, List<ModelSpec.Source>> uptake = new LinkedHashMap<>(budget.uptake());
        uptake.putAll(s.uptake());
        BudgetSpec other = new BudgetSpec(
                budget.years(),
                budget.first(),
                budget.treated(),
                budget.outcome(),
                budget.pools(),
                budget.services(),
                budget.current(),
                uptake,
                budget.displaces(),
                Map.of(),
                s.set(),
                budget.path());
        ModelSpec.Scenario model = new ModelSpec.Scenario(s.id(), s.label(), s.set(), Map.of(), Map.of(), 0, s.path());
        return Scenarios.buildWhole(Specs.withBudget(spec, other), model, findings);
    }

    private Map<String, Text> conventions() {
        Map<String, Text> out = new LinkedHashMap<>();
        out.put("discounting", Text.of("不贴现", "not discounted"));
        out.put(
                "basis",
                budget.treated()
                        ? Text.of(
                                "适用者每年均接受治疗，按第一年费用计",
                                "everybody eligible is treated every year, at the first year's cost")
                        : Text.of(
                                "各年新开始者于年初开始，按开始后各年的费用计",
                                "people start at the beginning of a year and cost what the years since cost"));
        out.put("outcome", Text.same(budget.outcome()));
        runner.settings()
                .fundGrowth()
                .ifPresent(g -> out.put("fund-growth", Text.of("政策包：每年 " + g, "policy pack: " + g + " a year")));
        if (simulated()) {
            out.put(
                    "draws",
                    Text.of(
                            "个体模拟：不确定性分析至多用 " + Runner.SIMULATED_DRAWS + " 次抽样",
                            "simulated people: at most " + Runner.SIMULATED_DRAWS + " draws carry the uncertainty"));
        }
        return out;
    }

    private boolean simulated() {
        Kind kind = runner.spec().header().kind();
        return kind == Kind.MICROSIMULATION || kind == Kind.DISCRETE_EVENT;
    }
}
