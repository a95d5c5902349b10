package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.CohortBuilder;
import org.steelyard.cohort.CohortSettings;
import org.steelyard.economics.EconomicResults.Strategy;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;

/** The right-heart-catheter example from file to result, beside R (economics/src/test/r/rhc.R). */
@Tag("slow")
class RhcTest {

    private static final String R = "R 4.2.2, survival 3.5-3, rhc.R";

    @Test
    void strategiesAgreeWithR() {
        Path folder = Path.of(System.getProperty("steelyard.shared", "absent"), "data", "rhc");
        Assumptions.assumeTrue(Files.exists(folder.resolve("rhc.csv")), "shared data absent: rhc.csv");
        Protocol plan =
                ProtocolFile.read(Path.of(System.getProperty("steelyard.root"), "examples", "rhc", "protocol.yaml"));
        AnalysisTable table =
                CohortBuilder.build(plan, folder, new CohortSettings(2)).table();
        EconomicPlan economics = Fixture.draws(plan.economics().orElseThrow(), 20);
        EconomicResults r = EconomicEngine.run(
                table,
                Fixture.plan(plan, economics),
                Fixture.PACK,
                Fixture.settings(20261122).withThreads(2));
        arm(r, Arm.TREATED, 29929.611035108355, 0.27996515690189794);
        arm(r, Arm.CONTROL, 24130.071708798445, 0.30515208977929642);
        assertThat(r.estimates().getFirst().n()).isEqualTo(5734);
        assertThat(r.diagnostics())
                .filteredOn(d -> d.kind().equals("excluded"))
                .singleElement()
                .satisfies(d -> assertThat(d.value()).isEqualTo(1.0 / 5735));
        assertThat(r.incremental().thresholdPrice()).hasSize(5);
    }

    private static void arm(EconomicResults r, Arm arm, double cost, double ly) {
        Strategy s =
                r.strategies().stream().filter(x -> x.arm() == arm).findFirst().orElseThrow();
        String method = "Patient-level evaluation, ATE weights";
        Oracle.check(method, R, "RHC, cost, " + arm, cost, s.cost(), 1e-7);
        Oracle.check(method, R, "RHC, life years to 180 days, " + arm, ly, s.ly(), 1e-7);
        Oracle.check(method, R, "RHC, QALY, " + arm, ly * 0.677, s.qaly(), 1e-7);
    }
}
