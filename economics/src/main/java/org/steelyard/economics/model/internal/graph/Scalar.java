package org.steelyard.economics.model.internal.graph;

/** One operation on plain numbers: the meaning of the language, which {@link Lanes} repeats for many at a time. */
final class Scalar {

    private Scalar() {}

    static double apply(Op op, double x, double y, double z) {
        return switch (op) {
            case CONSTANT, INPUT, STEP, LINEAR -> throw new IllegalArgumentException("not an operation on numbers");
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case POWER -> power(x, y);
            case NEGATE -> -x;
            case EXP -> StrictMath.exp(x);
            case LN -> StrictMath.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Special.round(x);
            case MIN -> Math.min(x, y);
            case MAX -> Math.max(x, y);
            case LESS -> x < y ? 1 : 0;
            case LESS_OR_EQUAL -> x <= y ? 1 : 0;
            case EQUAL -> x == y ? 1 : 0;
            case AND -> x != 0 && y != 0 ? 1 : 0;
            case OR -> x != 0 || y != 0 ? 1 : 0;
            case NOT -> x != 0 ? 0 : 1;
            case IF -> x != 0 ? y : z;
            case ONE_MINUS_EXP -> -StrictMath.expm1(-x);
            case LN_ONE_PLUS -> StrictMath.log1p(x);
            case PHI -> Special.phi(x);
            case PHI_INVERSE -> Special.phiInverse(x);
            case GAMMA_Q -> Special.gammaQ(x, y);
            case GAMMA_Q_INVERSE -> Special.gammaQInverse(x, y);
            case BETA_I -> Special.beta(x, y, z);
            case BETA_I_INVERSE -> Special.betaInverse(x, y, z);
            case LN_GAMMA -> Special.lnGamma(x);
        };
    }

    static double power(double x, double y) {
        return y == 2 ? x * x : StrictMath.pow(x, y);
    }
}
