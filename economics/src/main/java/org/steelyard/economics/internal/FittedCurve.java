package org.steelyard.economics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.steelyard.economics.model.ModelSpec.CurveSpec;
import org.steelyard.economics.model.ModelSpec.Source;
import org.steelyard.economics.survival.Family;
import org.steelyard.economics.survival.ParametricSurvival;
import org.steelyard.economics.survival.PiecewiseExponential;
import org.steelyard.economics.survival.RoystonParmar;
import org.steelyard.economics.survival.SurvivalFit;
import org.steelyard.kernel.Text;

/** A fit to one arm: its survival, and how a model writes it. */
sealed interface FittedCurve {

    SurvivalFit fit();

    Text label();

    double survival(double years);

    /** Names of the parameters on the scale of the search, in its order. */
    List<String> members(String id);

    /** The curve of a model with these parameters, in years. */
    CurveSpec spec(String id, String path);

    record Parametric(ParametricSurvival model, SurvivalFit fit) implements FittedCurve {

        @Override
        public Text label() {
            Text name = name(model.family());
            return switch (model.cure()) {
                case NONE -> name;
                case MIXTURE -> Text.of(name.zh() + "，混合治愈", name.en() + ", mixture cure");
                case NON_MIXTURE -> Text.of(name.zh() + "，非混合治愈", name.en() + ", non-mixture cure");
            };
        }

        private static Text name(Family family) {
            return switch (family) {
                case EXPONENTIAL -> Text.of("指数", "exponential");
                case WEIBULL -> Text.of("韦布尔", "Weibull");
                case WEIBULL_PH -> Text.of("韦布尔（比例风险）", "Weibull (PH)");
                case GOMPERTZ -> Text.of("冈珀茨", "Gompertz");
                case LOGNORMAL -> Text.of("对数正态", "log-normal");
                case LOGLOGISTIC -> Text.of("对数逻辑斯谛", "log-logistic");
                case GAMMA -> Text.of("伽马", "gamma");
                case GENERALISED_GAMMA -> Text.of("广义伽马", "generalised gamma");
                case GENERALISED_F -> Text.of("广义 F", "generalised F");
            };
        }

        @Override
        public double survival(double years) {
            return model.survival(fit, new double[0], years);
        }

        @Override
        public List<String> members(String id) {
            List<String> out = new ArrayList<>();
            for (int i = 0; i < model.family().parameters().size(); i++) {
                out.add(id
                        + (model.family().positive(i) ? ".log_" : ".")
                        + model.family().parameters().get(i));
            }
            if (model.cure() != ParametricSurvival.Cure.NONE) {
                out.add(id + ".logit_cure");
            }
            return out;
        }

        @Override
        public CurveSpec spec(String id, String path) {
            Map<String, Source> parts = new LinkedHashMap<>();
            List<String> members = members(id);
            for (int i = 0; i < model.family().parameters().size(); i++) {
                String name = model.family().parameters().get(i);
                boolean lambda = model.family() == Family.WEIBULL_PH && name.equals("scale");
                String formula = model.family().positive(i) ? "exp(" + members.get(i) + ")" : members.get(i);
                parts.put(lambda ? "lambda" : name, new Source(formula, path));
            }
            Source share = new Source("expit(" + id + ".logit_cure)", path);
            switch (model.cure()) {
                case NONE -> {}
                case MIXTURE -> parts.put("cure", share);
                case NON_MIXTURE -> parts.put("cureNonMixture", share);
            }
            return new CurveSpec(id, Text.same(id), word(), "", parts, Map.of(), path);
        }

        private String word() {
            return switch (model.family()) {
                case GENERALISED_GAMMA -> "gengamma";
                case GENERALISED_F -> "genf";
                case WEIBULL_PH -> "weibull-ph";
                default -> model.family().name().toLowerCase(Locale.ROOT);
            };
        }
    }

    record Spline(RoystonParmar model, RoystonParmar.Result result) implements FittedCurve {

        @Override
        public SurvivalFit fit() {
            return result.fit();
        }

        @Override
        public Text label() {
            String knots = model.inner() == 1 ? " knot" : " knots";
            return switch (model.scale()) {
                case HAZARD ->
                    Text.of("样条（累积风险，" + model.inner() + " 节点）", "spline, hazard scale, " + model.inner() + knots);
                case ODDS -> Text.of("样条（优势，" + model.inner() + " 节点）", "spline, odds scale, " + model.inner() + knots);
                case NORMAL ->
                    Text.of("样条（正态，" + model.inner() + " 节点）", "spline, normal scale, " + model.inner() + knots);
            };
        }

        @Override
        public double survival(double years) {
            return model.survival(result, new double[0], years);
        }

        @Override
        public List<String> members(String id) {
            return result.fit().names().stream().map(n -> id + "." + n).toList();
        }

        @Override
        public CurveSpec spec(String id, String path) {
            Map<String, Source> parts = new LinkedHashMap<>();
            List<String> members = members(id);
            for (int i = 0; i < members.size(); i++) {
                parts.put("coefficients[" + i + "]", new Source(members.get(i), path));
            }
            parts.put("scaleType", new Source(model.scale().name().toLowerCase(Locale.ROOT), path));
            List<Double> knots = DoubleStream.of(result.knots()).boxed().toList();
            return new CurveSpec(id, Text.same(id), "royston-parmar", "", parts, Map.of("knots", knots), path);
        }
    }

    record Pieces(PiecewiseExponential model, SurvivalFit fit) implements FittedCurve {

        @Override
        public Text label() {
            return Text.of("分段指数", "piecewise exponential");
        }

        @Override
        public double survival(double years) {
            return model.survival(fit, years);
        }

        @Override
        public List<String> members(String id) {
            return fit.names().stream().map(n -> id + ".log_" + n).toList();
        }

        @Override
        public CurveSpec spec(String id, String path) {
            Map<String, Source> parts = new LinkedHashMap<>();
            List<String> members = members(id);
            for (int i = 0; i < members.size(); i++) {
                parts.put("rates[" + i + "]", new Source("exp(" + members.get(i) + ")", path));
            }
            return new CurveSpec(
                    id, Text.same(id), "piecewise-exponential", "", parts, Map.of("breaks", model.breaks()), path);
        }
    }
}
