package org.steelyard.economics.model.internal.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.model.ModelSpec.AgreementSpec;
import org.steelyard.economics.model.internal.build.Built;
import org.steelyard.economics.model.internal.build.FundPlan;

/** The terms of an agreement as the base case has them, for the settlement of real people. */
public final class SettlementTerms {

    private static final int BASE = 0;

    private SettlementTerms() {}

    /** @param index of the agreement */
    public static Settlement of(Built built, int index) {
        AgreementSpec spec = List.copyOf(built.spec().agreements().values()).get(index);
        FundPlan.Agreement plan = built.fund().agreements().get(index);
        FundNumbers n = new FundNumbers(built, new double[][] {built.inputs().base()});
        return new Settlement(
                new Settlement.Price(n.at(plan.price(), BASE, 0), n.tiers(plan, BASE), n.at(plan.discount(), BASE, 0)),
                n.schedule(plan, BASE),
                n.at(plan.cap(), BASE, Double.POSITIVE_INFINITY),
                built.spec().settings().yearLength(),
                day(spec.from()),
                day(spec.to()),
                plan.study()
                        .map(s -> new Settlement.Study(
                                s.within(),
                                n.at(s.target(), BASE, 0),
                                n.at(s.met(), BASE, 0),
                                n.at(s.missed(), BASE, 0))));
    }

    private static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }
}
