package org.steelyard.stats.meta;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;

/**
 * Estimates of the same quantity from several studies, on a scale where they are close to normal.
 *
 * @param y one per study (a logarithm for {@link Scale#LOG})
 * @param variance of y, above 0, taken as known
 */
public record Studies(double[] y, double[] variance, Scale scale) {

    public Studies {
        boolean bad = y.length == 0 || y.length != variance.length;
        for (int i = 0; i < y.length && !bad; i++) {
            bad = !Double.isFinite(y[i]) || !(variance[i] > 0) || Double.isInfinite(variance[i]);
        }
        if (bad) {
            throw DesignError.INVALID_SETTING.at(
                    "studies",
                    Text.of(
                            "合并要求至少一项研究，估计有限、方差大于 0",
                            "pooling needs at least one study, finite estimates and variances above 0"),
                    Text.of("去掉无法估计的研究", "leave out studies that cannot be estimated"));
        }
    }

    public static Studies of(List<Estimate> estimates) {
        Scale scale =
                estimates.isEmpty() ? Scale.IDENTITY : estimates.getFirst().scale();
        if (estimates.stream().anyMatch(e -> e.scale() != scale)) {
            throw DesignError.setting("scale", "所有研究用同一标度", "one scale for all studies");
        }
        return new Studies(
                estimates.stream().mapToDouble(Estimate::transformed).toArray(),
                estimates.stream().mapToDouble(e -> e.se() * e.se()).toArray(),
                scale);
    }

    public int size() {
        return y.length;
    }

    public Studies without(int study) {
        return select(IntStream.range(0, y.length).filter(i -> i != study).toArray());
    }

    public Studies select(int[] which) {
        double[] ys = new double[which.length];
        double[] vs = new double[which.length];
        for (int i = 0; i < which.length; i++) {
            ys[i] = y[which[i]];
            vs[i] = variance[which[i]];
        }
        return new Studies(ys, vs, scale);
    }
}
