package org.steelyard.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OracleTest {

    @Test
    void agreementLeavesOneLineHoweverOftenItIsChecked() throws Exception {
        Oracle.check("addition", "by hand", "1 + 1", 2, 1.0 + 1.0, 0);
        Oracle.check("addition", "by hand", "1 + 1", 2, 1.0 + 1.0, 0);
        assertThat(Files.readAllLines(Path.of("target", "oracle", "OracleTest.tsv")))
                .filteredOn(line -> line.startsWith("addition\tby hand\t1 + 1\t2.0\t2.0\t0.0"))
                .hasSize(1);
    }

    @Test
    void disagreementAndNotANumberFail() {
        assertThatThrownBy(() -> Oracle.check("m", "s", "q", 1, 1.1, 1e-3)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Oracle.check("m", "s", "q", 1, Double.NaN, 1e-3))
                .isInstanceOf(AssertionError.class);
    }
}
