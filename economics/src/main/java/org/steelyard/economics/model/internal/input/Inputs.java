package org.steelyard.economics.model.internal.input;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.ModelSpec.Joint;
import org.steelyard.economics.model.ModelSpec.Parameter;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.model.expression.FormulaFault;
import org.steelyard.economics.model.expression.Unit;
import org.steelyard.economics.model.expression.Units;
import org.steelyard.economics.model.internal.compile.Constants;
import org.steelyard.economics.model.internal.compile.Findings;
import org.steelyard.economics.model.internal.compile.Known;
import org.steelyard.economics.model.internal.graph.Special;
import org.steelyard.economics.model.internal.random.Law;
import org.steelyard.economics.model.internal.random.Laws;
import org.steelyard.economics.model.internal.random.Stream;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.linear.Cholesky;
import org.steelyard.stats.linear.Matrix;

/**
 * All parameters, each in its own unit. Draw {@code d} of a parameter depends on the seed, the parameter's name and {@code d} alone: another parameter more or less
 * changes nothing, and each draw can be made again by itself. Members of a joint distribution depend on the joint's name instead.
 */
public final class Inputs {

    private final ModelSpec spec;
    private final List<String> names;
    private final double[] base;
    private final Map<String, Law> laws;
    private final List<JointLaw> joints;

    /** What a joint distribution writes into a draw. */
    private interface JointLaw {
        void draw(Seed seed, long number, double[] out);

        List<String> members();
    }

    private Inputs(ModelSpec spec, double[] base, Map<String, Law> laws, List<JointLaw> joints) {
        this.spec = spec;
        this.names = List.copyOf(spec.parameters().keySet());
        this.base = base;
        this.laws = laws;
        this.joints = joints;
    }

    /** Reads base values and distributions. The spec of the result also lists parameters that only a joint distribution names. */
    public static Inputs of(ModelSpec raw, Findings findings) {
        return new Reader(raw, findings).read();
    }

    public ModelSpec spec() {
        return spec;
    }

    public List<String> names() {
        return names;
    }

    public int index(String name) {
        return names.indexOf(name);
    }

    public double[] base() {
        return base.clone();
    }

    /** Parameters that vary between draws. */
    public Set<String> uncertain() {
        Set<String> out = new LinkedHashSet<>(laws.keySet());
        joints.forEach(j -> out.addAll(j.members()));
        return out;
    }

    public Optional<Law> law(String name) {
        return Optional.ofNullable(laws.get(name));
    }

    /** All parameters in one draw. */
    public double[] draw(Seed seed, long number) {
        double[] out = base.clone();
        laws.forEach((name, law) -> {
            long key = seed.child("parameter " + name).value();
            out[index(name)] = law.draw(Stream.of(key, number));
        });
        joints.forEach(j -> j.draw(seed, number, out));
        return out;
    }

    /** A drawing machine that has looked up keys and places once. */
    public Drawer drawer(Seed seed) {
        return new Drawer(seed);
    }

    /** Makes many draws. */
    public final class Drawer {
        private final Seed seed;
        private final int[] places;
        private final long[] keys;
        private final Law[] law;

        private Drawer(Seed seed) {
            this.seed = seed;
            places = laws.keySet().stream().mapToInt(Inputs.this::index).toArray();
            keys = laws.keySet().stream()
                    .mapToLong(n -> seed.child("parameter " + n).value())
                    .toArray();
            law = laws.values().toArray(Law[]::new);
        }

        public double[] draw(long number) {
            double[] out = base.clone();
            for (int i = 0; i < places.length; i++) {
                out[places[i]] = law[i].draw(Stream.of(keys[i], number));
            }
            joints.forEach(j -> j.draw(seed, number, out));
            return out;
        }
    }

    /** Low and high value of the one-way analysis: as given, else the limits of the central interval; empty for a certain one. */
    public Optional<double[]> range(String name, double level, Findings findings) {
        Parameter p = Known.in(spec.parameters(), name);
        if (!p.low().text().isBlank() && !p.high().text().isBlank()) {
            Reader reader = new Reader(spec, findings);
            return Optional.of(new double[] {reader.constant(p.low(), p).value, reader.constant(p.high(), p).value});
        }
        Law law = laws.get(name);
        if (law == null) {
            return joints.stream()
                    .filter(j -> j.members().contains(name) && j instanceof HasMargins)
                    .map(j -> ((HasMargins) j).margin(name))
                    .map(m -> new double[] {m.quantile((1 - level) / 2), m.quantile((1 + level) / 2)})
                    .findFirst();
        }
        return Optional.of(new double[] {law.quantile((1 - level) / 2), law.quantile((1 + level) / 2)});
    }

    private interface HasMargins {
        Law margin(String name);
    }

