package org.steelyard.effect.internal;

import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Missing;

/** Inverse-probability weighting for missing values: not there yet, and never mistaken for complete cases. */
final class Completeness {

    private Completeness() {}

    static Optional<Text> unsupported(Missing missing) {
        boolean weighted = missing.method() == Missing.Method.INVERSE_PROBABILITY;
        return weighted
                ? Optional.of(Text.of(
                        "本版本尚不能运行完整者逆概率加权；请改用多重插补",
                        "inverse-probability weighting of complete cases cannot be run yet; use multiple imputation"))
                : Optional.empty();
    }
}
