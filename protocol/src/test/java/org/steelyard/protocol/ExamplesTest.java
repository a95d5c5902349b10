package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.steelyard.kernel.Lang;

class ExamplesTest {

    private static final Path ROOT = Path.of(System.getProperty("steelyard.root", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"rotterdam"})
    void shippedExampleIsAPlanWithoutProblems(String example) {
        Path plan = ROOT.resolve("examples").resolve(example).resolve("protocol.yaml");

        assertThat(ProtocolFile.check(plan))
                .extracting(problem -> problem.in(Lang.EN))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotterdam"})
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
}