    private record Dirichlet(String name, List<String> members, int[] places, double[] counts)
            implements JointLaw, HasMargins {
        @Override
        public void draw(Seed seed, long number, double[] out) {
            Stream stream = Stream.of(seed.child(name).value(), number);
            double sum = 0;
            for (int i = 0; i < places.length; i++) {
                out[places[i]] = counts[i] > 0 ? stream.gamma(counts[i]) : 0;
                sum += out[places[i]];
            }
            for (int place : places) {
                out[place] /= sum;
            }
        }

        @Override
        public Law margin(String member) {
            int i = members.indexOf(member);
            double total = java.util.Arrays.stream(counts).sum();
            double own = counts[i];
            return own > 0 && own < total ? new Law.Beta(own, total - own, 0, 1) : new Law.Fixed(own / total);
        }
    }

    private record Normal(String name, List<String> members, int[] places, double[] mean, Cholesky root, double[] sd)
            implements JointLaw, HasMargins {
        @Override
        public void draw(Seed seed, long number, double[] out) {
            double[] z = normals(seed.child(name), number, places.length);
            double[] x = root.lowerTimes(z);
            for (int i = 0; i < places.length; i++) {
                out[places[i]] = mean[i] + x[i];
            }
        }

        @Override
        public Law margin(String member) {
            int i = members.indexOf(member);
            return new Law.Normal(mean[i], sd[i], Law.Link.IDENTITY);
        }
    }

    /** Gaussian copula: correlated normal numbers, turned into each parameter's own distribution. */
    private record Copula(String name, List<String> members, int[] places, List<Law> laws, Cholesky root)
            implements JointLaw {
        @Override
        public void draw(Seed seed, long number, double[] out) {
            double[] x = root.lowerTimes(normals(seed.child(name), number, places.length));
            for (int i = 0; i < places.length; i++) {
                out[places[i]] = laws.get(i).quantile(Special.phi(x[i]));
            }
        }
    }

