package org.steelyard.stats.sensitivity;

import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Draws;

/** What is believed about a bias parameter before seeing it. Draws are by inversion, one uniform number each. */
public sealed interface Prior {

    /** The value below which the belief lies with this probability. */
    double quantile(double probability);

    default double draw(RandomGenerator random) {
        return quantile(Draws.uniform(random));
    }

    /** Known. */
    record Fixed(double value) implements Prior {
        @Override
        public double quantile(double probability) {
            return value;
        }
    }

    record Uniform(double low, double high) implements Prior {
        public Uniform {
            DesignError.requireSetting(low <= high, "uniform", "下限不大于上限", "low not above high");
        }

        @Override
        public double quantile(double probability) {
            return low + probability * (high - low);
        }
    }

    /** Rises from low to firstMode, is flat to secondMode, falls to high. With equal modes a triangle. */
    record Trapezoid(double low, double firstMode, double secondMode, double high) implements Prior {
        public Trapezoid {
            DesignError.requireSetting(
                    low <= firstMode && firstMode <= secondMode && secondMode <= high && low < high,
                    "trapezoid",
                    "四个数须递增",
                    "four numbers in increasing order");
        }

        @Override
        public double quantile(double probability) {
            double height = 2 / (high + secondMode - firstMode - low);
            double rising = height * (firstMode - low) / 2;
            double flat = rising + height * (secondMode - firstMode);
            if (probability < rising) {
                return low + Math.sqrt(2 * probability * (firstMode - low) / height);
            }
            if (probability <= flat) {
                return firstMode + (probability - rising) / height;
            }
            return high - Math.sqrt(2 * (1 - probability) * (high - secondMode) / height);
        }
    }

    record Beta(double a, double b) implements Prior {
        public Beta {
            DesignError.requireSetting(a > 0 && b > 0, "beta", "两参数大于 0", "both above 0");
        }

        @Override
        public double quantile(double probability) {
            return BetaDistribution.of(a, b).inverseCumulativeProbability(probability);
        }
    }

    /** The logarithm is normal. */
    record LogNormal(double meanOfLog, double sdOfLog) implements Prior {
        public LogNormal {
            DesignError.requireSetting(sdOfLog >= 0, "log-normal", "标准差不小于 0", "a standard deviation of 0 or more");
        }

        @Override
        public double quantile(double probability) {
            return Math.exp(
                    meanOfLog + sdOfLog * NormalDistribution.of(0, 1).inverseCumulativeProbability(probability));
        }
    }

    /** The logit is normal: for a probability. */
    record LogitNormal(double meanOfLogit, double sdOfLogit) implements Prior {
        public LogitNormal {
            DesignError.requireSetting(sdOfLogit >= 0, "logit-normal", "标准差不小于 0", "a standard deviation of 0 or more");
        }

        @Override
        public double quantile(double probability) {
            double logit =
                    meanOfLogit + sdOfLogit * NormalDistribution.of(0, 1).inverseCumulativeProbability(probability);
            return 1 / (1 + Math.exp(-logit));
        }
    }
}
