package org.steelyard.economics.model.internal.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.agreement.PaymentSchedule;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.ModelSpec.BudgetScenario;
import org.steelyard.economics.model.ModelSpec.BudgetSpec;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.build.FundPlan;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Text;

/** Whether the numbers of a budget and of agreements are possible ones in the base case. */
public final class FundCheck {

    private static final double ROUNDING = 1e-9;

    private final Built built;
    private final FundNumbers numbers;
    private final Findings findings;

    private FundCheck(Built built, Findings findings) {
        this.built = built;
        this.findings = findings;
        numbers = new FundNumbers(built, new double[][] {built.inputs().base()});
    }

    public static void run(Built built, Findings findings) {
        FundCheck check = new FundCheck(built, findings);
        Optional<BudgetSpec> budget = built.spec().budget();
        if (budget.isPresent() && built.fund().budget().isPresent()) {
            check.budget(budget.get(), built.fund().budget().get(), budget.get().path());
            budget.get().scenarios().values().forEach(s -> scenario(built.spec(), budget.get(), s, findings));
        }
        List<AgreementSpec> agreements = List.copyOf(built.spec().agreements().values());
        for (int i = 0; i < agreements.size(); i++) {
            check.agreement(agreements.get(i), built.fund().agreements().get(i));
        }
    }

    private static void scenario(ModelSpec spec, BudgetSpec budget, BudgetScenario s, Findings findings) {
        Findings own = new Findings(Place::field);
        Built changed = BudgetRun.changed(spec, budget, s, own);
        boolean sound = own.list().stream().allMatch(p -> p.code() == ModelError.UNUSED);
        if (sound && changed.fund().budget().isPresent()) {
            Findings shares = new Findings(Place::field);
            new FundCheck(changed, shares)
                    .budget(
                            changed.spec().budget().orElseThrow(),
                            changed.fund().budget().get(),
                            s.path());
            shares.list().forEach(p -> findings.add((ModelError) p.code(), s.path(), p.message(), p.remedy()));
        }
    }

    private void bad(ModelError error, String path, String zh, String en) {
        findings.add(error, path, Text.of(zh, en), Text.of("改正数值或公式", "Correct the number or the formula"));
    }

    private void budget(BudgetSpec spec, FundPlan.Budget plan, String path) {
        plan.pools().forEach(this::pool);
        double[] current = numbers.rawCurrent(plan, 0);
        double sum = Arrays.stream(current).sum();
        if (!(sum > 0) || !Double.isFinite(sum) || Arrays.stream(current).anyMatch(v -> !(v >= 0))) {
            bad(
                    ModelError.BAD_BUDGET,
                    spec.path() + ".current",
                    "现有份额不得为负，合计应大于 0",
                    "current shares are not negative and sum to more than 0");
        }
        uptake(spec, plan, path);
        for (FundPlan.Service s : plan.services()) {
            if (Arrays.stream(numbers.costs(s, 0)).anyMatch(v -> !Double.isFinite(v))) {
                bad(
                        ModelError.BAD_BUDGET,
                        spec.path() + ".services." + s.id() + ".cost",
                        "费用不是有限数",
                        "a cost is no finite number");
            }
        }
    }

    private void uptake(BudgetSpec spec, FundPlan.Budget plan, String path) {
        for (int y = 0; y < spec.years(); y++) {
            double sum = 0;
            for (int s = 0; s < plan.services().size(); s++) {
                double u = numbers.uptake(plan, s, y, 0);
                sum += u;
                if (!(u >= 0 && u <= 1)) {
                    bad(
                            ModelError.BAD_BUDGET,
                            path + ".uptake." + plan.services().get(s).id(),
                            "第 " + (y + 1) + " 年的采用率应在 0 与 1 之间",
                            "the uptake of year " + (y + 1) + " lies between 0 and 1");
                }
            }
            if (sum > 1 + ROUNDING) {
                bad(
                        ModelError.BAD_BUDGET,
                        path + ".uptake",
                        "第 " + (y + 1) + " 年各新服务的采用率之和超过 1",
                        "the uptakes of year " + (y + 1) + " sum to more than 1");
            }
            drained(spec, plan, y, path);
        }
    }

    /** More taken from a service than it has: told, not mended, in the base case. */
    private void drained(BudgetSpec spec, FundPlan.Budget plan, int year, String path) {
        double[] left = numbers.current(plan, 0);
        double[][] taken = numbers.taken(plan, 0);
        for (int n = 0; n < left.length; n++) {
            double u = numbers.uptake(plan, n, year, 0);
            for (int s = 0; s < left.length; s++) {
                left[s] -= u * taken[n][s];
            }
        }
        for (int s = 0; s < left.length; s++) {
            if (left[s] < -ROUNDING && !spec.displaces().isEmpty()) {
                bad(
                        ModelError.BAD_BUDGET,
                        path.equals(spec.path()) ? spec.path() + ".displaces" : path,
                        "第 " + (year + 1) + " 年从 " + plan.services().get(s).id() + " 替代的份额多于它所有的",
                        "in year " + (year + 1) + " more is taken from "
                                + plan.services().get(s).id() + " than it has");
            }
        }
    }

