package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Lang;

class ExamplesTest {

    private static final Path ROOT = Path.of(System.getProperty("steelyard.root", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"rotterdam", "rhc"})
    void shippedExampleIsAPlanWithoutProblems(String example) {
        Path plan = ROOT.resolve("examples").resolve(example).resolve("protocol.yaml");

        assertThat(ProtocolFile.check(plan))
                .extracting(problem -> problem.in(Lang.EN))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotterdam", "rhc"})
    void everyPartOfAnExampleIsBound(String example) {
        Protocol plan =
                ProtocolFile.read(ROOT.resolve("examples").resolve(example).resolve("protocol.yaml"));

        assertThat(plan.analysis().analyses()).hasSizeGreaterThan(4);
        assertThat(plan.analysis().missing().imputations()).isEqualTo(20);
        assertThat(plan.economics()).isPresent();
        assertThat(plan.society()).isPresent();
        assertThat(plan.title().zh()).isNotEqualTo(plan.title().en());
        assertThat(plan.toString()).doesNotContain("=null");
    }

    /** The reference analysis of the published data has exactly these 51 covariates, in this order. */
    @Test
    void theCovariatesOfRhcAreThoseOfTheReferenceAnalysis() {
        Protocol plan = ProtocolFile.read(ROOT.resolve("examples/rhc/protocol.yaml"));

        assertThat(String.join(" ", plan.analysis().covariates()))
                .isEqualTo(
                        "age female race edu income ninsclas cat1 cat2 ca dnr1 cardiohx chfhx dementhx psychhx chrpulhx"
                                + " renalhx liverhx gibledhx malighx immunhx transhx amihx resp card neuro gastr renal meta hema"
                                + " seps trauma ortho das2d3pc surv2md1 aps1 scoma1 wtkilo1 temp1 meanbp1 resp1 hrt1 pafi1"
                                + " paco21 ph1 wblc1 hema1 sod1 pot1 crea1 bili1 alb1");
    }

    /** After editing an example, remove its lock and run {@code steelyard protocol lock} again. */
    @ParameterizedTest
    @ValueSource(strings = {"rotterdam", "rhc"})
    void examplesAreLockedAsTheyAre(String example) {
        Path file = ROOT.resolve("examples").resolve(example).resolve("protocol.yaml");
        Protocol plan = ProtocolFile.read(file);

        PlanStatus status = ProtocolLock.verify(file);

        assertThat(status).isInstanceOf(PlanStatus.Locked.class);
        assertThat(plan.analysis().analyses())
                .allMatch(analysis -> ProtocolRules.preSpecified(plan, status, analysis.id()));
    }
}