    private static double[] normals(Seed seed, long number, int n) {
        Stream stream = Stream.of(seed.value(), number);
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = stream.normal();
        }
        return z;
    }

    /** From the spec to numbers. */
    private static final class Reader {
        private final Findings findings;
        private final Units units;
        private final Map<String, Parameter> parameters;
        private final ModelSpec raw;

        Reader(ModelSpec raw, Findings findings) {
            this.raw = raw;
            this.findings = findings;
            units = new Units(raw.header().currency(), raw.settings().yearLength());
            parameters = new LinkedHashMap<>(raw.parameters());
        }

        Inputs read() {
            Map<String, Double> means = jointMeans();
            double[] base = new double[parameters.size()];
            Map<String, Law> laws = new LinkedHashMap<>();
            int i = 0;
            for (Parameter p : List.copyOf(parameters.values())) {
                Value value = means.containsKey(p.id()) && p.value().text().isBlank()
                        ? new Value(means.get(p.id()), p.unit())
                        : constant(p.value(), p);
                base[i] = settle(p, value.value, laws);
                parameters.put(p.id(), settled(p, base[i++], value.unit));
            }
            ModelSpec full = Specs.withParameters(raw, parameters);
            List<String> names = List.copyOf(parameters.keySet());
            List<JointLaw> joints = new ArrayList<>();
            raw.joints().forEach(j -> joint(j, names, laws).ifPresent(joints::add));
            return new Inputs(full, base, laws, joints);
        }

        private record Value(double value, String unit) {}

        /** With the unit of its number; a value that follows from a distribution is written out. */
        private static Parameter settled(Parameter p, double value, String unit) {
            boolean said = !p.value().text().isBlank() || !Double.isFinite(value);
            Source number = said
                    ? p.value()
                    : new Source(
                            BigDecimal.valueOf(value).toPlainString(), p.value().path());
            return new Parameter(
                    p.id(), p.label(), number, unit, p.distribution(), p.low(), p.high(), p.source(), p.path());
        }

        /** Base value, with the distribution noted. */
        private double settle(Parameter p, double value, Map<String, Law> laws) {
            if (p.distribution().isEmpty()) {
                if (Double.isNaN(value)) {
                    findings.add(
                            ModelError.BAD_DISTRIBUTION,
                            p.path(),
                            Text.of("参数没有取值", "the parameter has no value"),
                            Text.of("补充 value 或 distribution", "Give a value or a distribution"));
                }
                return value;
            }
            try {
                Law law = Laws.of(p.distribution().get(), value);
                if (!(law instanceof Law.Fixed)) {
                    laws.put(p.id(), law);
                }
                return Double.isNaN(value) ? law.mean() : value;
            } catch (FormulaFault fault) {
                findings.add(
                        ModelError.BAD_DISTRIBUTION,
                        p.distribution().get().path(),
                        fault.reason(),
                        Text.of("改正分布的参数", "Correct the distribution"));
                return value;
            }
        }

        /** A number in the parameter's unit; NaN when the formula is blank. */
        private Value constant(Source source, Parameter p) {
            if (source.text().isBlank()) {
                return new Value(Double.NaN, p.unit());
            }
            try {
                Constants c = Constants.of(source.text(), units);
                if (c.unit().isEmpty()) {
                    return new Value(c.value(), p.unit());
                }
                Unit written = c.unit().get();
                if (p.unit().isBlank()) {
                    return new Value(c.value(), written.toString());
                }
                Unit own = units.parse(p.unit());
                if (!own.sameDimension(written)) {
                    findings.add(
                            ModelError.UNIT_MISMATCH,
                            source.path(),
                            Text.of(
                                    "单位不符：得到 " + written + "，应为 " + own,
                                    "unit mismatch: this is in " + written + ", expected " + own),
                            Text.of("改正单位", "Correct the unit"));
                }
                return new Value(c.value() / own.scale(), p.unit());
            } catch (FormulaFault fault) {
                findings.add(
                        ModelError.BAD_FORMULA,
                        source.path(),
                        fault.reason(),
                        Text.of("由其他参数算出的量请写在 let 中", "Put what follows from other parameters into let"));
                return new Value(0, p.unit());
            }
        }

        private Map<String, Double> jointMeans() {
            Map<String, Double> means = new LinkedHashMap<>();
            for (Joint j : raw.joints()) {
                double total = j.numbers().stream().mapToDouble(d -> d).sum();
                for (int i = 0; i < j.members().size(); i++) {
                    String name = j.members().get(i);
                    if (j.kind().equals("correlation")) {
                        continue;
                    }
                    means.put(
                            name,
                            j.kind().equals("dirichlet")
                                    ? j.numbers().get(i) / total
                                    : j.numbers().get(i));
                    parameters.computeIfAbsent(name, n -> implicit(n, j.path()));
                }
            }
            return means;
        }

        private static Parameter implicit(String name, String path) {
            Source none = new Source("", path);
            return new Parameter(name, Text.same(name), none, "", Optional.empty(), none, none, "", path);
        }

        private Optional<JointLaw> joint(Joint j, List<String> names, Map<String, Law> laws) {
            int[] places = j.members().stream().mapToInt(names::indexOf).toArray();
            String name = "joint " + String.join(" ", j.members());
            return switch (j.kind()) {
                case "dirichlet" -> dirichlet(j, name, places);
                case "multivariate-normal" ->
                    root(j).map(r -> new Normal(
                            name,
                            j.members(),
                            places,
                            j.numbers().stream().mapToDouble(d -> d).toArray(),
                            r,
                            deviations(j.matrix())));
                case "correlation" -> copula(j, name, places, laws);
                default -> Optional.empty();
            };
        }

        private static double[] deviations(double[][] covariance) {
            double[] sd = new double[covariance.length];
            for (int i = 0; i < sd.length; i++) {
                sd[i] = Math.sqrt(covariance[i][i]);
            }
            return sd;
        }

        private Optional<JointLaw> dirichlet(Joint j, String name, int[] places) {
            double[] counts = j.numbers().stream().mapToDouble(d -> d).toArray();
            boolean good = counts.length > 1;
            for (double c : counts) {
                good &= c >= 0 && Double.isFinite(c);
            }
            if (!good || java.util.Arrays.stream(counts).sum() <= 0) {
                bad(j, "狄利克雷分布至少需要两个不为负的计数", "a Dirichlet needs at least two counts, none negative");
                return Optional.empty();
            }
            return Optional.of(new Dirichlet(name, j.members(), places, counts));
        }

        private Optional<JointLaw> copula(Joint j, String name, int[] places, Map<String, Law> laws) {
            List<Law> own = new ArrayList<>();
            for (String member : j.members()) {
                Law law = laws.remove(member);
                if (law == null) {
                    bad(j, member + " 没有自己的分布", member + " has no distribution of its own");
                    return Optional.empty();
                }
                own.add(law);
            }
            for (int i = 0; i < j.matrix().length; i++) {
                if (j.matrix()[i].length > i && j.matrix()[i][i] != 1) {
                    bad(j, "相关矩阵的对角线应为 1", "the diagonal of a correlation matrix is 1");
                    return Optional.empty();
                }
            }
            return root(j).map(r -> new Copula(name, j.members(), places, own, r));
        }

        private Optional<Cholesky> root(Joint j) {
            int n = j.members().size();
            double[][] m = j.matrix();
            boolean square = m.length == n;
            for (int r = 0; r < m.length && square; r++) {
                square = m[r].length == n;
            }
            for (int r = 0; r < n && square; r++) {
                for (int c = 0; c < r; c++) {
                    square &= Math.abs(m[r][c] - m[c][r]) <= 1e-9 * (1 + Math.abs(m[r][c]));
                }
            }
            if (!square) {
                bad(j, "矩阵应为 " + n + "×" + n + " 且对称", "the matrix must be " + n + "×" + n + " and symmetric");
                return Optional.empty();
            }
            Cholesky root = Cholesky.of(Matrix.of(m));
            if (!root.fullRank()) {
                bad(j, "矩阵不是正定的", "the matrix is not positive definite");
                return Optional.empty();
            }
            return Optional.of(root);
        }

        private void bad(Joint j, String zh, String en) {
            findings.add(
                    ModelError.BAD_DISTRIBUTION,
                    j.path(),
                    Text.of(zh, en),
                    Text.of("改正联合分布", "Correct the joint distribution"));
        }
    }
}