    private void pool(FundPlan.Pool p) {
        least(p.path() + ".members", numbers.at(p.members(), 0, Double.NaN), 1);
        least(p.path() + ".eligible", numbers.at(p.eligible(), 0, 0), 0);
        least(p.path() + ".incident", numbers.at(p.incident(), 0, 0), 0);
        least(p.path() + ".fund", numbers.at(p.fund(), 0, 0), 0);
        growth(p.path() + ".growth", numbers.at(p.growth(), 0, 0));
        growth(p.path() + ".fundGrowth", numbers.at(p.fundGrowth(), 0, 0));
        share(ModelError.BAD_BUDGET, p.path() + ".fundShare", numbers.at(p.fundShare(), 0, 1));
        share(ModelError.BAD_BUDGET, p.path() + ".limit", numbers.at(p.limit(), 0, 1));
        double people = numbers.at(p.eligible(), 0, 0) + numbers.at(p.incident(), 0, 0);
        if (people > numbers.at(p.members(), 0, Double.NaN)) {
            bad(ModelError.BAD_BUDGET, p.path(), "适用人数多于参保人数", "more people are eligible than insured");
        }
        if (people == 0) {
            bad(
                    ModelError.BAD_BUDGET,
                    p.path(),
                    "没有适用者：请给出 eligible 或 incident",
                    "nobody is eligible: give eligible or incident");
        }
    }

    private void least(String path, double value, double least) {
        if (!(value >= least) || !Double.isFinite(value)) {
            bad(
                    ModelError.BAD_BUDGET,
                    path,
                    "应为不小于 " + (int) least + " 的数",
                    "a number of at least " + (int) least + " is wanted");
        }
    }

    private void growth(String path, double value) {
        if (!(value > -1 && value < 1)) {
            bad(
                    ModelError.BAD_BUDGET,
                    path,
                    "增长率应大于 -1 且小于 1（5% 写作 0.05）",
                    "a growth lies above -1 and below 1 (5% is 0.05)");
        }
    }

    private void share(ModelError error, String path, double value) {
        if (!(value >= 0 && value <= 1)) {
            bad(error, path, "比例应在 0 与 1 之间", "a share lies between 0 and 1");
        }
    }

    private void agreement(AgreementSpec spec, FundPlan.Agreement plan) {
        ModelError error = ModelError.BAD_AGREEMENT;
        String path = spec.path();
        positive(path + ".price", numbers.at(plan.price(), 0, 1), true);
        positive(path + ".people", numbers.at(plan.people(), 0, 1), false);
        positive(path + ".cap", numbers.at(plan.cap(), 0, 1), true);
        share(error, path + ".discount", numbers.at(plan.discount(), 0, 0));
        share(error, path + ".endpoint.probability", numbers.at(plan.probability(), 0, 0));
        PaymentSchedule schedule = numbers.schedule(plan, 0);
        schedule.refunds().forEach(r -> share(error, path + ".refund", r.share()));
        schedule.instalments().forEach(i -> share(error, path + ".instalments", i.share()));
        double sum = schedule.instalments().stream()
                .mapToDouble(PaymentSchedule.Step::share)
                .sum();
        if (!schedule.instalments().isEmpty() && Math.abs(sum - 1) > ROUNDING) {
            bad(error, path + ".instalments", "各期比例之和应为 1", "the shares of the instalments sum to one");
        }
        try {
            numbers.tiers(plan, 0);
        } catch (IllegalArgumentException e) {
            bad(error, path + ".tiers", "数量上限应由小到大，单价不得为负", "limits of tiers ascend and prices are not negative");
        }
        plan.study().ifPresent(s -> {
            share(error, path + ".evidence.target", numbers.at(s.target(), 0, 0));
            positive(path + ".evidence.people", numbers.at(s.people(), 0, 1), false);
            positive(path + ".evidence.met", numbers.at(s.met(), 0, 0), true);
            positive(path + ".evidence.missed", numbers.at(s.missed(), 0, 0), true);
            positive(path + ".evidence.later", numbers.at(s.later(), 0, 0), true);
        });
    }

    /** Counts of people are drawn as whole numbers, hence the upper limit. */
    private void positive(String path, double value, boolean zero) {
        boolean good = zero ? value >= 0 && Double.isFinite(value) : value >= 1 && value <= Integer.MAX_VALUE;
        if (!good) {
            bad(
                    ModelError.BAD_AGREEMENT,
                    path,
                    zero ? "应为不小于 0 的数" : "应为 1 与 2147483647 之间的人数",
                    zero
                            ? "a number of at least 0 is wanted"
                            : "a number of people between 1 and 2147483647 is wanted");
        }
    }
}
